import PatientModels
import Circulation
import Electrophysiology
import HeartModel
import Mechanics
import Patients
import Quantities

/// One beat of one parameter set, and what became of it.
struct RobustnessBeat {
    var patient: Patient
    var anatomy: HeartAnatomy

    /// Wall time after which a set counts as hung [s]: some fifty times the usual.
    static let timeLimit = 300.0

    /// Builds the heart and computes its first beat; nothing is thrown.
    func run(number: Int, values: [String: Double]) -> RobustnessOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        func seconds() -> Double { (clock.now - start) / Duration.seconds(1) }
        var outcome = RobustnessOutcome(
            number: number, values: values, verdict: .refused, message: "", seconds: 0)
        do {
            let model = try HeartBuilder(
                anatomy: anatomy, parameters: try patient.heartParameters(overrides: values),
                activation: ActivationProtocols.normal
            ).build()
            let run = HeartRun(try HeartSimulation(model, state: model.endDiastole))
            let finished = try run.beat { _, state in
                Self.isFinite(state) && seconds() < Self.timeLimit
            }
            outcome.take(run.simulation.effort)
            if finished {
                outcome.take(run.beats[0])
            } else {
                outcome.verdict = Self.isFinite(run.simulation.state) ? .slow : .notFinite
            }
        } catch {
            outcome.message = "\(error)"
        }
        outcome.seconds = seconds()
        return outcome
    }

    private static func isFinite(_ state: HeartState) -> Bool {
        state.wall.displacement.allSatisfy(\.isFinite)
            && state.wall.pressures.allSatisfy(\.isFinite)
            && state.wall.tension.allSatisfy(\.isFinite)
            && state.wall.active.allSatisfy(\.isFinite)
            && state.loop.values.allSatisfy(\.isFinite)
    }
}

extension RobustnessOutcome {
    /// Takes the work of a run.
    mutating func take(_ effort: MechanicsEffort) {
        steps = effort.steps
        rejectedSteps = effort.rejectedSteps
        iterations = effort.iterations
        factorisations = effort.factorisations
    }

    /// Judges a completed beat.
    mutating func take(_ beat: BeatTraces) {
        let blood = beat.states.map(\.bloodVolume)
        bloodChange = blood.reduce(0) { max($0, abs($1 / blood[0] - 1)) }
        let volumes = beat.trace(\.leftVentricleVolume)
        let pressures = beat.pressure(\.leftVentricle)
        strokeVolumeML = ((volumes.max() ?? .nan) - (volumes.min() ?? .nan)) / Units.mL
        peakPressureMmHg = (pressures.max() ?? .nan) / Units.mmHg
        let isSound =
            beat.states.allSatisfy { $0.values.allSatisfy(\.isFinite) }
            && beat.pressures.allSatisfy { $0.values.allSatisfy(\.isFinite) }
            && bloodChange.isFinite
        verdict = isSound ? .converged : .notFinite
        message = ""
    }
}
