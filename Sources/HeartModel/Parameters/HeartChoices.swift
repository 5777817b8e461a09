import Mechanics
import Quantities

/// The laws that may be chosen, sorted by name.
public enum HeartChoices {
    /// The registry.
    public static let all: [HeartChoice] = [contraction, passive]

    /// How muscle contracts.
    public static let contraction = HeartChoice(
        name: "contraction", summary: "Contraction model",
        cards: ActiveTensions.all.map { $0.card }, standard: Land2017.card.identifier)

    /// How muscle resists stretch.
    public static let passive = HeartChoice(
        name: "passive", summary: "Law of the passive muscle",
        cards: Materials.all.map { $0.card }, standard: HolzapfelOgden.card.identifier)
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

    private func unknown(_ identifier: String, of choice: HeartChoice) -> HeartModelError {
        .unknownChoice(name: choice.name, value: identifier, known: choice.known)
    }
}
