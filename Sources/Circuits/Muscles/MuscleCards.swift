import Quantities

/// The parameters that every muscle's card begins with.
enum MuscleCards {
    private static let source =
        "0.10·0.85 s + 0.40·cycle in the published code of CircAdapt, doi:10.1371/journal.pcbi.1004284"

    static func timing(onset: Double) -> [ParameterCard] {
        [
            ParameterCard(
                "onset", "Activation of the earliest patch after the onset of the QRS", unit: "ms",
                default: onset, range: -1000...3000, source: "synchronous with the QRS"),
            ParameterCard(
                "fixedDuration", "Duration of activation that is the same at every rate",
                unit: "ms", default: 85, range: 0...1000, source: source),
            ParameterCard(
                "cycleShare", "Share of the cycle that is added to it", unit: "1", default: 0.4,
                range: 0...1, source: source),
        ]
    }

    static func contractility(_ name: String, _ place: String) -> ParameterCard {
        ParameterCard(
            name, "Factor on the active stress of \(place)", unit: "1", default: 1, range: 0...5,
            source: "definition")
    }
}
