import Mechanics
import Numerics
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

    /// Inputs as calcium [µM] and as time [ms], which some laws take in its place.
    static let inputs = [0.1...1.2, 20.0...300]

    @Test(arguments: ActiveTensions.all, [0.3, 1, 5, 10])
    func derivativeByTheEndStretchIsThatOfTheDiscreteScheme(
        model: any ActiveTensionModel.Type, dt: Double
    ) {
        for range in Self.inputs {
            // Seeded: one point in some ten thousand has a kink, such as that of Land's detachment
            // rate, between the two stretches of its difference.
            var random = SplitMix64(seed: 2017)
            let count = 64
            var rig = ActiveTensionRig(model.init(), count: count)
            func sample(_ range: ClosedRange<Double>) -> [Double] {
                (0..<count).map { _ in Double.random(in: range, using: &random) }
            }
            // States reached by a few random steps, so that they are consistent with the dynamics.
            for _ in 0..<30 {
                rig.advance(
                    dt: 4, calcium: (sample(range), sample(range)),
                    stretch: (sample(0.85...1.15), sample(0.85...1.15)))
            }
            let calcium = (sample(range), sample(range))
            let before = sample(0.9...1.1)
            // Away from the kinks of Land's overlap at 0.87 and 1.2, where the derivative jumps.
            let after = zip(before, sample(-0.02...0.02)).map { min(max($0 + $1, 0.89), 1.15) }
            let step = 1e-6
            var plus = rig
            var minus = rig
            plus.advance(dt: dt, calcium: calcium, stretch: (before, after.map { $0 + step }))
            minus.advance(dt: dt, calcium: calcium, stretch: (before, after.map { $0 - step }))
            rig.advance(dt: dt, calcium: calcium, stretch: (before, after))
            for i in 0..<count {
                let expected = (plus.tension[i] - minus.tension[i]) / (2 * step)
                let error = abs(rig.derivative[i] - expected) / max(abs(expected), 1)
                #expect(
                    error < 1e-6,
                    "dt \(dt): observed \(rig.derivative[i]), expected \(expected), tolerance 1e-6")
            }
        }
    }

    @Test(arguments: ActiveTensions.all)
    func pointsOutsideFullBlocksGetTheSameBits(model: any ActiveTensionModel.Type) {
        let count = 13
        for scale in [1.0, 150] {
            var batch = ActiveTensionRig(model.init(), count: count)
            let calcium = (0..<count).map { scale * (0.2 + 0.08 * Double($0)) }
            let end = (0..<count).map { 0.8 + 0.03 * Double($0) }
            let start = [Double](repeating: 1, count: count)
            batch.advance(dt: 3, calcium: (calcium, calcium), stretch: (start, end))
            batch.advance(dt: 3, calcium: (calcium, calcium), stretch: (end, start))
            for i in 0..<count {
                var single = ActiveTensionRig(model.init())
                single.advance(dt: 3, calcium: (calcium[i], calcium[i]), stretch: (1, end[i]))
                single.advance(dt: 3, calcium: (calcium[i], calcium[i]), stretch: (end[i], 1))
                #expect(single.tension[0] == batch.tension[i])
                #expect(single.derivative[0] == batch.derivative[i])
            }
        }
    }
}
