import Quantities

/// Another heart rate: pacing of the atrium, exercise, rest.
public struct RateChange: Intervention {
    public static let card = InterventionCard(
        "rate", "Another heart rate",
        mechanism:
            "sets the cycle length; cells are paced to their steady state at it, timings of the "
            + "chambers follow it",
        source: "the rate is the user's",
        numbers: [
            ParameterCard(
                "rate", "Beats per minute", unit: "1/min", default: 90, range: 30...200,
                source: "choice")
        ], targets: ["circulation.heartRate"], claims: "the heart rate")

    private let rate: Double

    public init(_ arguments: InterventionArguments) { rate = arguments.number("rate") }

    public func apply(to heart: inout TreatedHeart) throws {
        try heart.set("circulation.heartRate", to: rate)
    }
}
