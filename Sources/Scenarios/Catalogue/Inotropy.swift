import Quantities

/// More or less contractile muscle.
public struct Inotropy: Intervention {
    public static let card = InterventionCard(
        "inotropy", "More or less contractile muscle",
        mechanism:
            "scales the active tension of both ventricles; rate, relaxation and vessels stay",
        source: "the factor is the user's",
        numbers: [
            ParameterCard(
                "factor", "Factor on the active tension", unit: "1", default: 1.2, range: 0.1...5,
                source: "choice")
        ], targets: ["wall.contractilityLeft", "wall.contractilityRight"], neutral: ["factor": 1])

    private let factor: Double

    public init(_ arguments: InterventionArguments) { factor = arguments.number("factor") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.scale("wall.contractilityLeft", by: factor)
        try heart.scale("wall.contractilityRight", by: factor)
    }
}
