import Circulation
import HeartModel
import LoopLevel
import Scenarios
import Testing

/// A loop driven from outside against the loop that answers by itself.
@Suite struct LoopInstanceTests {
    private func settled(
        _ values: [String: Double] = [:], reflex: Bool = true
    ) throws -> LoopInstance {
        let instance = try LoopInstance(try HeartParameters(values), reflex: reflex)
        try instance.settle()
        return instance
    }

    private func value(_ name: String, _ instance: LoopInstance) throws -> Double {
        try instance.value(instance.place(of: name))
    }

    private func set(_ name: String, _ value: Double, _ instance: LoopInstance) throws {
        try instance.set(instance.place(of: name), value)
    }

    /// A beat of 80/min at the times of its own steps, and the one after it.
    @Test func aBeatIsThatOfSimulate() throws {
        let heart = try HeartParameters(["circulation.heartRate": 80])
        let traces = try LoopResponse(
            of: LoopMember(untreated: heart, treated: heart), reflex: true, duration: 1
        ).traces
        let instance = try settled(["circulation.heartRate": 80])
        for index in 0..<traces.count {
            try instance.advance(to: traces.time[index])
            for (name, expected) in [
                ("leftVentricle.volume", traces.states[index].leftVentricleVolume / 1000),
                ("leftVentricle.pressure", traces.pressures[index].leftVentricle / 0.133322387415),
                ("aorta.pressure", traces.pressures[index].aorta / 0.133322387415),
                ("mitralValve.flow", traces.states[index].mitralFlow),
            ] {
                let found = try value(name, instance)
                #expect(
                    abs(found - expected) <= 1e-12 * (1 + abs(expected)),
                    "\(name) at \(traces.time[index]) ms: \(found), simulate \(expected)")
            }
        }
        #expect(try value("beat.number", instance) == 1)
    }

    /// Seen every millisecond and a third, or at the end only.
    @Test func howTheTimeIsCutChangesNothing() throws {
        let (often, once) = (try settled(), try settled())
        for piece in 1...1500 {
            try often.advance(to: Double(piece) * 4 / 3)
            _ = try often.outputs()
        }
        try once.advance(to: 2000)
        #expect(try often.outputs() == once.outputs())
    }

    /// Beat by beat as in the loop that answers by itself: blood is lost, nerves answer.
    @Test func aChangeIsThatOfAResponse() throws {
        let untreated = HeartParameters()
        var treated = untreated
        let blood = try untreated.value("circulation.bloodVolume") - 500
        try treated.set("circulation.bloodVolume", blood)
        let beats = try LoopResponse(
            of: LoopMember(untreated: untreated, treated: treated), reflex: true, duration: 20_000
        ).beats
        let instance = try settled()
        try set("circulation.bloodVolume", blood, instance)
        for (now, next) in zip(beats, beats.dropFirst()) {
            try instance.advance(to: now.time)
            let found = try value("leftVentricle.volume", instance)
            let expected = next.endDiastolicVolume / 1000
            #expect(
                abs(found - expected) < 1e-9 * expected,
                "\(now.time) ms: \(found) mL, expected \(expected)")
        }
        let (first, last) = (try #require(beats.first), try #require(beats.last))
        #expect(last.cycle < first.cycle - 20, "the nerves do not answer")
    }

    /// Also in another instance, in the middle of a step, with a change that waits for its end.
    @Test func aSavedStateGoesOnWithTheSameBits() throws {
        let instance = try settled(["circulation.heartRate": 75])
        try instance.advance(to: 1234.5)
        try set("circulation.systemicArterialResistance", 1.3, instance)
        try set("infusion.rate", 120, instance)
        let state = instance.state
        let other = try LoopInstance(HeartParameters(["circulation.heartRate": 75]))
        try other.restore(state)
        #expect(other.state == state)
        try instance.advance(to: 5000)
        try other.advance(to: 5000)
        #expect(try other.outputs() == instance.outputs())
        let there = try instance.outputs()
        try instance.restore(state)
        #expect(instance.time == 1234.5)
        try instance.advance(to: 5000)
        #expect(try instance.outputs() == there)
    }

    @Test func damagedAndForeignStatesAreRefused() throws {
        let instance = try settled()
        var state = instance.state
        let before = try instance.outputs()
        state[state.count / 2] ^= 1 << 40
        #expect(throws: HeartModelError.self) { try instance.restore(state) }
        #expect(throws: HeartModelError.self) { try instance.restore([]) }
        let others = try settled(reflex: false).state
        #expect(throws: HeartModelError.self) { try instance.restore(others) }
        #expect(try instance.outputs() == before)
    }

    /// Two hundred millilitres a minute for a quarter of a minute.
    @Test func whatIsInfusedIsInTheCircuit() throws {
        let instance = try settled(reflex: false)
        func blood() throws -> Double {
            try instance.variables.indices.filter {
                instance.variables[$0].name.hasSuffix(".volume")
            }.map { try instance.value($0) }.reduce(0, +)
        }
        let before = try blood()
        try set("infusion.rate", 200, instance)
        try instance.advance(to: 15_000)
        #expect(abs(try blood() - before - 50) < 1e-6)
    }

    @Test func aRateThatIsSetIsKept() throws {
        let instance = try settled()
        try set("circulation.heartRate", 100, instance)
        try instance.advance(to: 10_000)
        #expect(try value("beat.length", instance) == 600)
    }

    @Test func whatCannotBeDoneIsRefused() throws {
        let instance = try LoopInstance(HeartParameters())
        #expect(throws: LoopInstanceError.notSettled) { try instance.advance(to: 1) }
        #expect(throws: LoopInstanceError.notSettled) {
            try value("leftVentricle.volume", instance)
        }
        #expect(throws: LoopInstanceError.readOnly(name: "leftVentricle.volume")) {
            try set("leftVentricle.volume", 1, instance)
        }
        #expect(
            throws: HeartModelError.unknownParameter(
                name: "circulation.hartRate", nearest: "circulation.heartRate")
        ) { try set("circulation.hartRate", 1, instance) }
        for value in [1000, Double.nan] {
            #expect(throws: HeartModelError.self) {
                try set("circulation.heartRate", value, instance)
            }
        }
        try instance.settle()
        #expect(throws: LoopInstanceError.settledBefore) { try instance.settle() }
        for gain in ["circulation.baroreflexPeriodGain", "circulation.homeometricExponent"] {
            #expect(throws: LoopInstanceError.fixed(name: gain)) { try set(gain, 0.5, instance) }
        }
        try instance.advance(to: 100)
        #expect(throws: LoopInstanceError.backwards(from: 100, to: 99)) {
            try instance.advance(to: 99)
        }
        instance.reset()
        #expect(!instance.hasSettled)
    }

    /// Every parameter that can be set as it goes on does something to the circuit, or is refused: none is ignored.
    @Test func everyParameterActs() throws {
        let instance = try settled(reflex: false)
        try instance.advance(to: 900)
        let start = instance.state
        try instance.advance(to: 2700)
        let before = try instance.outputs()
        for variable in instance.variables where variable.role == .parameter {
            // Without a pericardium or a bulge their numbers mean nothing.
            if variable.name.hasPrefix("circulation.pericardial") { continue }
            if variable.name.hasPrefix("circulation.outflow"),
                variable.name != "circulation.outflowBulgeArea"
            {
                continue
            }
            try instance.restore(start)
            let place = try instance.place(of: variable.name)
            let value = try instance.value(place)
            let other = value + 0.02 * (variable.range.upperBound - value)
            try instance.set(place, other)
            do { try instance.advance(to: 2700) } catch is CirculationError { continue }
            #expect(try instance.outputs() != before, "\(variable.name) does nothing")
        }
    }
}
