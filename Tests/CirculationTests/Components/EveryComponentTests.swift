import Circulation
import Quantities
import Testing

/// What every registered component promises; never edited for a new member.
@Suite struct EveryComponentTests {
    @Test func identifiersAreSortedAndUnique() {
        let identifiers = Components.all.map { $0.card.identifier }
        #expect(identifiers == identifiers.sorted())
        #expect(Set(identifiers).count == identifiers.count)
    }

    @Test func cardsAreComplete() {
        for component in Components.all {
            let card = component.card
            #expect(!card.summary.isEmpty, "\(card.identifier) has no summary")
            #expect(card.source.contains("doi:"), "\(card.identifier) cites no DOI")
            for parameter in card.parameters {
                #expect(
                    parameter.range.contains(parameter.defaultValue),
                    "\(card.identifier).\(parameter.name): default outside its range")
                #expect(throws: Never.self, "\(parameter.name)") { try Unit(parameter.unit) }
                #expect(!parameter.source.isEmpty)
            }
        }
    }

    @Test func defaultsMakeAComponentAndNonsenseIsRefused() throws {
        for component in Components.all {
            _ = try component.init(values: [:])
            #expect(throws: ParameterError.self) { try component.init(values: ["no such": 1]) }
            for parameter in component.card.parameters {
                for value in [parameter.range.upperBound * 2 + 1, .nan] {
                    #expect(throws: ParameterError.self, "\(parameter.name) = \(value)") {
                        try component.init(values: [parameter.name: value])
                    }
                }
            }
        }
    }

    @Test func slopesOfChambersMatchCentralDifferences() throws {
        for component in Components.all {
            guard let chamber = try component.init(values: [:]) as? any ChamberLaw else { continue }
            for time in stride(from: 0.0, to: 800, by: 97) {
                for volume in [2e4, 8e4, 15e4] {
                    let e = 10.0
                    let exact = chamber.pressure(volume: volume, time: time).slope
                    let observed =
                        (chamber.pressure(volume: volume + e, time: time).value
                            - chamber.pressure(volume: volume - e, time: time).value) / (2 * e)
                    let name = component.card.identifier
                    #expect(
                        abs(observed - exact) < 1e-6 * abs(exact),
                        "\(name) at \(time) ms, \(volume) mm³: \(observed) against \(exact)")
                    #expect(exact > 0, "\(name): pressure must rise with volume")
                }
            }
        }
    }

    @Test func conductancesOfBranchesMatchCentralDifferences() throws {
        for component in Components.all {
            guard let branch = try component.init(values: [:]) as? any FlowBranch else { continue }
            for base in [(0.0, 0.0), (100, 0.4), (-50, 0.2), (400, 1)] {
                let state = BranchState(flow: base.0, opening: base.1)
                for drop in [-12.0, -0.3, 0.05, 0.4, 3] {
                    for series in [0, 1e-5] {
                        let e = 1e-6
                        let exact = branch.advance(state, by: 2, drop: drop, series: series)
                        let above = branch.advance(state, by: 2, drop: drop + e, series: series)
                        let below = branch.advance(state, by: 2, drop: drop - e, series: series)
                        let observed = (above.flow - below.flow) / (2 * e)
                        let tolerance = 1e-5 * max(abs(exact.conductance), 1)
                        #expect(
                            abs(observed - exact.conductance) < tolerance,
                            """
                            \(component.card.identifier) from \(base) at \(drop) kPa: \
                            \(observed) against \(exact.conductance)
                            """)
                    }
                }
            }
        }
    }

    @Test func implicitStepsOfBranchesFollowTheirRates() throws {
        for component in Components.all {
            guard let branch = try component.init(values: [:]) as? any FlowBranch else { continue }
            let state = BranchState(flow: 40, opening: 0.6)
            for drop in [-0.2, 0.2] {
                let h = 1e-6
                let end = branch.advance(state, by: h, drop: drop, series: 1e-6)
                let rates = branch.rates(state, drop: drop, series: 1e-6)
                guard rates != BranchState(flow: 0, opening: 0) else { continue }
                let flowRate = (end.flow - state.flow) / h
                #expect(
                    abs(flowRate - rates.flow) < 1e-4 * max(abs(rates.flow), 1),
                    "\(component.card.identifier): \(flowRate) against \(rates.flow)")
                guard rates.opening != 0 else { continue }
                let openingRate = (end.opening - state.opening) / h
                #expect(abs(openingRate - rates.opening) < 1e-4 * abs(rates.opening))
            }
        }
    }

    @Test func branchesAtRestStayAtRest() throws {
        for component in Components.all {
            guard let branch = try component.init(values: [:]) as? any FlowBranch else { continue }
            let end = branch.advance(
                BranchState(flow: 0, opening: 0), by: 1, drop: 0, series: 0)
            #expect(end.flow == 0, "\(component.card.identifier) flows without a pressure drop")
        }
    }
}
