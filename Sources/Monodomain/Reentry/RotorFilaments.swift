import Glibc
public import Geometry
public import Numerics

/// The lines around which waves turn.
///
/// With the phase `θ = atan2(V(t − τ) − V*, V(t) − V*)` of every node, a triangle whose phases wind by ±2π
/// around it is pierced by a filament. Tetrahedra with pierced faces that share such faces belong to one
/// filament.
///
/// - V*: a voltage between rest and plateau; τ: about the time of an upstroke to a quarter of the action
///   potential.
///
/// Source: Gray, Pertsov, Jalife, *Nature* 392 (1998) 75–78, doi:10.1038/32164 (phase by delay, and its
/// singularities). The faces of tetrahedra as places of winding are ours.
public struct RotorFilaments: Sendable {
    /// One filament.
    public struct Filament: Sendable, Equatable {
        /// Its tetrahedra, ascending.
        public var tets: [Int]
        /// Mean of the places where it pierces faces [mm].
        public var centre: Vec3
    }

    private let mesh: TetMesh
    /// Faces by the tetrahedra they belong to, each once: corners, and one or two tetrahedra (−1: none).
    private let faces: [(corners: SIMD3<Int32>, tets: SIMD2<Int32>)]

    /// Prepares a mesh. O(tetrahedra).
    public init(_ mesh: TetMesh) {
        self.mesh = mesh
        var found: [SIMD3<Int32>: Int] = [:]
        var faces: [(corners: SIMD3<Int32>, tets: SIMD2<Int32>)] = []
        for (tet, corners) in mesh.tets.enumerated() {
            for left in 0..<4 {
                let three = (0..<4).filter { $0 != left }.map { corners[$0] }.sorted()
                let key = SIMD3(three[0], three[1], three[2])
                if let known = found[key] {
                    faces[known].tets.y = Int32(tet)
                } else {
                    found[key] = faces.count
                    faces.append((key, SIMD2(Int32(tet), -1)))
                }
            }
        }
        self.faces = faces
    }

    /// Filaments at one time, sorted by their first tetrahedron.
    ///
    /// - `now`, `before`: voltage of every node at the time and τ earlier [mV]. `centre`: V* [mV].
    /// - Throws: ``MonodomainError/wrongCount(name:expected:found:)``.
    public func filaments(
        now: [Double], before: [Double], centre: Double
    ) throws(MonodomainError) -> [Filament] {
        for values in [now, before] where values.count != mesh.points.count {
            throw .wrongCount(
                name: "voltages", expected: mesh.points.count, found: values.count)
        }
        let phase = zip(now, before).map { atan2($1 - centre, $0 - centre) }
        let pierced = faces.filter { Self.winds($0.corners, phase) }
        // Tetrahedra of one pierced face belong together.
        var parent: [Int32: Int32] = [:]
        func root(_ tet: Int32) -> Int32 {
            var tet = tet
            while let next = parent[tet], next != tet { tet = next }
            return tet
        }
        for face in pierced {
            let first = root(face.tets.x)
            parent[first] = first
            guard face.tets.y >= 0 else { continue }
            let second = root(face.tets.y)
            parent[max(first, second)] = min(first, second)
            if parent[min(first, second)] == nil {
                parent[min(first, second)] = min(first, second)
            }
        }
        var sums: [Int32: (sum: Vec3, count: Int)] = [:]
        for face in pierced {
            let c = face.corners
            let middle =
                (1.0 / 3)
                * (mesh.points[Int(c.x)] + mesh.points[Int(c.y)] + mesh.points[Int(c.z)])
            let key = root(face.tets.x)
            let known = sums[key] ?? (.zero, 0)
            sums[key] = (known.sum + middle, known.count + 1)
        }
        var members: [Int32: [Int]] = [:]
        for tet in parent.keys.sorted() { members[root(tet), default: []].append(Int(tet)) }
        return members.keys.sorted().map { key in
            let total = sums[key] ?? (.zero, 1)
            return Filament(
                tets: members[key] ?? [], centre: (1 / Double(total.count)) * total.sum)
        }
    }

    /// Whether the phases of three nodes wind around their triangle.
    private static func winds(_ corners: SIMD3<Int32>, _ phase: [Double]) -> Bool {
        func step(_ a: Int32, _ b: Int32) -> Double {
            remainder(phase[Int(b)] - phase[Int(a)], 2 * .pi)
        }
        let turn =
            step(corners.x, corners.y) + step(corners.y, corners.z) + step(corners.z, corners.x)
        return abs(turn) > .pi
    }
}
