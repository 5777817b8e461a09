import Circuits
import Circulation
import Electrophysiology
import HeartModel
import Numerics
import PatientModels
import Patients
import Quantities
import Scenarios
import TwinEngine
import TwinProtocol

/// A patient as the live twin takes him: the closed loop, settled, and what may be done to it.
struct TwinPatient {
    let layout: TwinLayout
    /// The onset of the periodic beat.
    let state: CircuitState<Double>
    private let patient: Patient
    private let parameters: HeartParameters
    private let loop: LoopParameters

    /// Change of a volume over a beat that counts as none [mm³].
    private static let volumeTolerance = 0.1

    /// Reads a patient file and lets the loop settle.
    init(reading path: String) throws {
        patient = try Patient(reading: path, knowing: Patient.catalogue)
        parameters = try patient.heartParameters()
        loop = try LoopParameters(values: parameters.circulation)
        let parameters = parameters
        layout = try TwinLayout(
            patient: patient.subject.identifier, parameters: loop,
            contractilities: try WallContractility.elastances.map { name, _ in
                (try parameters.value(name), HeartParameters.card(name)?.range ?? 0...1)
            })
        let solver = try CircuitSolver(layout.plan, state: loop.circuitState(layout.plan))
        try solver.settle(
            steps: Int(loop.period.rounded()), volumeTolerance: Self.volumeTolerance)
        state = solver.state
    }

    /// The heart at its start.
    func heart() throws -> TwinHeart { try TwinHeart(layout, state: state) }

    /// Equally likely hearts of a calibrated patient, at most so many; the heart alone where there are none.
    func ensemble(_ count: Int) throws -> TwinEnsemble {
        guard let posterior = patient.posterior, count > 1 else {
            return TwinEnsemble(alone: layout.plan)
        }
        let members = try (0..<min(count, posterior.samples.count)).map { set in
            try LoopParameters(
                values: try patient.heartParameters(of: posterior, set: set).circulation)
        }
        let best = try CircuitSolver(layout.plan, state: state)
        let steps = Int((loop.period / 4).rounded(.up))
        try best.settle(steps: steps, volumeTolerance: Self.volumeTolerance)
        return try TwinEnsemble(around: best, members: members, steps: steps)
    }

    /// What an intervention means for the running loop: operations on its parameters, relative to what they
    /// are when it acts.
    ///
    /// - Throws: `RejectionReason.badIntervention` for one that is unknown, has other arguments, cannot be
    ///   done to this patient, changes what the loop does not have, or comes otherwise than at once or over a ramp.
    func commands(_ text: String) throws(RejectionReason) -> [Command] {
        guard
            let call = try? InterventionCall(parsing: text), let ramp = Self.ramp(of: call),
            let treated = try? treatment(call),
            treated.activation.identifier == ActivationProtocols.normal.identifier,
            treated.therapy == .none
        else { throw .badIntervention }
        var commands: [Command] = []
        for change in treated.changes {
            guard let signal = layout.catalogue.place(of: change.name) else {
                throw .badIntervention
            }
            let after = (try? treated.parameters.value(change.name)) ?? change.after
            let before = (try? parameters.value(change.name)) ?? change.before
            commands.removeAll { $0.signal == UInt32(signal) }
            if change.name == LoopParameters.prefix + "bloodVolume" {
                commands.append(Command(signal: signal, operation: .add, value: after - before))
            } else if change.name == LoopParameters.prefix + "heartRate" || before == 0 {
                commands.append(Command(signal: signal, operation: .set, value: after))
            } else {
                commands.append(Command(signal: signal, operation: .scale, value: after / before))
            }
        }
        guard !commands.isEmpty else { throw .badIntervention }
        for place in commands.indices { commands[place].ramp = UInt32(ramp.rounded()) }
        return commands
    }

    /// Over how long a call takes effect [ms]: 0 for at once; nil for one that has an onset or a curve, which the running loop does not
    /// know.
    static func ramp(of call: InterventionCall) -> Double? {
        let isTimed = DoseCourse.arguments.contains { call.arguments[$0] != nil }
        guard isTimed else { return 0 }
        guard let course = try? call.course else { return nil }
        switch course.points.count {
        case 1 where course.points[0].time == 0 && course.points[0].share == 1: return 0
        case 2
        where course.points[0].time == 0 && course.points[0].share == 0
            && course.points[1].share == 1:
            return course.points[1].time
        default: return nil
        }
    }

    private func treatment(_ call: InterventionCall) throws -> TreatedHeart {
        var heart = TreatedHeart(parameters: parameters, activation: ActivationProtocols.normal)
        try heart.apply(try call.intervention())
        return heart
    }
}
