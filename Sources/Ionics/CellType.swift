public import Quantities

/// A kind of cell of a model: its name and the parameters in which it differs from the defaults.
public struct CellType: Sendable, Equatable {
    /// Name, such as "endo".
    public var name: String
    /// Parameter values by name, in the units of the card.
    public var parameters: [String: Double]

    /// Describes a cell type.
    public init(_ name: String, parameters: [String: Double] = [:]) {
        self.name = name
        self.parameters = parameters
    }

    /// This cell with some of its parameters multiplied: a drug, a gradient, a disease.
    ///
    /// - Parameter factors: factor by parameter name, such as `["gKr": 0.5]`.
    /// - Parameter card: of the model the cell belongs to.
    /// - Parameter name: name of the new cell.
    /// - Throws: ``IonicsError/parameter(_:)`` for an unknown name or a product outside its range.
    public func scaling(
        _ factors: [String: Double], of card: ModelCard, name: String
    ) throws(IonicsError) -> CellType {
        do {
            let values = try card.values(parameters)
            var result = CellType(name, parameters: parameters)
            for (key, factor) in factors {
                let index = card.parameters.firstIndex { $0.name == key }
                result.parameters[key] = factor * (index.map { values[$0] } ?? .nan)
            }
            _ = try card.values(result.parameters)
            return result
        } catch {
            throw .parameter(error)
        }
    }
}
