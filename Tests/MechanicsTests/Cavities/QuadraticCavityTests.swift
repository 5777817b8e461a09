import FiniteElements
import Geometry
import Mechanics
import Numerics
import Testing
import TestSupport

@Suite struct QuadraticCavityTests {
    /// A cube's faces without the top: the fan over the square rim makes it whole, exactly, even
    /// when the faces bulge by a linear map.
    @Test func openBoxIsClosedByItsCap() throws {
        let A = Mat3(rows: Vec3(1.2, 0.3, 0.1), Vec3(-0.2, 0.9, 0.4), Vec3(0.3, 0.1, 1.1))
        let shift = Vec3(100, -50, 30)
        let mesh = try TestMeshes.box(
            cells: (2, 2, 2), size: Vec3(2, 3, 4), warp: { A * $0 + shift },
            tag: { $0.z > 3.9 ? .base : .lvEndocardium })
        let cavity = try QuadraticCavity(mesh, endocardium: .lvEndocardium)
        let expected = 24 * A.determinant
        let observed = cavity.volume(mesh.points)
        #expect(cavity.rims.count == 1 && cavity.rims[0].count == 16)
        #expect(
            abs(observed - expected) < 1e-9 * expected, "\(observed), expected \(expected) ± 1e-9")
    }

    /// Quadratic triangles whose nodes lie on a smooth surface enclose its volume with fourth order:
    /// their cubic error along the surface changes sign and cancels in the integral.
    @Test func ellipsoidVolumeConvergesWithFourthOrder() throws {
        let shape = TruncatedEllipsoid.land2015
        let measured = try [4.0, 2.0, 1.0, 0.5].map { size -> (spacing: Double, error: Double) in
            let mesh = try shape.quadraticMesh(elementSize: size, layers: 1)
            let cavity = try QuadraticCavity(mesh, endocardium: .lvEndocardium)
            let triangles = Double(mesh.triangles(tagged: .lvEndocardium).count / 6)
            return (
                1 / triangles.squareRoot(),
                abs(cavity.volume(mesh.points) / shape.cavityVolume - 1)
            )
        }
        let order = observedOrder(
            spacings: measured.map(\.spacing), errors: measured.map(\.error))
        #expect(measured[0].error < 2e-3, "relative errors \(measured)")
        #expect(abs(order - 4) < 0.1, "order \(order), expected 4; \(measured)")
    }

    @Test func mixedOrientationsAreMadeConsistent() throws {
        let mesh = try TestMeshes.box(
            cells: (2, 2, 2), size: Vec3(2, 3, 4),
            tag: { $0.z > 3.9 ? .base : .lvEndocardium })
        let triangles = mesh.triangles(tagged: .lvEndocardium)
        var mixed = triangles
        for t in stride(from: 0, to: triangles.count / 6, by: 3) {
            mixed.swapAt(6 * t + 1, 6 * t + 2)
            mixed.swapAt(6 * t + 3, 6 * t + 5)
        }
        let cavity = try QuadraticCavity(name: "lv", triangles: mixed, points: mesh.points)
        let observed = cavity.volume(mesh.points)
        #expect(abs(observed - 24) < 1e-12, "\(observed), expected 24 ± 1e-12 mm³")
    }

    @Test func surfaceWithoutTrianglesIsRefused() throws {
        let mesh = try TestMeshes.box(cells: (1, 1, 1), size: Vec3(1, 1, 1))
        #expect(throws: FiniteElementsError.emptySurface(name: "rvEndocardium")) {
            try QuadraticCavity(mesh, endocardium: .rvEndocardium)
        }
    }

    /// The nodal forces of a pressure are −p times the gradient of the volume.
    @Test func pressureForcesAreTheVolumeGradient() throws {
        let mesh = try TestMeshes.box(
            cells: (2, 2, 2), size: Vec3(2, 3, 4),
            warp: { Vec3($0.x + 0.05 * $0.y * $0.z, $0.y, $0.z + 0.02 * $0.x * $0.x) },
            tag: { $0.z > 3.9 ? .base : .lvEndocardium })
        let solver = try MechanicsSolver(
            MechanicsModel(
                mesh: mesh, frames: TestMeshes.frames(mesh), material: NeoHookean.standard,
                cavities: [.lvEndocardium]))
        let n = solver.model.unknownCount
        let u = TestMeshes.noise(n).map { 0.1 * $0 }
        let with = try solver.forces(displacement: u, load: LoadCase(pressures: [1]))
        let without = try solver.forces(displacement: u)
        let direction = TestMeshes.noise(n, seed: 5)
        func volume(_ h: Double) -> Double {
            var state = MechanicsState(solver.model)
            state.displacement = zip(u, direction).map { $0 + h * $1 }
            return solver.volumes(state)[0]
        }
        let h = 1e-5
        let observed = (volume(h) - volume(-h)) / (2 * h)
        let expected = zip(zip(without, with), direction).reduce(0) {
            $0 + ($1.0.0 - $1.0.1) * $1.1
        }
        #expect(
            abs(observed - expected) < 1e-8 * abs(expected), "\(observed), expected \(expected)")
    }
}
