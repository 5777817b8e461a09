import Electrophysiology
import Fibres
import Geometry
import Numerics
import TestSupport
import Testing

/// Errors of the eikonal solver against exact arrivals, on three meshes each.
struct EikonalConvergenceTests {
    static let skewedFibre = Vec3(1, 1, 0.3).normalized
    static let skewedSheet = skewedFibre.cross(Vec3(0, 0, 1)).normalized

    /// Largest and mean error [ms] of one mesh.
    struct Errors {
        var largest = 0.0
        var mean = 0.0
    }

    /// Cube of 40 mm around a source at its centre, exact within `ball` [ms] of the source.
    static func pointSource(
        cells n: Int, velocities: ConductionVelocities, ball: Double
    ) throws -> Errors {
        let box = BoxMesh(
            cells: SIMD3(n, n, n), spacing: 40 / Double(n), origin: Vec3(-20, -20, -20))
        let frames = box.frames(fibre: skewedFibre, sheet: skewedSheet)
        let metric = velocities.metric(in: frames[0])
        let exact = box.mesh.points.map { $0.dot(metric * $0).squareRoot() }
        let eikonal = try Eikonal(mesh: box.mesh, frames: frames, velocities: [velocities])
        let sources = exact.enumerated().filter { $0.1 <= ball }.map {
            ActivationSource(vertex: $0.0, time: $0.1)
        }
        return errors(try eikonal.arrivalTimes(from: sources), exact)
    }

    static func errors(_ computed: [Double], _ exact: [Double]) -> Errors {
        let all = zip(computed, exact).map { abs($0 - $1) }
        return Errors(largest: all.max() ?? 0, mean: all.reduce(0, +) / Double(all.count))
    }

    static func order(_ cells: [Int], _ errors: [Double]) -> Double {
        observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
    }

    @Test func sphericalFrontsConvergeWithFirstOrder() throws {
        let cells = [10, 20, 40]
        let errors = try cells.map {
            try Self.pointSource(
                cells: $0, velocities: ConductionVelocities(isotropic: 0.6), ball: 16)
        }
        let order = Self.order(cells, errors.map(\.largest))
        #expect(abs(order - 1) < 0.1, "observed order \(order), expected 1 ± 0.1; \(errors)")
    }

    @Test func pointSourcesConvergeLikeSpacingTimesItsLogarithm() throws {
        let cells = [10, 20, 40]
        let errors = try cells.map {
            try Self.pointSource(
                cells: $0, velocities: ConductionVelocities(isotropic: 0.6), ball: 0)
        }
        // h·log(1/h) has a local order of 1 − 1/log(L/h), 0.5 to 0.75 on these meshes.
        let order = Self.order(cells, errors.map(\.largest))
        #expect(order > 0.5 && order < 0.9, "observed order \(order), expected 0.5 to 0.9")
    }

    /// Point source in slow tissue z < 0 under fast tissue z > 0.
    @Test func refractionAtAnInterfaceConvergesWithFirstOrder() throws {
        let cells = [10, 20, 40]
        let media = TwoLayers(slow: 0.3, fast: 0.6, depth: 8)
        let errors = try cells.map { n in
            let box = BoxMesh(
                cells: SIMD3(n, n, n), spacing: 40 / Double(n), origin: Vec3(-20, -20, -20))
            let velocities = box.mesh.tets.map { tet in
                let z = (0..<4).reduce(0.0) { $0 + box.mesh.points[Int(tet[$1])].z }
                return ConductionVelocities(isotropic: z > 0 ? media.fast : media.slow)
            }
            let eikonal = try Eikonal(
                mesh: box.mesh, frames: box.frames(), velocities: velocities)
            let exact = box.mesh.points.map(media.arrival)
            let sources = exact.enumerated().filter { $0.1 <= 20 }.map {
                ActivationSource(vertex: $0.0, time: $0.1)
            }
            return Self.errors(try eikonal.arrivalTimes(from: sources), exact)
        }
        let order = Self.order(cells, errors.map(\.mean))
        #expect(abs(order - 1) < 0.1, "observed order \(order), expected 1 ± 0.1; \(errors)")
    }

    /// Source on a fast surface: far from it the tissue below is reached by the head wave.
    @Test func aFastSurfaceSendsAHeadWaveWhateverTheMesh() throws {
        let cells = [12, 24, 48]
        let (slow, fast) = (0.4, 1.0)
        let tangent = slow / (fast * fast - slow * slow).squareRoot()
        let errors = try cells.map { n in
            let box = BoxMesh(
                cells: SIMD3(n, n, n / 4), spacing: 40 / Double(n), origin: Vec3(-20, -20, 0))
            let eikonal = try Eikonal(
                mesh: box.mesh, frames: box.frames(),
                velocities: [ConductionVelocities(isotropic: slow)],
                layers: [SurfaceLayer(triangles: box.floor, velocity: fast)])
            let radius = box.mesh.points.map { Vec3($0.x, $0.y, 0).norm }
            let exact = zip(box.mesh.points, radius).map { p, r in
                guard r > p.z * tangent else { return p.norm / slow }
                return r / fast + p.z * (1 / (slow * slow) - 1 / (fast * fast)).squareRoot()
            }
            let sources = exact.indices.filter { radius[$0] <= 10 }.map {
                ActivationSource(vertex: $0, time: exact[$0])
            }
            return Self.errors(try eikonal.arrivalTimes(from: sources), exact)
        }
        let order = Self.order(cells, errors.map(\.largest))
        #expect(abs(order - 1) < 0.1, "observed order \(order), expected 1 ± 0.1; \(errors)")
    }
}

/// Exact first arrivals from a source in slow tissue at `depth` below the plane z = 0.
private struct TwoLayers {
    let slow: Double
    let fast: Double
    let depth: Double

    func arrival(at p: Vec3) -> Double {
        let r = Vec3(p.x, p.y, 0).norm
        if p.z <= 0 {
            let direct = Vec3(r, 0, p.z + depth).norm / slow
            let tangent = slow / (fast * fast - slow * slow).squareRoot()
            guard r > (depth - p.z) * tangent else { return direct }
            let head =
                r / fast + (depth - p.z) * (1 / (slow * slow) - 1 / (fast * fast)).squareRoot()
            return min(direct, head)
        }
        // Fermat: the crossing point minimises the travel time, which is convex in it.
        var low = 0.0
        var high = r
        func time(_ s: Double) -> Double {
            Vec3(s, 0, depth).norm / slow + Vec3(r - s, 0, p.z).norm / fast
        }
        for _ in 0..<100 {
            let a = low + (high - low) / 3
            let b = high - (high - low) / 3
            if time(a) < time(b) { high = b } else { low = a }
        }
        return time(0.5 * (low + high))
    }
}
