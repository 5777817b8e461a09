import Circulation
import HeartCalibration
import HeartModel
import LoopLevel
import Reports

/// A heart whose ventricles are learned from a beat of the healthy adult's loop, which stands for the beats of a
/// three-dimensional heart: everything after those costs milliseconds.
struct LearnedHeart {
    /// How elastance is said to follow contractility, left and right.
    static let gains = [0.8, 0.9]

    let parameters: HeartParameters
    let emulator: HeartEmulator
    let blood: LoopState

    init(_ parameters: HeartParameters = HeartParameters()) throws {
        let loop = try parameters.surroundings()
        let standalone = loop.standalone
        let state = try standalone.periodicBeat(
            from: loop.initialState(), period: loop.period, steps: 1600
        ).state
        let traces = try standalone.traces(from: state, period: loop.period, steps: 1600)
        self.parameters = parameters
        emulator = try HeartEmulator.fit(
            beats: [traces], leftEdpvr: Self.inflation(loop.leftVentricle, upTo: 15e4),
            rightEdpvr: Self.inflation(loop.rightVentricle, upTo: 22e4))
        blood = state
    }

    private static func inflation(
        _ ventricle: ChamberExponential, upTo volume: Double
    ) -> [PassiveSample] {
        let rest = ventricle.phase(at: -10)
        return stride(from: 3e4, through: volume, by: 1e4).map {
            PassiveSample(volume: $0, pressure: ventricle.pressure(volume: $0, phase: rest).value)
        }
    }

    /// The loop around the emulator, as calibrations use it.
    var emulated: EmulatedHeart {
        EmulatedHeart(
            emulator: emulator, parameters: parameters, blood: blood, gains: Self.gains)
    }

    /// The ventricles as a file keeps them.
    func stored() throws -> LearnedVentricles {
        LearnedVentricles(
            try StoredEmulator(emulator, of: parameters, gains: Self.gains, patient: "p"))
    }
}
