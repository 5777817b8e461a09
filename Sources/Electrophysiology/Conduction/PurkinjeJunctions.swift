import Geometry
import Numerics

/// Where the terminals of one Purkinje tree meet the endocardium.
struct PurkinjeJunctions: Sendable {
    /// How far a terminal may lie from the endocardium [mm]: about the thickness of the trabeculated
    /// layer that segmentations cut off.
    static let tolerance = 5.0

    /// One way between a terminal and a vertex of the triangle it meets.
    struct Contact: Sendable {
        /// Node of the tree.
        var terminal: Int32
        /// Vertex of the mesh.
        var vertex: Int32
        /// From the foot of the terminal to the vertex along the surface [mm].
        var distance: Double
    }

    /// Three for each terminal.
    let contacts: [Contact]

    /// Projects the terminals onto the nearest of the given triangles.
    ///
    /// - Throws: ``ElectrophysiologyError/sourceOutsideTissue(point:distance:allowed:)``.
    /// - Complexity: O(terminals × triangles), with a bounding-sphere test.
    init(
        _ tree: PurkinjeTree, on triangles: [SIMD3<Int32>], points: [Vec3]
    ) throws(ElectrophysiologyError) {
        let terminals = tree.terminals
        let surface = Surface(triangles: triangles, points: points)
        let feet = [Surface.Foot](unsafeUninitializedCapacity: terminals.count) { buffer, count in
            nonisolated(unsafe) let out = buffer
            Parallel.forEachChunk(count: terminals.count, grain: 32) { _, range in
                for k in range {
                    out.initializeElement(
                        at: k, to: surface.foot(of: tree.nodes[Int(terminals[k])]))
                }
            }
            count = terminals.count
        }
        var contacts: [Contact] = []
        for (terminal, foot) in zip(terminals, feet) {
            guard foot.distance <= Self.tolerance else {
                throw .sourceOutsideTissue(
                    point: tree.nodes[Int(terminal)], distance: foot.distance,
                    allowed: Self.tolerance)
            }
            for corner in 0..<3 {
                let vertex = triangles[foot.triangle][corner]
                contacts.append(
                    Contact(
                        terminal: terminal, vertex: vertex,
                        distance: (points[Int(vertex)] - foot.point).norm))
            }
        }
        self.contacts = contacts
    }

    /// Triangles with their bounding spheres.
    private struct Surface: Sendable {
        struct Foot {
            var triangle: Int
            var point: Vec3
            var distance: Double
        }

        let corners: [(a: Vec3, b: Vec3, c: Vec3)]
        let centres: [Vec3]
        let radii: [Double]

        init(triangles: [SIMD3<Int32>], points: [Vec3]) {
            corners = triangles.map {
                (points[Int($0[0])], points[Int($0[1])], points[Int($0[2])])
            }
            centres = corners.map { ($0.a + $0.b + $0.c) / 3 }
            radii = zip(corners, centres).map { t, m in
                max((t.a - m).norm, (t.b - m).norm, (t.c - m).norm)
            }
        }

        /// The nearest point of the surface; the first triangle of equals.
        func foot(of point: Vec3) -> Foot {
            var best = Foot(triangle: 0, point: point, distance: .infinity)
            for k in corners.indices {
                let reach = best.distance + radii[k]
                let offset = point - centres[k]
                guard offset.dot(offset) < reach * reach else { continue }
                let foot = NearestTetrahedron.nearest(
                    to: point, corners[k].a, corners[k].b, corners[k].c)
                let distance = (point - foot).norm
                if distance < best.distance {
                    best = Foot(triangle: k, point: foot, distance: distance)
                }
            }
            return best
        }
    }
}
