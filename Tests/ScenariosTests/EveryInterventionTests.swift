import Circuits
import Circulation
import Electrophysiology
import HeartModel
import Quantities
import Scenarios
import Testing

/// The contract of every intervention of the catalogue.
@Suite struct EveryInterventionTests {
    /// Interventions by identifier, for readable failures.
    static let identifiers = Interventions.all.map { $0.card.identifier }

    private func type(_ identifier: String) throws -> any Intervention.Type {
        try Interventions.named(identifier)
    }

    /// Arguments that a catalogue entry cannot do without.
    private func required(_ card: InterventionCard) -> [String: String] {
        var given: [String: String] = [:]
        for word in card.words where word.standard == nil {
            given[word.name] =
                ["target": "circulation.bloodVolume", "to": "5000 mL", "amount": "10 mL"][word.name]
        }
        return given
    }

    private func heart() -> TreatedHeart {
        TreatedHeart(parameters: HeartParameters(), activation: ActivationProtocols.normal)
    }

    @Test func theCatalogueIsSortedAndUnique() {
        #expect(Self.identifiers == Set(Self.identifiers).sorted())
    }

    @Test(arguments: identifiers) func theCardIsComplete(_ identifier: String) throws {
        let card = try type(identifier).card
        #expect(card.identifier.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        for text in [card.summary, card.mechanism, card.source] { #expect(!text.isEmpty) }
        #expect(Set(card.argumentNames).count == card.argumentNames.count)
        for number in card.numbers {
            #expect(number.range.contains(number.defaultValue), "\(number.name)")
            #expect(!number.source.isEmpty && !number.summary.isEmpty, "\(number.name)")
            _ = try Unit(number.unit)
        }
        for word in card.words {
            #expect(word.known.sorted() == word.known, "\(word.name)")
            if let standard = word.standard { #expect(word.known.contains(standard)) }
        }
        for target in card.targets ?? [] {
            #expect(HeartParameters.card(target) != nil, "\(target)")
        }
    }

    @Test(arguments: identifiers) func itChangesDeclaredThingsOnly(_ identifier: String) throws {
        let card = try type(identifier).card
        let call = InterventionCall(name: identifier, arguments: required(card))
        var treated = heart()
        try treated.apply(try call.intervention())
        let changed = treated.changes.map(\.name)
        if let targets = card.targets { #expect(Set(changed).isSubset(of: targets)) }
        for change in treated.changes {
            #expect(change.by == identifier)
            #expect(try treated.parameters.value(change.name) == change.after)
            #expect(try heart().parameters.value(change.name) == change.before)
        }
        let acts =
            !changed.isEmpty || treated.activation != heart().activation
            || treated.therapy != .none
        #expect(acts || isNeutralByDefault(card), "nothing changed")
    }

    /// Clips on a valve that does not leak and factors of one do nothing.
    private func isNeutralByDefault(_ card: InterventionCard) -> Bool {
        card.neutral.map { neutral in
            card.numbers.allSatisfy { neutral[$0.name] == $0.defaultValue }
        } ?? false
    }

    @Test(arguments: identifiers) func theNeutralDoseChangesNothing(_ identifier: String) throws {
        let card = try type(identifier).card
        guard let neutral = card.neutral else { return }
        var given = required(card)
        for (name, value) in neutral {
            let unit = try #require(card.numbers.first { $0.name == name }).unit
            given[name] = "\(value) \(unit)"
        }
        var treated = heart()
        try treated.apply(
            try InterventionCall(name: identifier, arguments: given).intervention())
        #expect(treated.changes.isEmpty)
        #expect(treated.parameters == heart().parameters)
        #expect(treated.therapy == .none)
    }

    @Test(arguments: identifiers) func devicesAndNervesNeedTheLoop(_ identifier: String) throws {
        let card = try type(identifier).card
        let call = InterventionCall(name: identifier, arguments: required(card))
        var treated = heart()
        try treated.apply(try call.intervention())
        #expect((treated.therapy != .none) == (card.levels == .loopOnly))
        let scenario = Scenario(name: "test", interventions: [call])
        #expect(try scenario.loopOnly() == (card.levels == .loopOnly ? [identifier] : []))
        // What is connected fits the closed loop.
        let circuit = LoopParameters.healthyAdult.circuit
        _ = try CircuitPlan(circuit.connected(to: treated.therapy.devices))
    }

    @Test(arguments: identifiers) func theCallComesBackFromItsText(_ identifier: String) throws {
        let card = try type(identifier).card
        var given = required(card)
        for number in card.numbers { given[number.name] = "\(number.defaultValue) \(number.unit)" }
        for word in card.words { given[word.name] = given[word.name] ?? word.standard }
        let call = InterventionCall(name: identifier, arguments: given)
        #expect(try InterventionCall(parsing: call.description) == call)
    }

    @Test(arguments: identifiers) func argumentsOutsideTheirRangeAreRefused(
        _ identifier: String
    ) throws {
        let card = try type(identifier).card
        for number in card.numbers {
            var given = required(card)
            given[number.name] = "\(number.range.upperBound * 2 + 1) \(number.unit)"
            let call = InterventionCall(name: identifier, arguments: given)
            #expect(throws: ScenarioError.self, "\(number.name)") { try call.intervention() }
        }
    }
}
