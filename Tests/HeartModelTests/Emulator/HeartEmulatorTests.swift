import Circulation
import HeartModel
import Quantities
import Testing

/// The emulator against elastance ventricles whose law it does not know.
@Suite struct HeartEmulatorTests {
    private let truth = LoopParameters.healthyAdult

    private func inflation(_ ventricle: ChamberExponential, _ range: ClosedRange<Double>)
        -> [PassiveSample]
    {
        stride(from: range.lowerBound, through: range.upperBound, by: 5).map { volume in
            PassiveSample(
                volume: volume * Units.mL,
                pressure: ventricle.pressure(volume: volume * Units.mL, phase: 0).value)
        }
    }

    private var leftEdpvr: [PassiveSample] { inflation(truth.leftVentricle, 40...140) }
    private var rightEdpvr: [PassiveSample] { inflation(truth.rightVentricle, 80...220) }

    private func periodic(_ parameters: LoopParameters) throws -> BeatTraces {
        let model = parameters.standalone
        let beat = try model.periodicBeat(
            from: parameters.initialState(), period: parameters.period, steps: 857)
        return try model.traces(from: beat.state, period: parameters.period, steps: 857)
    }

    private func emulated(
        _ emulator: HeartEmulator, _ parameters: LoopParameters
    ) throws -> HaemodynamicSummary {
        let beat = try emulator.limitCycle(
            of: parameters.loop, from: parameters.initialState(), stepsPerBeat: 857)
        let traces = try emulator.standalone(parameters.loop).traces(
            from: beat.state, period: parameters.period, steps: 857)
        return HaemodynamicSummary(traces, atrialOnset: parameters.atrialOnset)
    }

    private static let compared = [
        "leftEndDiastolicVolume", "leftStrokeVolume", "rightStrokeVolume", "leftSystolicPressure",
        "aorticMean", "pulmonaryArteryMean", "leftAtrialMean", "rightAtrialMean",
    ]

    /// Largest relative difference of the compared quantities, pressures relative to ≥ 5 mmHg.
    private func difference(
        _ a: HaemodynamicSummary, _ b: HaemodynamicSummary
    ) -> (value: Double, name: String) {
        Self.compared.compactMap { name in
            HaemodynamicQuantity.named(name).map { quantity in
                let (x, y) = (quantity.value(a), quantity.value(b))
                return (abs(x - y) / max(abs(y), 5), name)
            }
        }.max { $0.0 < $1.0 } ?? (.nan, "")
    }

    @Test func aPeriodicBeatIsRepeated() throws {
        let traces = try periodic(truth)
        let emulator = try HeartEmulator.fit(
            beats: [traces], leftEdpvr: leftEdpvr, rightEdpvr: rightEdpvr)
        let expected = HaemodynamicSummary(traces, atrialOnset: truth.atrialOnset)
        let found = difference(try emulated(emulator, truth), expected)
        #expect(found.value < 2e-3, "\(found.name) differs by \(found.value), allowed 2e-3")
    }

    /// Changed loads with the largest relative error that one beat and two beats may leave.
    ///
    /// Blood volume moves the filling pressures most (300 mL halve or double them); there the form
    /// of the law shows: it keeps the passive part during contraction, the truth fades it out.
    private var changes: [(name: String, values: [String: Double], one: Double, two: Double)] {
        let base = truth.valuesByName
        func scaled(_ name: String, _ factor: Double) -> [String: Double] {
            ["circulation." + name: (base["circulation." + name] ?? 1) * factor]
        }
        return [
            ("300 mL more blood", ["circulation.bloodVolume": 5600], 0.08, 0.07),
            ("300 mL less blood", ["circulation.bloodVolume": 5000], 0.08, 0.07),
            ("constricted arteries", scaled("systemicArterialResistance", 1.4), 0.02, 0.01),
            ("dilated arteries", scaled("systemicArterialResistance", 0.7), 0.02, 0.01),
            ("stiff arteries", scaled("systemicArterialCompliance", 0.6), 0.03, 0.02),
        ]
    }

    private func predictionErrors(_ emulator: HeartEmulator) throws -> [(Double, String)] {
        try changes.map { change in
            let parameters = try truth.replacing(change.values)
            let expected = HaemodynamicSummary(
                try periodic(parameters), atrialOnset: parameters.atrialOnset)
            return difference(try emulated(emulator, parameters), expected)
        }
    }

    @Test func changedLoadsArePredictedFromOneBeat() throws {
        let emulator = try HeartEmulator.fit(
            beats: [try periodic(truth)], leftEdpvr: leftEdpvr, rightEdpvr: rightEdpvr)
        for (change, found) in zip(changes, try predictionErrors(emulator)) {
            #expect(
                found.0 < change.one,
                "\(change.name): \(found.1) differs by \(found.0), allowed \(change.one)")
        }
    }

    @Test func aSecondBeatAtAnotherLoadFindsTheIntercept() throws {
        let other = try periodic(
            try truth.replacing(["circulation.systemicArterialResistance": 1.5]))
        let emulator = try HeartEmulator.fit(
            beats: [other, try periodic(truth)], leftEdpvr: leftEdpvr, rightEdpvr: rightEdpvr)
        for (change, found) in zip(changes, try predictionErrors(emulator)) {
            #expect(
                found.0 < change.two,
                "\(change.name): \(found.1) differs by \(found.0), allowed \(change.two)")
        }
        let intercept = emulator.left.activeUnstressedVolume / Units.mL
        #expect(abs(intercept - 5) < 1, "intercept \(intercept) mL, true 5")
    }

    /// The intended use: full beats are dear, emulated ones free.
    @Test func fewFullBeatsReachTheLimitCycle() throws {
        let parameters = try truth.replacing([
            "circulation.bloodVolume": 5500, "circulation.systemicArterialResistance": 1.25,
        ])
        let model = parameters.standalone
        let expected = HaemodynamicSummary(
            try periodic(parameters), atrialOnset: parameters.atrialOnset)
        var state = parameters.initialState()
        var beats: [BeatTraces] = []
        var differences: [Double] = []
        for _ in 0..<5 {
            let traces = try model.traces(from: state, period: parameters.period, steps: 857)
            beats.append(traces)
            let summary = HaemodynamicSummary(traces, atrialOnset: parameters.atrialOnset)
            differences.append(difference(summary, expected).value)
            let emulator = try HeartEmulator.fit(
                beats: beats, leftEdpvr: leftEdpvr, rightEdpvr: rightEdpvr)
            state = try emulator.limitCycle(
                of: parameters.loop, from: traces.states[traces.count - 1], stepsPerBeat: 857
            ).state
        }
        #expect(differences[0] > 0.02, "the first beat is a transient: \(differences)")
        #expect(differences[3] < 5e-3, "after four full beats: \(differences)")
        let blood = state.bloodVolume / parameters.initialState().bloodVolume - 1
        #expect(abs(blood) < 1e-12, "blood volume changes by \(blood)")
    }
}
