import Quantities

/// An opening between the atria.
public struct InteratrialShunt: RoundHole {
    public static let card = InterventionCard(
        "interatrial-shunt", "Interatrial shunt device or septal defect",
        mechanism: "an orifice with Bernoulli loss between the atria, open both ways",
        source:
            "8 mm is the inner diameter of the device of the REDUCE LAP-HF trials, from memory; discharge coefficient "
            + "0.75 of a plain round opening of 0.5 cm2: 0.81 with a tapering inlet, which raises it by 8.8 %, Flachskampf "
            + "et al. 1990, J. Am. Coll. Cardiol. 15:1173 (abstract); a device of the shape of an hourglass has 0.88, n = 97, "
            + "doi:10.1002/ehf2.14859",
        numbers: [
            ParameterCard(
                "diameter", "Inner diameter", unit: "mm", default: 8, range: 0...40,
                source: "see the source")
        ], claims: "the atrial septum", neutral: ["diameter": 0], levels: .loopOnly)

    public static let passage = (branch: "atrialSeptum", from: "leftAtrium", to: "rightAtrium")
    public let diameter: Double

    public init(diameter: Double) { self.diameter = diameter }
}
