import HeartModel
import Quantities

/// Units of parameters by name.
enum SchemaUnits {
    /// The unit of a parameter's card.
    static func symbol(_ name: String) -> String { HeartParameters.card(name)?.unit ?? "1" }
}
