import Mechanics
import Quantities
import Testing

/// What every registered contraction model promises.
@Suite struct EveryActiveTensionTests {
    @Test func registryIsSortedAndUnique() {
        let identifiers = ActiveTensions.all.map { model in model.card.identifier }
        #expect(identifiers == Set(identifiers).sorted())
    }

    @Test(arguments: ActiveTensions.all)
    func cardIsComplete(model: any ActiveTensionModel.Type) {
        let card = model.card
        #expect(!card.summary.isEmpty && !card.source.isEmpty)
        #expect(Set(card.states).count == card.states.count)
        #expect(Set(card.parameters.map(\.name)).count == card.parameters.count)
        for parameter in card.parameters {
            #expect(parameter.range.contains(parameter.defaultValue), "\(parameter.name)")
            #expect(!parameter.unit.isEmpty && !parameter.source.isEmpty, "\(parameter.name)")
        }
    }
}
