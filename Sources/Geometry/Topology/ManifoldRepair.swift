/// Removal of the few tetrahedra that make the boundary of a mesh touch itself.
///
/// Cutting parts out of a mesh leaves edges where four boundary triangles meet: two wedges of
/// tetrahedra that have only the edge in common. All wedges but the most voluminous one are removed.
/// Vertices where the boundary touches itself are treated the same way: of the tetrahedra around
/// them the most voluminous group that hangs together over faces stays; where all hang together (a
/// tunnel through the point) they are all removed. This is repeated until nothing is left to do.
/// Compared with duplicating the nodes it leaves no crack whose sides could move through each other.
public struct ManifoldRepair: Sendable {
    /// Rounds after which the mesh is given up as beyond repair.
    private static let roundLimit = 100

    /// Numbers of the tetrahedra that stay.
    public private(set) var kept: [Int]
    /// Edges with more than two boundary triangles found in the first round.
    public private(set) var crowdedEdges = 0
    /// Vertices at which the boundary touched itself, found in the first round.
    public private(set) var pinchedVertices = 0
    /// Volume that was removed [mm³].
    public private(set) var removedVolume = 0.0
    /// Number of tetrahedra that were removed.
    public let removedCount: Int

    /// Repairs a mesh.
    ///
    /// - Throws: ``GeometryError`` where more than two tetrahedra share a face or 100 rounds do not
    ///   suffice.
    public init(_ mesh: TetMesh) throws(GeometryError) {
        kept = Array(mesh.tets.indices)
        for round in 0..<Self.roundLimit {
            let boundary = try TetBoundary(kept.map { mesh.tets[$0] })
            let defects = SurfaceDefects(boundary.triangles)
            if round == 0 {
                crowdedEdges = defects.edges.count
                pinchedVertices = defects.vertices.count
            }
            if defects.isEmpty {
                removedCount = mesh.tets.count - kept.count
                return
            }
            let doomed = Self.superfluous(mesh, kept: kept, defects: defects)
            for tet in doomed.sorted() { removedVolume += mesh.volume(tet) }
            kept.removeAll { doomed.contains($0) }
        }
        throw .notRepairable(rounds: Self.roundLimit)
    }

    private static func superfluous(
        _ mesh: TetMesh, kept: [Int], defects: SurfaceDefects
    ) -> Set<Int> {
        // The places are edges while there are any: removing wedges often frees the vertices too.
        let places =
            defects.edges.isEmpty
            ? defects.vertices.map { [$0] } : defects.edges.map { [$0.x, $0.y] }
        var tetsOfNode: [Int32: [Int]] = [:]
        for place in places { for node in place { tetsOfNode[node] = [] } }
        for tet in kept {
            for corner in 0..<4 { tetsOfNode[mesh.tets[tet][corner]]?.append(tet) }
        }
        var doomed: Set<Int> = []
        for place in places {
            let around = (place.first.flatMap { tetsOfNode[$0] } ?? []).filter { tet in
                place.allSatisfy { node in contains(mesh.tets[tet], node) }
            }
            // A place that another one has already changed is looked at again in the next round.
            guard !around.contains(where: { doomed.contains($0) }) else { continue }
            let groups = groups(mesh, around, place)
            let volumes = groups.map { $0.reduce(0.0) { $0 + mesh.volume($1) } }
            let largest = groups.count > 1 ? volumes.indices.max { volumes[$0] < volumes[$1] } : nil
            for (number, group) in groups.enumerated() where number != largest {
                doomed.formUnion(group)
            }
        }
        return doomed
    }

    /// Tetrahedra around a place, joined over faces that contain the place.
    private static func groups(_ mesh: TetMesh, _ tets: [Int], _ place: [Int32]) -> [[Int]] {
        var sets = DisjointSets(count: tets.count)
        var seen: [SIMD3<Int32>: Int] = [:]
        for (number, tet) in tets.enumerated() {
            let nodes = mesh.tets[tet]
            for face in TetBoundary.faces {
                let triangle = SIMD3(nodes[face.x], nodes[face.y], nodes[face.z])
                guard place.allSatisfy({ triangle.x == $0 || triangle.y == $0 || triangle.z == $0 })
                else { continue }
                let key = TetBoundary.key(triangle)
                if let other = seen[key] { sets.join(number, other) }
                seen[key] = number
            }
        }
        return sets.groups().map { $0.map { tets[$0] } }
    }

    private static func contains(_ tet: SIMD4<Int32>, _ node: Int32) -> Bool {
        tet.x == node || tet.y == node || tet.z == node || tet.w == node
    }
}
