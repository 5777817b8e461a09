import Fibres
import FiniteElements
import Foundation
import Geometry
import Mechanics
import Numerics
import Testing

/// A ventricle of some hundred elements, filled, contracting and ejecting.
@Suite struct EllipsoidStepTests {
    /// The benchmark ellipsoid three times as large: a human ventricle.
    static func model(
        elementSize: Double = 20, activeTension: any ActiveTensionModel = ActiveTensionPrescribed(),
        material: any PassiveMaterial = HolzapfelOgden.standard
    ) throws -> MechanicsModel {
        let shape = TruncatedEllipsoid(
            innerShort: 21, innerLong: 51, outerShort: 30, outerLong: 60, baseHeight: 15)
        let mesh = try shape.quadraticMesh(elementSize: elementSize, layers: 1)
        return try MechanicsModel(
            mesh: mesh, frames: frames(mesh), material: material, activeTension: activeTension,
            supports: [
                .pericardium(stiffness: 0.2, damping: 5),
                .base(axis: Vec3(0, 0, 1), alongAxis: 0.2, acrossAxis: 0.2, damping: 5),
            ],
            cavities: [.lvEndocardium])
    }

    /// Helix from +60° inside to −60° outside, from the confocal-like depth of each point.
    static func frames(_ mesh: QuadraticTetMesh) -> [FibreFrame] {
        var frames: [FibreFrame] = []
        for t in 0..<mesh.tetCount {
            for point in TetQuadrature.degree2.points {
                var x = Vec3.zero
                for (a, N) in QuadraticTet.values(at: point).enumerated() {
                    x += N * mesh.points[Int(mesh.tets[10 * t + a])]
                }
                let inner = Vec3(x.x / 21, x.y / 21, x.z / 51).norm
                let outer = Vec3(x.x / 30, x.y / 30, x.z / 60).norm
                let depth = (inner - 1) / (inner - outer)
                let radial = Vec3(x.x / 600, x.y / 600, x.z / 3000).normalized
                var circumferential = Vec3(-x.y, x.x, 0)
                if circumferential.norm < 1e-6 { circumferential = Vec3(1, 0, 0) }
                let e = (circumferential - circumferential.dot(radial) * radial).normalized
                let l = radial.cross(e)
                let angle = (1 - 2 * depth) * .pi / 3
                let f = (cos(angle) * e + sin(angle) * l).normalized
                let s = (radial - radial.dot(f) * f).normalized
                frames.append(FibreFrame(fibre: f, sheet: s))
            }
        }
        return frames
    }

    /// A compliant reservoir: V = V0 + C (p0 − p).
    static func reservoir(volume: Double, pressure: Double, compliance: Double) -> CavityLaw {
        return { p in
            CavityResponse(
                volumes: [volume + compliance * (pressure - p[0])], derivative: [-compliance])
        }
    }

    @Test func volumesFollowTheCirculation() throws {
        let model = try Self.model()
        let solver = try MechanicsSolver(model)
        var state = MechanicsState(model)
        let filled = try solver.equilibrium(&state, pressures: [1])
        let volume = filled.volumes[0]
        #expect(volume > model.cavities[0].volume(model.mesh.points) * 1.1)
        // Isovolumic: the volume is held while tension rises; the pressure must rise with it.
        var calcium = [Double](repeating: 0, count: model.pointCount)
        for step in 1...5 {
            let next = [Double](repeating: 6 * Double(step), count: model.pointCount)
            try solver.step(
                &state, dt: 2, calciumBefore: calcium, calciumAfter: next,
                law: { _ in CavityResponse(volumes: [volume], derivative: [0]) })
            #expect(
                abs(solver.volumes(state)[0] - volume) <= solver.settings.volumeTolerance,
                "\(solver.volumes(state)[0]), expected \(volume) ± 1e-5 mm³")
            calcium = next
        }
        #expect(state.pressures[0] > 5, "\(state.pressures[0]) kPa")
        // Ejection into a compliance: volume and pressure end on its line.
        let law = Self.reservoir(volume: volume, pressure: state.pressures[0] - 2, compliance: 1000)
        for _ in 1...3 {
            try solver.step(
                &state, dt: 5, calciumBefore: calcium, calciumAfter: calcium, law: law)
            let expected = try law(state.pressures).volumes[0]
            let observed = solver.volumes(state)[0]
            #expect(
                abs(observed - expected) <= 1e-5, "\(observed), expected \(expected) ± 1e-5 mm³")
        }
        #expect(solver.volumes(state)[0] < volume)
    }
}
