import Fibres
import Foundation
import Geometry
import Mechanics
import Numerics
import Quantities
import Testing

/// A contracting slab whose tension resists fast shortening, coupled to its contraction in three ways.
///
/// Staggered, the contraction model runs first, with the stretch and the stretch rate of the last step,
/// and the wall then finds its equilibrium under that tension. Strong feedback of the rate makes this
/// oscillate. The cure adds the stiffness Ka of the attached crossbridges:
///
/// ```
/// Ta(λ) = Ta^{n+1}(λ^n, λ^{n−1}) + Ka (λ − λ^n)
/// ```
///
/// The step of the wall needs neither: it finds stretch and tension together.
///
/// Source: Regazzoni, Quarteroni, *Comput. Methods Appl. Mech. Eng.* 373 (2021) 113506,
/// doi:10.1016/j.cma.2020.113506.
@Suite struct StaggeredStabilityTests {
    enum Contraction: CaseIterable {
        case land2017
        case rdq20

        var model: any ActiveTensionModel {
            switch self {
            case .land2017: Land2017()
            case .rdq20: RDQ20MF()
            }
        }
    }

    enum Coupling: CaseIterable {
        case together
        case staggeredWithStiffness
        case staggered
    }

    /// Tensions of all points after each step [kPa]; empty beyond the step that failed.
    private struct Trace {
        var tensions: [[Double]] = []
        var hasFailed = false

        /// Largest second difference of a point's tension between steps [kPa].
        var roughness: Double {
            var largest = 0.0
            for k in 1..<max(1, tensions.count - 1) {
                for i in tensions[k].indices {
                    let bend = tensions[k + 1][i] - 2 * tensions[k][i] + tensions[k - 1][i]
                    largest = max(largest, abs(bend))
                }
            }
            return largest
        }

        /// Largest tension of a point [kPa].
        var peak: Double { tensions.map { $0.max() ?? 0 }.max() ?? 0 }

        /// Largest difference of a point's tension from that of another trace [kPa].
        func distance(from other: Trace) -> Double {
            zip(tensions, other.tensions).map { step in
                zip(step.0, step.1).map { abs($0 - $1) }.max() ?? 0
            }.max() ?? 0
        }

        /// Every `stride`-th step.
        func sampled(every stride: Int) -> Trace {
            Trace(
                tensions: Swift.stride(from: stride - 1, to: tensions.count, by: stride).map {
                    tensions[$0]
                })
        }
    }

    /// End of the twitch [ms]: past the peak of tension and shortening.
    private let end = 200.0

    /// Force on the nodes of the free end together [mN]: 0.4 kPa.
    private let preload = 10.0

    /// A slab of 10 mm × 5 mm × 5 mm that is free to shorten along its fibres, which point up to five
    /// degrees up and sideways from its long edge, another way at every point.
    ///
    /// A preload pulls at its free end: forces are judged by it where there is hardly any tension.
    /// Its passive law is five times as stiff as the benchmark's, so that it shortens by some tenth.
    private func slab(_ activeTension: any ActiveTensionModel) throws -> MechanicsModel {
        let mesh = try TestMeshes.box(cells: (2, 1, 1), size: Vec3(10, 5, 5))
        let noise = TestMeshes.noise(8 * mesh.tetCount, seed: 113_506)
        let frames = (0..<4 * mesh.tetCount).map { point in
            let angles = (noise[2 * point], noise[2 * point + 1])
            let tilt = 10 * Double.pi / 180
            let fibre = Vec3(1, tan(tilt * angles.0), tan(tilt * angles.1)).normalized
            let across = Vec3(0, 1, 0)
            return FibreFrame(
                fibre: fibre, sheet: (across - across.dot(fibre) * fibre).normalized)
        }
        let isEnd = mesh.points.map { $0.x == 10 }
        let part = preload / Double(isEnd.count { $0 })
        return try MechanicsModel(
            mesh: mesh, frames: frames,
            material: Guccione(values: ["C": 10, "bf": 8, "bt": 2, "bfs": 4]), viscosity: 0,
            activeTension: activeTension, cavities: [],
            isFixed: mesh.points.flatMap { [$0.x == 0, $0.y == 0, $0.z == 0] },
            deadLoad: isEnd.flatMap { [$0 ? part : 0, 0, 0] })
    }

    private func calcium(_ time: Double) -> Double { calciumTransient(time, rest: 0.1, peak: 0.6) }

    private func run(_ contraction: Contraction, _ coupling: Coupling, dt: Double) throws -> Trace {
        switch coupling {
        case .together: try runTogether(contraction.model, dt: dt)
        case .staggeredWithStiffness:
            try runStaggered(contraction.model, dt: dt, withStiffness: true)
        case .staggered: try runStaggered(contraction.model, dt: dt, withStiffness: false)
        }
    }

    private func runTogether(_ contraction: any ActiveTensionModel, dt: Double) throws -> Trace {
        try twitch(try slab(contraction), dt: dt) { _, levels in levels }
    }

    private func runStaggered(
        _ contraction: any ActiveTensionModel, dt: Double, withStiffness: Bool
    ) throws -> Trace {
        let model = try slab(TensionByStretch())
        var cells = ActiveTensionRig(contraction, count: model.pointCount)
        var last: [Double]?
        return try twitch(model, dt: dt) { state, levels in
            cells.advance(
                dt: dt, calcium: levels, stretch: (last ?? state.stretch, state.stretch))
            last = state.stretch
            return (
                cells.tension,
                withStiffness
                    ? instantStiffness(cells, calcium: levels.1, stretch: state.stretch)
                    : [Double](repeating: 0, count: model.pointCount)
            )
        }
    }

    /// Steps of a wall from its equilibrium under the preload.
    ///
    /// - `inputs`: what the contraction model of the wall gets, from the state and the calcium before
    ///   and after the step.
    private func twitch(
        _ model: MechanicsModel, dt: Double,
        inputs: (MechanicsState, ([Double], [Double])) -> ([Double], [Double])
    ) throws -> Trace {
        let solver = try MechanicsSolver(model)
        var state = MechanicsState(model)
        try solver.equilibrium(&state, pressures: [])
        func level(_ time: Double) -> [Double] {
            [Double](repeating: calcium(time), count: model.pointCount)
        }
        var trace = Trace()
        for step in 0..<Int((end / dt).rounded()) {
            let given = inputs(state, (level(Double(step) * dt), level(Double(step + 1) * dt)))
            do {
                try solver.step(
                    &state, dt: dt, calciumBefore: given.0, calciumAfter: given.1,
                    law: { _ in CavityResponse(volumes: [], derivative: []) })
            } catch MechanicsError.newtonDiverged {
                trace.hasFailed = true
                break
            }
            trace.tensions.append(state.tension)
        }
        return trace
    }

    /// Tension by stretch when nothing else has time to change [kPa].
    private func instantStiffness(
        _ cells: ActiveTensionRig, calcium: [Double], stretch: [Double]
    ) -> [Double] {
        var copy = cells
        copy.advance(dt: 1e-6, calcium: (calcium, calcium), stretch: (stretch, stretch))
        return copy.derivative
    }

    @Test(arguments: Contraction.allCases)
    func onlyStaggeringWithoutTheStabilisationTermOscillates(contraction: Contraction) throws {
        let fineStep = 0.25
        let fine = try run(contraction, .together, dt: fineStep)
        try #require(!fine.hasFailed)
        for dt in [1.0, 5.0] {
            let expected = fine.sampled(every: Int(dt / fineStep))
            for coupling in Coupling.allCases {
                let trace = try run(contraction, coupling, dt: dt)
                let ratio = trace.roughness / expected.roughness
                let distance = trace.distance(from: expected) / fine.peak
                let what = """
                    \(contraction), \(coupling), dt \(dt) ms: second differences \(ratio) of those of \
                    the fine run, distance \(distance) of its peak, failed \(trace.hasFailed)
                    """
                switch coupling {
                case .together:
                    #expect(!trace.hasFailed && ratio < 1.1 && distance < 0.01, "\(what)")
                case .staggeredWithStiffness:
                    // Stable, but late by a step: a twentieth of the peak per millisecond is normal.
                    #expect(!trace.hasFailed && ratio < 1.1 && distance < 0.1 * dt, "\(what)")
                case .staggered:
                    #expect(trace.hasFailed || ratio > 20, "\(what)")
                }
            }
        }
    }
}

/// Tension that depends on the end stretch alone: `Ta = T + K (λ − λ_before)`, T and K [kPa] in place
/// of the calcium before and after the step.
private struct TensionByStretch: ActiveTensionModel {
    static let card = ModelCard(
        identifier: "tension-by-stretch", summary: "Linear in the stretch", source: "definition")

    static let input = ActiveTensionInput.calcium

    init() {}
    init(parameters given: [String: Double]) throws(ParameterError) {}

    var restingState: [Double] { [] }

    func advance(_ batch: ActiveTensionBatch, dt: Double) {
        for i in 0..<batch.count {
            let change = batch.stretchAfter[i] - batch.stretchBefore[i]
            batch.tension[i] = batch.calciumBefore[i] + batch.calciumAfter[i] * change
            batch.tensionDerivative[i] = batch.calciumAfter[i]
        }
    }
}
