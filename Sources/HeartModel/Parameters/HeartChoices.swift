import Mechanics
import Quantities

/// The laws that may be chosen, sorted by name.
public enum HeartChoices {
    /// The registry.
    public static let all: [HeartChoice] = [contraction, passive, reference]

    /// How muscle contracts.
    public static let contraction = HeartChoice(
        name: "contraction", summary: "Contraction model",
        cards: ActiveTensions.all.map { $0.card }, standard: Land2017.card.identifier)

    /// How muscle resists stretch.
    public static let passive = HeartChoice(
        name: "passive", summary: "Law of the passive muscle",
        cards: Materials.all.map { $0.card }, standard: HolzapfelOgden.card.identifier)

    /// Which shape of the wall the solver begins from.
    public static let reference = HeartChoice(
        name: "reference", summary: "Reference shape of the wall",
        cards: ReferenceShape.allCases.map { $0.card },
        standard: ReferenceShape.unloaded.rawValue)
}

extension HeartParameters {
    /// The chosen contraction model with its parameters.
    func contractionModel() throws -> any ActiveTensionModel {
        let identifier = choice(HeartChoices.contraction)
        guard let model = ActiveTensions.all.first(where: { $0.card.identifier == identifier })
        else { throw unknown(identifier, of: HeartChoices.contraction) }
        return try model.init(
            parameters: section(HeartChoices.contraction.section(of: identifier)))
    }

    /// The chosen law of the passive muscle with its parameters.
    func passiveMaterial() throws -> any PassiveMaterial {
        let identifier = choice(HeartChoices.passive)
        guard let law = Materials.all.first(where: { $0.card.identifier == identifier })
        else { throw unknown(identifier, of: HeartChoices.passive) }
        return try law.init(values: section(HeartChoices.passive.section(of: identifier)))
    }

    /// The chosen reference of the wall.
    func referenceShape() throws -> ReferenceShape {
        let identifier = choice(HeartChoices.reference)
        guard let shape = ReferenceShape(rawValue: identifier) else {
            throw unknown(identifier, of: HeartChoices.reference)
        }
        return shape
    }

    private func unknown(_ identifier: String, of choice: HeartChoice) -> HeartModelError {
        .unknownChoice(name: choice.name, value: identifier, known: choice.known)
    }
}
