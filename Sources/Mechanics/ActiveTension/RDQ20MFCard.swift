public import Quantities

extension RDQ20MF {
    /// Citation of the parameter table.
    private static let source =
        "Regazzoni et al. 2020, doi:10.1371/journal.pcbi.1008294, human cells at body temperature "
        + "(values as in github.com/FrancescoRegazzoni/cardiac-activation, commit 26f05df)"

    public static let card = ModelCard(
        identifier: "rdq20-mf",
        summary: "Human contraction model with cooperative regulatory units (mean field)",
        source: "Regazzoni, Dede', Quarteroni, PLoS Comput. Biol. 16 (2020) e1008294, "
            + "doi:10.1371/journal.pcbi.1008294",
        states: triplets + [
            "permissiveAttached", "permissiveDistortion", "otherAttached", "otherDistortion",
        ],
        parameters: [
            ParameterCard(
                "actinLength", "Length of the thin filament (LA)", unit: "um", default: 1.25,
                range: 1.1...1.4, source: source),
            ParameterCard(
                "myosinLength", "Length of the thick filament (LM)", unit: "um", default: 1.65,
                range: 1.5...1.8, source: source),
            ParameterCard(
                "bareZoneLength", "Length of the thick filament without heads (LB)", unit: "um",
                default: 0.18, range: 0.05...0.3, source: source),
            ParameterCard(
                "restingLength", "Sarcomere length at stretch 1 (SL0)", unit: "um", default: 2.2,
                range: 1.7...2.4, source: source),
            ParameterCard(
                "calciumEffect", "Factor of bound calcium on permissiveness, and back (μ)",
                unit: "1", default: 10, range: 1...100, source: source),
            ParameterCard(
                "cooperativity", "Factor of each neighbour in the same state (γ)", unit: "1",
                default: 12, range: 1...40, source: source),
            ParameterCard(
                "permissiveBias", "Preference for the permissive state (Q)", unit: "1", default: 2,
                range: 0.1...20, source: source),
            ParameterCard(
                "calciumHalf", "Dissociation constant of calcium at 2.15 um (Kd0)", unit: "uM",
                default: 0.381, range: 0.05...10, source: source),
            ParameterCard(
                "lengthCalcium", "Slope of the dissociation constant by length (αKd)",
                unit: "uM/um", default: -0.571, range: -5...0, source: source),
            ParameterCard(
                "calciumRate", "Rate of calcium unbinding (koff)", unit: "1/ms", default: 0.1,
                range: 0.001...1, source: source),
            ParameterCard(
                "flippingRate", "Basic rate of tropomyosin (kb)", unit: "1/ms", default: 0.013,
                range: 0.0005...0.1, source: source),
            ParameterCard(
                "detachmentRate", "Rate of detachment without motion (r0)", unit: "1/ms",
                default: 0.13431, range: 0.005...2, source: source),
            ParameterCard(
                "velocityDetachment", "Detachment by relative velocity (α)", unit: "1",
                default: 25.184, range: 0...200, source: source),
            ParameterCard(
                "attachmentRate", "Rate of attachment (f0)", unit: "1/ms", default: 0.032653,
                range: 0...1, source: source),
            ParameterCard(
                "attachmentDistortion", "Rate of attachment times distortion (f1)", unit: "1/ms",
                default: 0.000778, range: 0...0.1, source: source),
            ParameterCard(
                "crossbridgeStiffness", "Tension of attached crossbridges by distortion (aXB)",
                unit: "kPa", default: 22_894, range: 0...200_000, source: source),
        ])

    /// Names of the 16 states of the regulatory units, the troponin's running fastest, then right,
    /// centre and left unit: nnnFree, nnnBound, nnpFree, … pppBound.
    private static let triplets: [String] = ["n", "p"].flatMap { left in
        ["n", "p"].flatMap { centre in
            ["n", "p"].flatMap { right in
                ["Free", "Bound"].map { left + centre + right + $0 }
            }
        }
    }
}
