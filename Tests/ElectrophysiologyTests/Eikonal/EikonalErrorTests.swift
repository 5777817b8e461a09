import Electrophysiology
import Fibres
import Geometry
import Numerics
import Testing

struct EikonalErrorTests {
    private let box = BoxMesh(cells: SIMD3(3, 3, 3), spacing: 2)
    private let velocity = ConductionVelocities(isotropic: 0.6)

    private func eikonal() throws -> Eikonal {
        try Eikonal(mesh: box.mesh, frames: box.frames(), velocities: [velocity])
    }

    private func thrown(_ body: () throws -> Void) -> ElectrophysiologyError? {
        do {
            try body()
            return nil
        } catch {
            return error as? ElectrophysiologyError
        }
    }

    @Test(arguments: [0, -0.3, .nan, .infinity])
    func velocitiesThatAreNotPositiveAreRefused(value: Double) throws {
        var wrong = velocity
        wrong.sheet = value
        let error = thrown {
            _ = try Eikonal(mesh: box.mesh, frames: box.frames(), velocities: [wrong])
        }
        guard case .velocityNotPositive(name: "sheet velocity", _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let layer = thrown {
            _ = try Eikonal(
                mesh: box.mesh, frames: box.frames(), velocities: [velocity],
                layers: [SurfaceLayer(triangles: box.floor, velocity: value)])
        }
        guard case .velocityNotPositive(name: "layer velocity", _, _) = layer else {
            Issue.record("\(String(describing: layer))")
            return
        }
    }

    @Test func tissueOutOfReachIsReported() throws {
        let far = BoxMesh(cells: SIMD3(1, 1, 1), spacing: 2, origin: Vec3(100, 0, 0))
        let offset = Int32(box.mesh.points.count)
        let two = TetMesh(
            points: box.mesh.points + far.mesh.points,
            tets: box.mesh.tets + far.mesh.tets.map { $0 &+ offset })
        let eikonal = try Eikonal(
            mesh: two, frames: box.frames() + far.frames(), velocities: [velocity])
        let error = thrown { _ = try eikonal.arrivalTimes(from: [ActivationSource(vertex: 0)]) }
        #expect(error == .unreachable(vertices: 8, of: 72, first: 64, at: Vec3(100, 0, 0)))
        #expect(error?.description.contains("8 of 72 vertices are never activated") == true)
    }

    @Test func aSourceOutsideTheTissueIsReportedWithItsDistance() throws {
        // Nearest to the corner (6, 6, 6), a 3-4-0 triangle away.
        let point = Vec3(9, 10, 6)
        let error = thrown {
            _ = try eikonal().arrivalTimes(from: [ActivationSource(point: point)])
        }
        guard case .sourceOutsideTissue(point, let distance, 2) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(abs(distance - 5) < 1e-12, "distance \(distance) mm, expected 5 mm")
    }

    @Test(arguments: [Vec3(3, 2.5, -1.5), Vec3(7, 7, 3), Vec3(7, 7, -1), Vec3(3, 3, 3)])
    func aSourceJustOutsideStartsAtTheNearestPoint(point: Vec3) throws {
        let inside = Vec3(min(point.x, 6), min(point.y, 6), max(point.z, 0))
        let times = try eikonal().arrivalTimes(from: [ActivationSource(point: point)])
        let reference = try eikonal().arrivalTimes(from: [ActivationSource(point: inside)])
        let difference = zip(times, reference).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference < 1e-9, "differs by \(difference) ms, expected below 1e-9 ms")
    }

    @Test func malformedProblemsAreRefused() throws {
        #expect(thrown { _ = try eikonal().arrivalTimes(from: []) } == .noSources)
        #expect(
            thrown { _ = try eikonal().arrivalTimes(from: [ActivationSource(vertex: 64)]) }
                == .vertexOutOfRange(what: "source", index: 0, vertex: 64, vertices: 64))
        let never = ActivationSource(vertex: 0, time: .infinity)
        #expect(
            thrown { _ = try eikonal().arrivalTimes(from: [never]) }
                == .timeNotValid(what: "the start time of source 0", value: .infinity))
        let link = ConductionLink(from: 0, to: 1, delay: -1)
        let start = ActivationSource(vertex: 0)
        #expect(
            thrown { _ = try eikonal().arrivalTimes(from: [start], links: [link]) }
                == .timeNotValid(what: "the delay of link 0", value: -1))
        let outside = ConductionLink(from: 0, to: 64, delay: 1)
        #expect(
            thrown { _ = try eikonal().arrivalTimes(from: [start], links: [outside]) }
                == .vertexOutOfRange(what: "link", index: 0, vertex: 64, vertices: 64))
    }

    @Test func malformedTissueIsRefused() throws {
        let frames = box.frames()
        #expect(
            thrown {
                _ = try Eikonal(mesh: box.mesh, frames: [frames[0]], velocities: [velocity])
            } == .countMismatch(what: "fibre frames", count: 1, expected: 162))
        #expect(
            thrown {
                _ = try Eikonal(
                    mesh: box.mesh, frames: frames, velocities: [velocity, velocity])
            } == .countMismatch(what: "velocities", count: 2, expected: 162))
        var inverted = box.mesh
        inverted.tets[5] = SIMD4(
            inverted.tets[5][1], inverted.tets[5][0], inverted.tets[5][2], inverted.tets[5][3])
        guard
            case .invertedTetrahedron(tet: 5, volume: let volume) = thrown({
                _ = try Eikonal(mesh: inverted, frames: frames, velocities: [velocity])
            })
        else {
            Issue.record("an inverted tetrahedron passed")
            return
        }
        #expect(volume < 0)
        var skewed = frames
        skewed[7].sheet = Vec3(0.1, 1, 0)
        #expect(
            thrown { _ = try Eikonal(mesh: box.mesh, frames: skewed, velocities: [velocity]) }
                == .frameNotOrthonormal(tet: 7))
        var open = box.mesh
        open.tets[2][1] = 99
        #expect(
            thrown { _ = try Eikonal(mesh: open, frames: frames, velocities: [velocity]) }
                == .vertexOutOfRange(what: "tetrahedron", index: 2, vertex: 99, vertices: 64))
        let layer = SurfaceLayer(triangles: [SIMD3(0, 1, 64)], velocity: 1)
        #expect(
            thrown {
                _ = try Eikonal(
                    mesh: box.mesh, frames: frames, velocities: [velocity], layers: [layer])
            } == .vertexOutOfRange(what: "layer triangle", index: 0, vertex: 64, vertices: 64))
    }
}
