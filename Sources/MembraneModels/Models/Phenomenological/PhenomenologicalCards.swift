import Quantities

/// Cards of the parameters of models without ion channels.
enum PhenomenologicalCards {
    /// A positive time or shape constant, a tenth to ten times its default.
    static func constant(
        _ name: String, _ summary: String, unit: String, _ value: Double, source: String
    ) -> ParameterCard {
        ParameterCard(
            name, summary, unit: unit, default: value, range: 0.1 * value...10 * value,
            source: source)
    }

    /// A threshold of the scaled voltage.
    static func threshold(
        _ name: String, _ summary: String, _ value: Double, source: String
    ) -> ParameterCard {
        ParameterCard(name, summary, unit: "1", default: value, range: 0...2, source: source)
    }
}
