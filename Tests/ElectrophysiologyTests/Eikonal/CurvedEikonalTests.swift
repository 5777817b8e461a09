import Electrophysiology
import Fibres
import Geometry
import Numerics
import Testing

/// Fronts whose velocity depends on their curvature.
@Suite struct CurvedEikonalTests {
    private let speed = 0.6
    private let diffusivity = 0.09

    /// Delay of a spherical front from radius `a` to `b` [ms] against a plane one, by the eikonal–diffusion equation
    /// c·p − D·(p' + 2p/r) = 1 for p = dT/dr.
    ///
    /// Towards smaller radii the equation forgets where it came from: integration starts far out from c·p = 1.
    private func delay(from a: Double, to b: Double) -> Double {
        let step = 1e-4
        var (r, p, sum) = (4 * b, 1 / speed, 0.0)
        func slope(_ r: Double, _ p: Double) -> Double {
            (speed * p - 1) / diffusivity - 2 * p / r
        }
        while r > a {
            let k1 = slope(r, p)
            let next = p - step * slope(r - step / 2, p - step / 2 * k1)
            if r <= b { sum += step * (0.5 * (p + next) - 1 / speed) }
            (r, p) = (r - step, next)
        }
        return sum
    }

    @Test func aSphericalFrontIsDelayedAsItsCurvatureSays() throws {
        let box = BoxMesh(cells: SIMD3(24, 24, 24), spacing: 0.2)
        let curved = try CurvedEikonal(
            mesh: box.mesh, frames: box.frames(), velocities: .init(isotropic: speed),
            diffusivities: SIMD3(repeating: diffusivity))
        // Elements of one filter length. An eighth of a ball in the corner; the faces are planes of symmetry.
        let radius = 0.8
        let sources = box.mesh.points.indices.filter { box.mesh.points[$0].norm <= radius + 1e-9 }
            .map { ActivationSource(vertex: $0) }
        let times = try curved.arrivalTimes(from: sources)
        let plane = try curved.plane.arrivalTimes(from: sources)
        // Along an edge of the box and along its diagonal, between 1.6 mm and 4 mm: the start, where the front
        // forms, and the other faces are left out.
        func later(_ near: Int, _ far: Int) -> Double {
            (times[far] - plane[far]) - (times[near] - plane[near])
        }
        let exact = delay(from: 1.6, to: 4)
        #expect(exact > 0.4, "\(exact) ms")
        let along = later(box.vertex(8, 0, 0), box.vertex(20, 0, 0))
        #expect(abs(along - exact) < 0.25 * exact, "\(along) ms, exact \(exact) ms")
        let root = 3.0.squareRoot()
        let oblique = later(box.vertex(5, 5, 5), box.vertex(12, 12, 12))
        let other = delay(from: root, to: 2.4 * root)
        #expect(abs(oblique - other) < 0.25 * other, "\(oblique) ms, exact \(other) ms")
    }

    @Test func aPlaneFrontIsNotDelayedAndAConcaveOneIsFaster() throws {
        let box = BoxMesh(cells: SIMD3(20, 6, 6), spacing: 0.4)
        let curved = try CurvedEikonal(
            mesh: box.mesh, frames: box.frames(),
            velocities: ConductionVelocities(fibre: 0.6, sheet: 0.3, normal: 0.3),
            diffusivities: SIMD3(0.09, 0.0225, 0.0225))
        let start = box.mesh.points.indices.filter { box.mesh.points[$0].x < 0.1 }
        let plane = try curved.arrivalTimes(from: start.map { ActivationSource(vertex: $0) })
        for (vertex, p) in box.mesh.points.enumerated() where p.x > 1.5 && p.x < 6.5 {
            // What the front loses where it forms, in the first element of twice the filter's length.
            #expect(abs(plane[vertex] - p.x / 0.6) < 0.5, "\(plane[vertex]) ms at \(p)")
        }
        // A front that starts from all sides of a box closes in on its middle.
        let cube = BoxMesh(cells: SIMD3(16, 16, 16), spacing: 0.4)
        let closing = try CurvedEikonal(
            mesh: cube.mesh, frames: cube.frames(), velocities: .init(isotropic: speed),
            diffusivities: SIMD3(repeating: diffusivity))
        let centre = cube.mesh.points[cube.vertex(8, 8, 8)]
        let shell = cube.mesh.points.indices.filter {
            (cube.mesh.points[$0] - centre).norm > 2.8
        }.map { ActivationSource(vertex: $0) }
        let middle = cube.vertex(8, 8, 8)
        let bent = try closing.arrivalTimes(from: shell)[middle]
        let straight = try closing.plane.arrivalTimes(from: shell)[middle]
        #expect(bent < straight - 0.2, "\(bent) ms, without curvature \(straight) ms")
    }

    @Test func theSameInputGivesTheSameBitsAndBadDiffusivitiesAreRefused() throws {
        let box = BoxMesh(cells: SIMD3(5, 5, 5), spacing: 0.4, shift: 0.1)
        func fronts(_ diffusivity: Double) throws -> CurvedEikonal {
            try CurvedEikonal(
                mesh: box.mesh, frames: box.frames(), velocities: .init(isotropic: speed),
                diffusivities: SIMD3(0.09, diffusivity, 0.09))
        }
        let sources = [ActivationSource(vertex: 0)]
        let (a, b) = (try fronts(0.09), try fronts(0.09))
        #expect(try a.arrivalTimes(from: sources) == b.arrivalTimes(from: sources))
        for value in [0, -1, Double.nan, .infinity] {
            #expect(throws: ElectrophysiologyError.self) { _ = try fronts(value) }
        }
    }
}
