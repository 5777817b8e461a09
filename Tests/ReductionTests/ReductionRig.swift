import Fibres
import FiniteElements
import Foundation
import Geometry
import Mechanics
import Numerics
import Reduction

/// A ventricle of some hundred elements that is filled, contracts and ejects: the full order to reduce.
enum ReductionRig {
    static func model() throws -> MechanicsModel {
        let shape = TruncatedEllipsoid(
            innerShort: 21, innerLong: 51, outerShort: 30, outerLong: 60, baseHeight: 15)
        let mesh = try shape.quadraticMesh(elementSize: 20, layers: 1)
        return try MechanicsModel(
            mesh: mesh, frames: frames(mesh), material: HolzapfelOgden.standard,
            activeTension: Land2017(),
            supports: [
                .pericardium(stiffness: 0.2, damping: 5),
                .base(axis: Vec3(0, 0, 1), alongAxis: 0.2, acrossAxis: 0.2, damping: 5),
            ], valvePlaneStiffness: 20, cavities: [.lvEndocardium])
    }

    /// Helix from +60° inside to −60° outside.
    private static func frames(_ mesh: QuadraticTetMesh) -> [FibreFrame] {
        (0..<mesh.tetCount).flatMap { t in
            TetQuadrature.degree2.points.map { point in
                var x = Vec3.zero
                for (a, N) in QuadraticTet.values(at: point).enumerated() {
                    x += N * mesh.points[Int(mesh.tets[10 * t + a])]
                }
                let inner = Vec3(x.x / 21, x.y / 21, x.z / 51).norm
                let outer = Vec3(x.x / 30, x.y / 30, x.z / 60).norm
                let angle = (1 - 2 * (inner - 1) / (inner - outer)) * .pi / 3
                let radial = Vec3(x.x / 600, x.y / 600, x.z / 3000).normalized
                let around = Vec3(-x.y, x.x, 1e-3)
                let e = (around - around.dot(radial) * radial).normalized
                let f = (cos(angle) * e + sin(angle) * radial.cross(e)).normalized
                return FibreFrame(fibre: f, sheet: (radial - radial.dot(f) * f).normalized)
            }
        }
    }

    /// What the full order did: the filled wall, then steps into a compliant reservoir.
    struct Motion {
        var start: MechanicsState
        var states: [MechanicsState] = []
        var snapshots: [WallSnapshot] = []
        var law: CavityLaw
    }

    static let dt = 4.0

    /// Calcium of all points at the end of a step [µM].
    static func calcium(_ step: Int, count: Int) -> [Double] {
        [Double](repeating: 0.15 + 0.08 * Double(min(step, 10)), count: count)
    }

    static func motion(_ model: MechanicsModel, steps: Int = 14) throws -> Motion {
        let solver = try MechanicsSolver(model)
        solver.settings.forceTolerance = 1e-8
        var state = MechanicsState(model)
        let filled = try solver.equilibrium(&state, pressures: [1])
        let volume = filled.volumes[0]
        var motion = Motion(start: state) { p in
            CavityResponse(volumes: [volume + 2000 * (1 - p[0])], derivative: [-2000])
        }
        for step in 0..<steps {
            let before = state.displacement
            try solver.step(
                &state, dt: dt, calciumBefore: calcium(step, count: model.pointCount),
                calciumAfter: calcium(step + 1, count: model.pointCount), law: motion.law)
            motion.states.append(state)
            motion.snapshots.append(
                WallSnapshot(
                    displacement: state.displacement, before: before, dt: dt,
                    tension: state.tension))
        }
        return motion
    }

    /// The motion of a reduced wall under the same calcium and law.
    static func follow(_ wall: ReducedWall, _ motion: Motion) throws -> [MechanicsState] {
        var state = wall.state(motion.start)
        return try motion.states.indices.map { step in
            _ = try wall.step(
                &state, dt: dt, calciumBefore: calcium(step, count: wall.pointCount),
                calciumAfter: calcium(step + 1, count: wall.pointCount), law: motion.law)
            return state
        }
    }

    static func norm(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    static func distance(_ a: [Double], _ b: [Double]) -> Double {
        norm(zip(a, b).map { $0 - $1 })
    }
}
