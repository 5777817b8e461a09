import Glibc
import Quantities

/// Noradrenaline given, or less of it.
public struct Noradrenaline: Intervention {
    public static let card = InterventionCard(
        "noradrenaline", "Noradrenaline infusion, or the withdrawal of one",
        mechanism:
            "per 0.1 \u{b5}g/kg/min: systemic arterial resistance +15 %, and 410 mL less of venous volume without pressure; "
            + "no effect on the heart itself",
        source:
            "dose 0.30 to 0.19 \u{b5}g/kg/min: mean systemic pressure 33 to 26 mmHg, n = 16, Persichini et al. 2012, "
            + "doi:10.1097/CCM.0b013e318260c6c3 (abstract), times 64 mL/mmHg of systemic compliance (Maas et al. 2012, "
            + "doi:10.1213/ANE.0b013e31825fb01d, from memory); 0.32 to 0.26: arterial pressure -10 % with mean systemic pressure "
            + "-9 %, n = 30, Adda et al. 2021, doi:10.1186/s13054-021-03711-5 (abstract), of which -2 % are taken as "
            + "output's; straight lines through them are assumed",
        numbers: [
            ParameterCard(
                "dose", "Rate of infusion that is added", unit: "ug/kg/min", default: 0,
                range: 0...0.5, source: "none; usual doses are 0.05 to 0.5"),
            ParameterCard(
                "withdrawn", "Rate of infusion that is taken away", unit: "ug/kg/min", default: 0,
                range: 0...0.5, source: "choice"),
        ],
        targets: [
            "circulation.systemicArterialResistance",
            "circulation.systemicVenousUnstressedVolume",
        ], neutral: ["dose": 0, "withdrawn": 0])

    private let dose: Double

    public init(_ arguments: InterventionArguments) {
        dose = arguments.number("dose") - arguments.number("withdrawn")
    }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale(
            "circulation.systemicArterialResistance", by: exp(Self.resistance * dose))
        try heart.add(
            -Self.capacity * dose, to: "circulation.systemicVenousUnstressedVolume")
    }

    /// Logarithm of resistance by dose, ln(1/0.92)/0.06 [kg·min/µg].
    private static let resistance = 1.39
    /// Venous volume by dose, 64·7/0.11 [mL·kg·min/µg].
    private static let capacity = 4070.0
}
