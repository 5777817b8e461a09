import FiniteElements
import Geometry
import Mechanics
import Numerics

/// One problem of the benchmark run through time, with progress and checkpoints.
struct Arostica2025Run {
    var problem: Arostica2025Problem
    var mesh: Arostica2025Mesh
    /// Step [ms].
    var dt: Double
    /// End [ms]; a second is the benchmark's.
    var end: Double = 1000
    /// Name of the run among others of the same problem.
    var label = ""
    /// Relative out-of-balance force of each step [1]: curves then differ by less than 1e-6 of
    /// themselves from those with 1e-8.
    var tolerance = 1e-4

    /// Steps between checkpoints; there the factor of the stiffness is dropped, so that a resumed run
    /// repeats the bits of an uninterrupted one.
    private static let checkpointInterval = 50

    /// Halvings of a step that Newton's method does not master: down to a 32nd.
    private static let halvings = 5
    /// Parts of a step within which two times are the same [1].
    private static let sameTime = 1e-6

    /// What a run has come to.
    struct Progress {
        var motion: WallMotion
        var curves: Arostica2025Curves
    }

    private var steps: Int { Int((end / dt).rounded()) }
    private var title: String { label.isEmpty ? problem.name : "\(problem.name) \(label)" }

    /// Runs, or goes on from a checkpoint of the same settings.
    ///
    /// - Throws: `MechanicsError`, `StorageError`, ``VerificationError``.
    func curves(_ options: VerificationOptions) throws -> Arostica2025Curves {
        let model = try problem.model(mesh)
        let solver = try DynamicSolver(model)
        solver.solver.settings.forceTolerance = tolerance
        let probes = try Arostica2025Probes(problem, mesh.wall)
        let checkpoint = options.checkpointDirectory.map {
            Arostica2025Checkpoint(folder: $0, run: title, settings: settings)
        }
        var progress =
            try checkpoint?.read(model)
            ?? Progress(
                motion: WallMotion(unknowns: model.unknownCount),
                curves: probes.empty(at: WallMotion(unknowns: model.unknownCount)))
        let first = progress.curves.times.count - 1
        options.progress(
            "\(title): \(model.mesh.tetCount) tetrahedra, \(model.unknownCount) unknowns, "
                + (first == 0 ? "\(steps) steps" : "going on after step \(first) of \(steps)"))
        let loads = try problem.loads(
            at: (0..<steps).map { solver.scheme.loadTime(end: Double($0 + 1) * dt, dt: dt) })
        var meter = ProgressMeter(total: steps, done: first)
        var report = MechanicsReport()
        for step in first..<steps {
            let stepReport = try solver.step(
                &progress.motion, dt: dt, halvings: Self.halvings,
                load: { load(loads, at: $0, solver.scheme) })
            report.absorb(stepReport)
            // Sums of steps would drift from the times of the reference.
            progress.motion.time = Double(step + 1) * dt
            probes.record(progress.motion, in: &progress.curves)
            if (step + 1) % Self.checkpointInterval == 0 || step + 1 == steps {
                solver.forget()
                try checkpoint?.write(progress)
            }
            if let line = meter.line(done: step + 1) {
                options.progress(
                    "\(title): \(Int(progress.motion.time)) of \(Int(end)) ms, \(line), "
                        + "\(report.iterations) iterations, \(report.factorisations) factors"
                        + (report.halvings > 0 ? ", \(report.halvings) steps halved" : ""))
            }
        }
        return progress.curves
    }

    /// The load at a time: between those of the whole steps, which are exact.
    private func load(
        _ loads: [WallLoad], at time: Double, _ scheme: GeneralisedAlpha
    ) -> WallLoad {
        let position = (time - scheme.loadTime(end: dt, dt: dt)) / dt
        let nearest = position.rounded()
        if abs(position - nearest) < Self.sameTime { return loads[Int(nearest)] }
        let first = min(max(Int(position.rounded(.down)), 0), max(loads.count - 2, 0))
        guard first + 1 < loads.count else { return loads[first] }
        return .between(loads[first], loads[first + 1], part: position - Double(first))
    }

    /// Everything a checkpoint must agree with.
    private var settings: String {
        let passive = problem.passive.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let contraction = (problem.contraction ?? [:]).sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }
        return """
            \(problem.name) dt \(dt) end \(end) tolerance \(tolerance) nodes \
            \(mesh.wall.points.count) passive \(passive) contraction \(contraction) pressures \
            \(problem.pressures)
            """
    }
}

/// The observed points and volumes of a run.
struct Arostica2025Probes {
    private let points: [(nodes: [Int32], weights: [Double])]
    private let cavities: [QuadraticCavity]
    private let reference: [Vec3]

    init(_ problem: Arostica2025Problem, _ wall: QuadraticTetMesh) throws {
        let locator = try CurvedTetLocator(wall)
        points = problem.points.map { locator.interpolation(at: locator.locate($0.place)) }
        cavities = try problem.endocardia.map { try QuadraticCavity(wall, endocardium: $0) }
        reference = wall.points
    }

    /// Curves that hold the start alone.
    func empty(at motion: WallMotion) -> Arostica2025Curves {
        var curves = Arostica2025Curves(
            displacements: points.map { _ in [] }, volumes: cavities.map { _ in [] })
        record(motion, in: &curves)
        return curves
    }

    /// Appends what is observed now.
    func record(_ motion: WallMotion, in curves: inout Arostica2025Curves) {
        func displacement(_ node: Int) -> Vec3 {
            let u = motion.displacement
            return Vec3(u[3 * node], u[3 * node + 1], u[3 * node + 2])
        }
        curves.times.append(motion.time)
        for (index, point) in points.enumerated() {
            curves.displacements[index].append(
                zip(point.nodes, point.weights).reduce(Vec3.zero) {
                    $0 + $1.1 * displacement(Int($1.0))
                })
        }
        let positions = reference.indices.map { reference[$0] + displacement($0) }
        for (index, cavity) in cavities.enumerated() {
            curves.volumes[index].append(cavity.volume(positions))
        }
    }
}
