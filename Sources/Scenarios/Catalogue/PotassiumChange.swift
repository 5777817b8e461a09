import Quantities

/// More or less potassium in the blood.
public struct PotassiumChange: Intervention {
    public static let card = InterventionCard(
        "potassium", "Hyperkalaemia or hypokalaemia",
        mechanism:
            "sets the potassium outside of the ventricular cells of the three-dimensional heart, which are paced to their "
            + "steady state with it; conduction keeps its speed",
        source:
            "the concentration is the user's; conduction times grew only at 8.8 mM in dogs, Donaldson et al. 1984, J. Physiol. "
            + "353:393 (abstract), and guinea pigs conduct a little faster between 5.4 and 9 mM, Buchanan et al. 1985, "
            + "doi:10.1161/01.res.56.5.696 (abstract): the range ends before",
        numbers: [
            ParameterCard(
                "concentration", "Concentration outside of cells; 5 mM is the membrane model's",
                unit: "mM", default: 6.5, range: 2.5...8.5, source: "choice")
        ], targets: ["cells.potassium"], neutral: ["concentration": 5])

    private let concentration: Double

    public init(_ arguments: InterventionArguments) {
        concentration = arguments.number("concentration")
    }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.set("cells.potassium", to: concentration)
    }
}
