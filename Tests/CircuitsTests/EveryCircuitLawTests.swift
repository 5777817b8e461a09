import Circuits
import Circulation
import Numerics
import Quantities
import Testing

/// What every registered law of circuits promises; never edited for a new member.
@Suite struct EveryCircuitLawTests {
    private static let registries: [[ModelCard]] = [
        CircuitLaws.compartments.map { $0.card }, CircuitLaws.branches.map { $0.card },
        CircuitLaws.enclosures.map { $0.card }, CircuitLaws.muscles.map { $0.card },
        [SarcomerePatch.card],
    ]
    private static let volumes = [2e4, 8e4, 15e4]
    private static let activations = [0, 0.3, 1]
    private static let contents = [3e5, 4.2e5, 5e5]
    private static let times = [0, 300, 1100, 2900, 7700.0]
    private static let bases = [(0.0, 0.0), (100, 0.4), (-50, 0.2), (400, 1)]
    private static let drops = [-12, -0.3, 0.05, 0.4, 3.0]
    private static let stages = [0.3, 2.0]
    private static let extremes = [-1e4, 0, 1e4]

    // MARK: Cards

    @Test func identifiersAreSortedAndUnique() {
        for cards in Self.registries {
            let identifiers = cards.map(\.identifier)
            #expect(identifiers == identifiers.sorted())
        }
        let all = Self.registries.joined().map(\.identifier)
        #expect(Set(all).count == all.count)
    }

    @Test func cardsAreComplete() throws {
        for card in Self.registries.joined() {
            let name = card.identifier
            #expect(!card.summary.isEmpty, "\(name) has no summary")
            #expect(
                card.source.contains("doi:") || card.source.hasPrefix("definition:"),
                "\(name) cites no DOI and is no definition")
            #expect(Set(card.parameters.map(\.name)).count == card.parameters.count)
            for parameter in card.parameters {
                #expect(
                    parameter.range.contains(parameter.defaultValue),
                    "\(name).\(parameter.name): default outside its range")
                #expect(!parameter.source.isEmpty, "\(name).\(parameter.name) has no source")
                let factor = try Unit(parameter.unit).factor
                #expect(factor > 0 && parameter.internalFactor == factor)
            }
        }
    }

    // MARK: Slopes

    @Test func slopesOfCompartmentsAreDerivatives() {
        for law in CircuitLaws.compartments {
            for set in LawProbe.parameterSets(law.card) {
                for (volume, activation) in pairs(Self.volumes, Self.activations) {
                    func at(_ volume: Double) -> (value: Double, slope: Double) {
                        LawProbe.pressure(law, set, volume: volume, activation: activation)
                    }
                    let dual = LawProbe.pressure(
                        law, set.map { Dual8(filling: $0) }, volume: LawProbe.seeded(volume),
                        activation: Dual8(filling: activation))
                    expectSlope(
                        at(volume), dual.value, above: at(volume + 10), below: at(volume - 10), 10,
                        "\(law.card.identifier) at \(volume) mm³, activation \(activation)")
                }
            }
        }
    }

    @Test func slopesOfEnclosuresAreDerivatives() {
        for law in CircuitLaws.enclosures {
            for set in LawProbe.parameterSets(law.card) {
                for (content, time) in pairs(Self.contents, Self.times) {
                    func at(_ content: Double) -> (value: Double, slope: Double) {
                        LawProbe.pressure(law, set, content: content, time: time)
                    }
                    let dual = LawProbe.pressure(
                        law, set.map { Dual8(filling: $0) }, content: LawProbe.seeded(content),
                        time: Dual8(filling: time))
                    expectSlope(
                        at(content), dual.value, above: at(content + 10), below: at(content - 10),
                        10, "\(law.card.identifier) with \(content) mm³ at \(time) ms")
                }
            }
        }
    }

    @Test func conductancesOfBranchesAreDerivatives() {
        for law in CircuitLaws.branches {
            for set in LawProbe.parameterSets(law.card) {
                for (base, h) in pairs(Self.bases, Self.stages) {
                    for drop in Self.drops {
                        func at(_ drop: Double) -> (value: Double, slope: Double) {
                            let (end, conductance) = LawProbe.advance(
                                law, set, flow: base.0, opening: base.1, by: h, drop: drop)
                            return (end.flow, conductance)
                        }
                        let dual = LawProbe.advance(
                            law, set.map { Dual8(filling: $0) }, flow: Dual8(filling: base.0),
                            opening: Dual8(filling: base.1), by: Dual8(filling: h),
                            drop: LawProbe.seeded(drop))
                        let e = 1e-6
                        expectSlope(
                            at(drop), dual.end.flow, above: at(drop + e), below: at(drop - e), e,
                            "\(law.card.identifier) from \(base) by \(h) ms at \(drop) kPa")
                        #expect(
                            at(drop).slope >= 0, "\(law.card.identifier): less flow by more drop")
                    }
                }
            }
        }
    }

    /// Central differences to 1e-5, forward-mode derivatives to 1e-9, both relative.
    private func expectSlope(
        _ exact: (value: Double, slope: Double), _ dual: Dual8,
        above: (value: Double, slope: Double), below: (value: Double, slope: Double), _ e: Double,
        _ place: String
    ) {
        let observed = (above.value - below.value) / (2 * e)
        let roundOff = 1e-15 * abs(exact.value) / e
        #expect(
            abs(observed - exact.slope) <= 1e-5 * abs(exact.slope) + 4 * roundOff,
            "\(place): differences \(observed) against \(exact.slope)")
        #expect(dual.value.bitPattern == exact.value.bitPattern, "\(place): another value")
        #expect(
            abs(dual.tangent[0] - exact.slope) <= 1e-9 * abs(exact.slope),
            "\(place): derivative \(dual.tangent[0]) against \(exact.slope)")
    }

    // MARK: Derivatives by parameters

    @Test func derivativesOfCompartmentsByParametersMatchDifferences() {
        for law in CircuitLaws.compartments {
            expectDerivatives(law.card) { (set: [Double]) in
                pairs(Self.volumes, Self.activations).map {
                    LawProbe.pressure(law, set, volume: $0, activation: $1).value
                } + Self.window(law, set, cycle: 800)
            } dual: { (set: [Dual8]) in
                pairs(Self.volumes, Self.activations).map {
                    LawProbe.pressure(
                        law, set, volume: Dual8(filling: $0), activation: Dual8(filling: $1)
                    ).value
                } + Self.window(law, set, cycle: 800)
            }
        }
    }

    private static func window<Real: RealLanes>(
        _ law: any CompartmentLaw.Type, _ set: [Real], cycle: Real
    ) -> [Real] {
        let window = LawProbe.with(set) { law.contraction(cycle: cycle, $0) }
        return [window.onset, window.contraction, window.relaxation]
    }

    @Test func derivativesOfEnclosuresByParametersMatchDifferences() {
        for law in CircuitLaws.enclosures {
            expectDerivatives(law.card) { (set: [Double]) in
                pairs(Self.contents, Self.times).map {
                    LawProbe.pressure(law, set, content: $0, time: $1).value
                }
            } dual: { (set: [Dual8]) in
                pairs(Self.contents, Self.times).map {
                    LawProbe.pressure(
                        law, set, content: Dual8(filling: $0), time: Dual8(filling: $1)
                    ).value
                }
            }
        }
    }

    @Test func derivativesOfBranchesByParametersMatchDifferences() {
        for law in CircuitLaws.branches {
            for h in Self.stages {
                expectDerivatives(law.card) { (set: [Double]) in
                    pairs(Self.bases, Self.drops).map { base, drop in
                        LawProbe.advance(
                            law, set, flow: base.0, opening: base.1, by: h, drop: drop
                        ).end.flow
                    }
                } dual: { (set: [Dual8]) in
                    pairs(Self.bases, Self.drops).map { base, drop in
                        LawProbe.advance(
                            law, set, flow: Dual8(filling: base.0), opening: Dual8(filling: base.1),
                            by: Dual8(filling: h), drop: Dual8(filling: drop)
                        ).end.flow
                    }
                }
            }
        }
    }

    /// Central differences by every parameter inside its range, to 1e-5.
    private func expectDerivatives(
        _ card: ModelCard, plain: ([Double]) -> [Double], dual: ([Dual8]) -> [Dual8]
    ) {
        for set in LawProbe.parameterSets(card) {
            for (place, parameter) in card.parameters.enumerated() {
                let value = set[place]
                let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound)
                let scale = max(abs(value), 1e-3 * (high - low) * parameter.internalFactor)
                let e = 1e-5 * scale
                guard value - e > low * parameter.internalFactor,
                    value + e < high * parameter.internalFactor
                else { continue }
                var (above, below) = (set, set)
                above[place] += e
                below[place] -= e
                var seeded = set.map { Dual8(filling: $0) }
                seeded[place] = LawProbe.seeded(value)
                let differences = zip(plain(above), plain(below)).map { ($0 - $1) / (2 * e) }
                for (observed, exact) in zip(differences, dual(seeded)) {
                    let tangent = exact.tangent[0]
                    #expect(
                        abs(observed - tangent)
                            <= 1e-5 * abs(tangent) + 1e-9 * abs(exact.value) / scale,
                        """
                        \(card.identifier) by \(parameter.name) = \(value): differences \
                        \(observed) against \(tangent)
                        """)
                }
            }
        }
    }

    // MARK: Lanes

    @Test func everyLaneHasTheBitsOfTheScalarResult() {
        func lanes(_ number: (Int) -> Double) -> Double8 {
            Double8(SIMD8((0..<8).map(number)))
        }
        func wide(_ set: [Double]) -> [Double8] {
            set.map { value in lanes { value * (1 + 0.01 * Double($0)) } }
        }
        func narrow(_ set: [Double], _ lane: Int) -> [Double] {
            wide(set).map { $0[lane] }
        }
        func expectBits(_ a: Double, _ b: Double, _ card: ModelCard) {
            #expect(a.bitPattern == b.bitPattern, "\(card.identifier): \(a) against \(b)")
        }
        let spread = lanes { [-40, -0.7, -1e-3, 0, 1e-3, 0.2, 3, 40][$0] }
        for law in CircuitLaws.branches {
            for set in LawProbe.parameterSets(law.card) {
                for base in Self.bases {
                    let all = LawProbe.advance(
                        law, wide(set), flow: lanes { base.0 + Double($0) },
                        opening: Double8(filling: base.1), by: 0.6, drop: spread)
                    for lane in 0..<8 {
                        let one = LawProbe.advance(
                            law, narrow(set, lane), flow: base.0 + Double(lane), opening: base.1,
                            by: 0.6, drop: spread[lane])
                        expectBits(all.end.flow[lane], one.end.flow, law.card)
                        expectBits(all.end.opening[lane], one.end.opening, law.card)
                        expectBits(all.conductance[lane], one.conductance, law.card)
                    }
                }
            }
        }
        let volumes = lanes { 6e4 * Double($0) }
        for law in CircuitLaws.compartments {
            for set in LawProbe.parameterSets(law.card) {
                let all = LawProbe.pressure(law, wide(set), volume: volumes, activation: 0.3)
                for lane in 0..<8 {
                    let one = LawProbe.pressure(
                        law, narrow(set, lane), volume: volumes[lane], activation: 0.3)
                    expectBits(all.value[lane], one.value, law.card)
                    expectBits(all.slope[lane], one.slope, law.card)
                }
            }
        }
        for law in CircuitLaws.enclosures {
            for set in LawProbe.parameterSets(law.card) {
                for time in Self.times {
                    let all = LawProbe.pressure(
                        law, wide(set), content: volumes, time: Double8(filling: time))
                    for lane in 0..<8 {
                        let one = LawProbe.pressure(
                            law, narrow(set, lane), content: volumes[lane], time: time)
                        expectBits(all.value[lane], one.value, law.card)
                        expectBits(all.slope[lane], one.slope, law.card)
                    }
                }
            }
        }
    }

    // MARK: Extremes

    @Test func extremeTrialsStayFinite() {
        for law in CircuitLaws.branches {
            for set in LawProbe.parameterSets(law.card) {
                for (base, drop) in pairs(Self.bases, Self.extremes) {
                    let found = LawProbe.advance(
                        law, set.map { LawProbe.seeded($0) }, flow: Dual8(filling: base.0),
                        opening: Dual8(filling: base.1), by: 0.3, drop: Dual8(filling: drop))
                    #expect(
                        found.end.flow.isFinite && found.end.opening.isFinite
                            && found.conductance.isFinite,
                        "\(law.card.identifier) from \(base) at \(drop) kPa: \(found)")
                }
            }
        }
        for law in CircuitLaws.compartments {
            for set in LawProbe.parameterSets(law.card) {
                for volume in [-1e7, 0, 1e7] {
                    let found = LawProbe.pressure(
                        law, set.map { LawProbe.seeded($0) }, volume: Dual8(filling: volume),
                        activation: 0.5)
                    #expect(
                        found.value.isFinite && found.slope.isFinite,
                        "\(law.card.identifier) at \(volume) mm³: \(found)")
                }
            }
        }
        for law in CircuitLaws.enclosures {
            for set in LawProbe.parameterSets(law.card) {
                for (content, time) in pairs([-1e7, 0, 1e7], Self.times) {
                    let found = LawProbe.pressure(
                        law, set.map { LawProbe.seeded($0) }, content: Dual8(filling: content),
                        time: Dual8(filling: time))
                    #expect(
                        found.value.isFinite && found.slope.isFinite,
                        "\(law.card.identifier) with \(content) mm³ at \(time) ms: \(found)")
                }
            }
        }
    }
}

/// Every element of one list with every one of another.
private func pairs<A, B>(_ a: [A], _ b: [B]) -> [(A, B)] {
    a.flatMap { first in b.map { (first, $0) } }
}
