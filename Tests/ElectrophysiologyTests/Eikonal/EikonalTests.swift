import Dispatch
import Electrophysiology
import Fibres
import Geometry
import Numerics
import Testing

struct EikonalTests {
    private static let fibre = EikonalConvergenceTests.skewedFibre
    private static let sheet = EikonalConvergenceTests.skewedSheet
    private static let orthotropic = ConductionVelocities(fibre: 0.67, sheet: 0.3, normal: 0.17)

    private static func skewedBox(_ n: Int) throws -> (box: BoxMesh, eikonal: Eikonal) {
        let box = BoxMesh(cells: SIMD3(n, n, n), spacing: 2, shift: 0.15)
        let eikonal = try Eikonal(
            mesh: box.mesh, frames: box.frames(fibre: fibre, sheet: sheet),
            velocities: [orthotropic])
        return (box, eikonal)
    }

    @Test func planarFrontsAreExact() throws {
        let (box, eikonal) = try Self.skewedBox(8)
        // A covector p with p·D p = 1: p = M d / √(d·M d) for any direction d.
        let metric = Self.orthotropic.metric(in: FibreFrame(fibre: Self.fibre, sheet: Self.sheet))
        for direction in [Vec3(1, 0, 0), Vec3(0.3, -1, 0.5), Vec3(-0.2, 0.4, 1)] {
            let p = (metric * direction) / direction.dot(metric * direction).squareRoot()
            let exact = box.mesh.points.map { p.dot($0) }
            let onSurface = box.mesh.points.map { x in
                [x.x, x.y, x.z].contains { $0 == 0 || $0 == 16 }
            }
            let sources = exact.indices.filter { onSurface[$0] }.map {
                ActivationSource(vertex: $0, time: exact[$0])
            }
            let computed = try eikonal.arrivalTimes(from: sources)
            let error = zip(computed, exact).map { abs($0 - $1) }.max() ?? .infinity
            #expect(error < 1e-8, "largest error \(error) ms, expected below 1e-8 ms")
        }
    }

    /// The update of one tetrahedron against a search over its face.
    @Test func oneTetrahedronAgreesWithAnExhaustiveMinimisation() throws {
        var seed: UInt64 = 7
        func random() -> Double {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(seed >> 11) / Double(1 << 53)
        }
        func randomVector() -> Vec3 { Vec3(2 * random() - 1, 2 * random() - 1, 2 * random() - 1) }
        var interior = 0
        for _ in 0..<200 {
            var x = (0..<4).map { _ in 3 * randomVector() }
            let volume = (x[1] - x[0]).dot((x[2] - x[0]).cross(x[3] - x[0]))
            if abs(volume) < 1 { continue }
            if volume < 0 { x.swapAt(0, 1) }
            let f = randomVector().normalized
            let frame = FibreFrame(fibre: f, sheet: f.cross(randomVector()).normalized)
            let metric = Self.orthotropic.metric(in: frame)
            let times = (0..<3).map { _ in 3 * random() }
            let eikonal = try Eikonal(
                mesh: TetMesh(points: x, tets: [SIMD4(0, 1, 2, 3)]), frames: [frame],
                velocities: [Self.orthotropic])
            let solved = try eikonal.arrivalTimes(
                from: times.enumerated().map { ActivationSource(vertex: $0.0, time: $0.1) })
            var best = (time: Double.infinity, inside: false)
            let n = 300
            for i in 0...n {
                for j in 0...n - i {
                    let l = [Double(i), Double(j), Double(n - i - j)].map { $0 / Double(n) }
                    // The corners may have been reached through each other.
                    let foot = l[0] * x[0] + l[1] * x[1] + l[2] * x[2]
                    let t = l[0] * solved[0] + l[1] * solved[1] + l[2] * solved[2]
                    let d = x[3] - foot
                    let total = t + d.dot(metric * d).squareRoot()
                    if total < best.time { best = (total, i > 0 && j > 0 && i + j < n) }
                }
            }
            interior += best.inside ? 1 : 0
            let excess = best.time - solved[3]
            #expect(
                excess > -1e-9 && excess < 2e-3,
                "solver \(solved[3]) ms, search \(best.time) ms, expected 0 to 0.002 ms above")
        }
        #expect(interior > 20, "\(interior) interior minima; the test should see many")
    }

    @Test func severalSourcesGiveTheMinimumOfTheirArrivals() throws {
        let (box, eikonal) = try Self.skewedBox(10)
        let a = ActivationSource(vertex: box.vertex(0, 0, 0))
        let b = ActivationSource(vertex: box.vertex(10, 7, 3), time: 5)
        let first = try eikonal.arrivalTimes(from: [a])
        let second = try eikonal.arrivalTimes(from: [b])
        let both = try eikonal.arrivalTimes(from: [a, b])
        var above = 0.0
        for i in both.indices { above = max(above, both[i] - min(first[i], second[i])) }
        #expect(above <= 1e-9, "\(above) ms later than the earlier single source, expected none")
        #expect(both[box.vertex(0, 0, 0)] == 0)
        #expect(both[box.vertex(10, 7, 3)] == 5)
    }

    @Test func aPointSourceSeesTheMetricDistanceToTheCornersAroundIt() throws {
        let (box, eikonal) = try Self.skewedBox(4)
        let metric = Self.orthotropic.metric(in: FibreFrame(fibre: Self.fibre, sheet: Self.sheet))
        let tet = box.mesh.tets[200]
        let corners = (0..<4).map { box.mesh.points[Int(tet[$0])] }
        let point = 0.4 * corners[0] + 0.3 * corners[1] + 0.2 * corners[2] + 0.1 * corners[3]
        let times = try eikonal.arrivalTimes(from: [ActivationSource(point: point, time: 2)])
        for corner in 0..<4 {
            let d = corners[corner] - point
            let expected = 2 + d.dot(metric * d).squareRoot()
            let observed = times[Int(tet[corner])]
            #expect(abs(observed - expected) < 1e-9, "\(observed) ms, expected \(expected) ms")
        }
    }

    @Test func theOrderOfSourcesAndTetrahedraDoesNotMatter() throws {
        let (box, eikonal) = try Self.skewedBox(8)
        let sources = [3, 200, 411].map { ActivationSource(vertex: $0, time: Double($0) / 100) }
        let reference = try eikonal.arrivalTimes(from: sources)
        let reversed = try Eikonal(
            mesh: TetMesh(points: box.mesh.points, tets: box.mesh.tets.reversed()),
            frames: box.frames(fibre: Self.fibre, sheet: Self.sheet),
            velocities: [Self.orthotropic]
        ).arrivalTimes(from: sources.reversed())
        let difference = zip(reference, reversed).map { abs($0 - $1) }.max() ?? .infinity
        // Round-off is not propagated below the resolution of the march, 1e-9 ms.
        #expect(difference < 1e-8, "differs by \(difference) ms, expected below 1e-8 ms")
    }

    @Test func resultsHaveTheSameBitsOnAnyNumberOfThreads() throws {
        let box = BoxMesh(cells: SIMD3(14, 14, 14), spacing: 2, shift: 0.15)
        let mesh = box.mesh
        let frames = box.frames(fibre: Self.fibre, sheet: Self.sheet)
        let orthotropic = Self.orthotropic
        @Sendable func solve() throws -> [UInt64] {
            try Eikonal(mesh: mesh, frames: frames, velocities: [orthotropic])
                .arrivalTimes(from: [ActivationSource(point: Vec3(5.1, 7.2, 9.3))])
                .map(\.bitPattern)
        }
        let reference = try solve()
        // Nested inside other parallel work the set-up gets fewer threads, down to one.
        nonisolated(unsafe) var results = [[UInt64]](repeating: [], count: 8)
        let lock = DispatchQueue(label: "results")
        DispatchQueue.concurrentPerform(iterations: 8) { k in
            let bits = (try? solve()) ?? []
            lock.sync { results[k] = bits }
        }
        for k in results.indices { #expect(results[k] == reference, "solve \(k) differs") }
    }

    @Test func linksCarryActivationOneWayAndBackToTheTissue() throws {
        let (box, eikonal) = try Self.skewedBox(8)
        let nodes = Int32(box.mesh.points.count)
        let near = Int32(box.vertex(0, 0, 0))
        let far = Int32(box.vertex(8, 8, 8))
        let links = [
            ConductionLink(from: near, to: nodes, delay: 1),
            ConductionLink(from: nodes, to: nodes + 1, delay: 2),
            ConductionLink(from: nodes + 1, to: far, delay: 3),
        ]
        let forward = try eikonal.arrivalTimes(
            from: [ActivationSource(vertex: Int(near))], links: links, networkNodes: 3)
        #expect(forward[Int(far)] == 6)
        #expect(forward[Int(nodes) + 1] == 3)
        #expect(forward[Int(nodes) + 2] == .infinity)
        let backward = try eikonal.arrivalTimes(
            from: [ActivationSource(vertex: Int(far))], links: links, networkNodes: 3)
        #expect(backward[Int(near)] > 20, "links must not conduct backwards")
    }
}
