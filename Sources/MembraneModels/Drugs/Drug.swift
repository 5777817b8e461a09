public import Ionics
public import Quantities

/// A drug: where it blocks, how it binds to hERG, how much of it is free in a patient.
public struct Drug: Sendable, Equatable {
    /// Risk of torsade de pointes as CiPA's expert panel ranked it.
    public enum Risk: String, Sendable, CaseIterable {
        case low, intermediate, high
    }

    /// Name in lower case.
    public var name: String
    /// Risk class; nil for drugs outside the CiPA set.
    public var risk: Risk?
    /// Highest free concentration at therapeutic doses [nM].
    public var cmax: Double
    /// Block of currents at equilibrium.
    public var blocks: [IonCurrent: HillBlock]
    /// Binding to hERG; nil where only the block is known.
    public var herg: HergBinding?

    /// Describes a drug.
    public init(
        _ name: String, risk: Risk? = nil, cmax: Double, blocks: [IonCurrent: HillBlock],
        herg: HergBinding? = nil
    ) {
        self.name = name
        self.risk = risk
        self.cmax = cmax
        self.blocks = blocks
        self.herg = herg
    }

    /// A cell under this drug.
    ///
    /// A model with dynamic hERG binding gets the binding instead of the block of IKr, where the drug
    /// has one. Currents that the model does not have are not blocked.
    ///
    /// - Parameter concentration: free concentration [nM], not negative.
    /// - Throws: ``DrugError`` for a bad concentration, `IonicsError` for a bad cell.
    public func cell(
        _ cell: CellType, of model: any IonicModel.Type, concentration: Double
    ) throws -> CellType {
        try self.cell(cell, of: model.card, concentration: concentration)
    }

    /// A cell under this drug, of a model with this card.
    ///
    /// - Throws: ``DrugError``, `IonicsError`.
    public func cell(
        _ cell: CellType, of card: ModelCard, concentration: Double
    ) throws -> CellType {
        guard concentration >= 0, concentration.isFinite else {
            throw DrugError.badConcentration(drug: name, value: concentration)
        }
        let isDynamic = card.parameters.contains { $0.name == "hergBinding" }
        var factors: [String: Double] = [:]
        for (current, block) in blocks {
            if current == .rapidRectifier, isDynamic, herg != nil { continue }
            if let parameter = current.parameter(of: card) {
                factors[parameter] = block.remaining(at: concentration)
            }
        }
        var result = try cell.scaling(factors, of: card, name: name)
        if isDynamic, let herg {
            result.parameters.merge(herg.parameters(at: concentration)) { $1 }
            do {
                _ = try card.values(result.parameters)
            } catch {
                throw IonicsError.parameter(error)
            }
        }
        return result
    }
}
