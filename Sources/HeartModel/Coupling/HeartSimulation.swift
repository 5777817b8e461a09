public import Circulation
public import Mechanics

/// Advances a coupled heart in time.
///
/// One step solves, at its end and all at once, the balance of forces in the wall, the contraction
/// model at every quadrature point and the closed loop: the ventricular pressures are the multipliers
/// that make the cavities hold the blood the loop gives them.
public final class HeartSimulation {
    /// What does not change: geometry, laws, activation.
    public let model: HeartModel
    /// The present.
    public private(set) var state: HeartState
    /// The end of the last beat, where a resumed run continues with the same bits.
    ///
    /// There the solver forgets its factor, which is the only thing it knows beyond the state.
    public private(set) var restartPoint: HeartState
    /// Work done so far.
    public private(set) var effort = MechanicsEffort()

    private let solver: any WallSolver
    private let drive: PointDrive
    private var calciumBefore: [Double]
    private var calciumAfter: [Double]

    /// Starts from a state of the model.
    ///
    /// - `settings`: tolerances and limits of Newton's method.
    /// - `onStage`: called when a stage of the mechanical solution begins, for timing.
    public convenience init(
        _ model: HeartModel, state: HeartState,
        settings: NewtonSettings = HeartSimulation.settings,
        onStage: ((MechanicsStage) -> Void)? = nil
    ) throws {
        let solver = try MechanicsSolver(model.wall)
        solver.settings = settings
        solver.onStage = onStage
        self.init(model, state: state, wall: solver, drive: model.drive)
    }

    /// Starts from a state of another solver of the model's wall.
    ///
    /// - `drive`: what drives contraction at the points of that solver.
    public init(_ model: HeartModel, state: HeartState, wall: any WallSolver, drive: PointDrive) {
        precondition(drive.activation.count == wall.pointCount, "a drive of the solver's points")
        self.model = model
        self.state = state
        restartPoint = state
        solver = wall
        self.drive = drive
        calciumBefore = [Double](repeating: 0, count: wall.pointCount)
        calciumAfter = calciumBefore
    }

    /// Standard settings: forces are balanced to 1e-3.
    ///
    /// Against 1e-4, a beat of rodero-01 takes two thirds of the iterations and differs by 1e-5 in volumes
    /// and pressures and by 2e-4 in dP/dt; its steps of time cost 2e-3 there. Volumes are met to
    /// ``NewtonSettings/volumeTolerance`` all the same.
    public static let settings: NewtonSettings = {
        var settings = NewtonSettings()
        settings.forceTolerance = 1e-3
        return settings
    }()

    /// Takes another state of the blood at the start of a beat; the wall follows its volumes.
    ///
    /// The cavities are filled or emptied evenly, with calcium as at the start of the beat and no
    /// circulation, in ``moveSteps``; in ``restSteps`` more the muscle settles.
    ///
    /// - Throws: errors of the wall's steps.
    func move(to loop: LoopState) throws {
        precondition(state.position == 0, "between two beats")
        solver.forgetFactor()
        drive.evaluate(at: 0, into: &calciumBefore)
        let from = solver.volumes(state.wall)
        let target = [loop.leftVentricleVolume, loop.rightVentricleVolume]
        var wall = state.wall
        for step in 1...(Self.moveSteps + Self.restSteps) {
            let part = min(1, Double(step) / Double(Self.moveSteps))
            let report = try solver.step(
                &wall, dt: Self.moveStep, calciumBefore: calciumBefore,
                calciumAfter: calciumBefore
            ) { _ in
                CavityResponse(
                    volumes: zip(from, target).map { $0 + part * ($1 - $0) },
                    derivative: [0, 0, 0, 0])
            }
            effort.add(report)
        }
        wall.rest()
        wall.time = state.wall.time
        state.wall = wall
        state.loop = LoopMemory(loop)
        state.control = StepControl()
        solver.forgetFactor()
    }

    /// Steps of a move, steps of rest after it, and their length [ms].
    private static let moveSteps = 10
    private static let restSteps = 20
    private static let moveStep = 10.0

    /// Takes one step and returns what happened.
    ///
    /// A step that does not converge is repeated with half its length, down to a tick.
    /// - Throws: ``HeartModelError/stepFailed(_:)``; the state is then that after the last step.
    public func step() throws -> HeartStep {
        if state.position == 0 { solver.forgetFactor() }
        var control = state.control
        var tried: [Double] = []
        while true {
            let left = model.ticksPerBeat - state.position
            let ticks = min(control.next(at: state.position), left)
            do {
                return try advance(ticks: ticks, control: control)
            } catch let error where error is MechanicsError || error is CirculationError {
                solver.forgetFactor()
                effort.rejectedSteps += 1
                tried.append(Double(ticks) * StepControl.tick)
                guard control.reject(ticks: ticks) else {
                    throw HeartModelError.stepFailed(
                        StepFailure(state: state, steps: tried, error: error))
                }
            }
        }
    }

    private func advance(ticks: Int, control: StepControl) throws -> HeartStep {
        let dt = Double(ticks) * StepControl.tick
        let start = state.time
        drive.evaluate(
            from: start, to: start + dt, before: &calciumBefore, after: &calciumAfter)
        let memory = state.loop
        let circulation = model.circulation
        func blood(_ pressures: [Double]) throws -> CoupledStep {
            try circulation.step(
                memory, time: start, dt: dt, leftPressure: pressures[0],
                rightPressure: pressures[1], scheme: .bdf2)
        }
        var wall = state.wall
        let report = try solver.step(
            &wall, dt: dt, calciumBefore: calciumBefore, calciumAfter: calciumAfter
        ) { pressures in
            let answer = try blood(pressures)
            let d = answer.derivative
            return CavityResponse(
                volumes: [answer.leftVolume, answer.rightVolume], derivative: [d.x, d.y, d.z, d.w])
        }
        let accepted = try blood(wall.pressures)
        let change = zip(wall.pressures, state.wall.pressures).map { abs($0 - $1) }.max() ?? 0
        effort.add(report)
        state.wall = wall
        state.loop = accepted.memory
        state.control = control
        state.control.accept(ticks: ticks, pressureChange: change, iterations: report.iterations)
        state.position += ticks
        let finished = state.position >= model.ticksPerBeat
        let step = HeartStep(
            time: start + dt, dt: dt, loop: accepted.memory.state,
            pressures: circulation.pressures(
                accepted.memory.state, time: start + dt, leftPressure: wall.pressures[0],
                rightPressure: wall.pressures[1]),
            report: report, finishesBeat: finished)
        if finished {
            state.beat += 1
            state.position = 0
            restartPoint = state
        }
        return step
    }
}

/// What one accepted step brought.
public struct HeartStep: Sendable {
    /// Time since the start of the beat at the end of the step [ms].
    public var time: Double
    /// Length [ms].
    public var dt: Double
    /// The blood at the end of the step.
    public var loop: LoopState
    /// Pressures at the end of the step [kPa].
    public var pressures: LoopPressures
    /// What the mechanical solution cost.
    public var report: MechanicsReport
    /// True for the last step of a beat.
    public var finishesBeat: Bool
}

/// Sums over the steps of a run.
public struct MechanicsEffort: Sendable, Equatable {
    /// Accepted steps.
    public var steps = 0
    /// Steps that had to be repeated with half their length.
    public var rejectedSteps = 0
    /// Newton iterations.
    public var iterations = 0
    /// Factorisations.
    public var factorisations = 0
    /// Largest relative out-of-balance force accepted [1].
    public var largestForceResidual = 0.0
    /// Largest volume difference accepted [mm³].
    public var largestVolumeResidual = 0.0

    /// No effort.
    public init() {}

    mutating func add(_ report: MechanicsReport) {
        steps += 1
        iterations += report.iterations
        factorisations += report.factorisations
        largestForceResidual = max(largestForceResidual, report.forceResidual)
        largestVolumeResidual = max(largestVolumeResidual, report.volumeResidual)
    }
}
