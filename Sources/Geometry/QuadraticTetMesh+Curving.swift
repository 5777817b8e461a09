public import Numerics

extension QuadraticTetMesh {
    /// The six edges of a tetrahedron as pairs of corners, in the order of the middle nodes.
    public static let tetEdges: [SIMD2<Int>] = [
        SIMD2(0, 1), SIMD2(1, 2), SIMD2(0, 2), SIMD2(0, 3), SIMD2(1, 3), SIMD2(2, 3),
    ]

    /// Adds a middle node to every edge of a linear mesh.
    ///
    /// The vertices keep their numbers; middle nodes follow, in the order in which the tetrahedra
    /// meet their edges.
    ///
    /// - `middle`: position of the node between two vertices [mm]; halfway for straight edges.
    /// - `coordinates`: at all nodes, asked for with the pair of vertices of each middle node.
    public init(
        curving anatomy: VentricularAnatomy,
        middle: (_ first: Int32, _ second: Int32) -> Vec3,
        coordinates: (_ edges: [SIMD2<Int32>]) -> VentricularCoordinates? = { _ in nil }
    ) {
        var points = anatomy.mesh.points
        var nodeOfEdge: [SIMD2<Int32>: Int32] = [:]
        var edges: [SIMD2<Int32>] = []
        func node(_ a: Int32, _ b: Int32) -> Int32 {
            let edge = SIMD2(min(a, b), max(a, b))
            if let known = nodeOfEdge[edge] { return known }
            let number = Int32(points.count)
            points.append(middle(edge.x, edge.y))
            edges.append(edge)
            nodeOfEdge[edge] = number
            return number
        }
        var tets: [Int32] = []
        tets.reserveCapacity(10 * anatomy.mesh.tets.count)
        for t in anatomy.mesh.tets {
            for corner in 0..<4 { tets.append(t[corner]) }
            for edge in Self.tetEdges { tets.append(node(t[edge.x], t[edge.y])) }
        }
        var triangles: [Int32] = []
        triangles.reserveCapacity(6 * anatomy.triangles.count)
        for t in anatomy.triangles {
            triangles.append(contentsOf: [t.x, t.y, t.z])
            triangles.append(contentsOf: [node(t.x, t.y), node(t.y, t.z), node(t.z, t.x)])
        }
        self.init(
            points: points, tets: tets, regions: anatomy.regions, triangles: triangles,
            triangleTags: anatomy.triangleTags, coordinates: coordinates(edges))
    }

    /// The linear mesh on the vertices alone, with straight edges; middle nodes are dropped.
    ///
    /// Vertices are renumbered in ascending order.
    public var linear: VentricularAnatomy {
        var isVertex = [Bool](repeating: false, count: points.count)
        for tet in 0..<tetCount {
            for corner in 0..<4 { isVertex[Int(tets[10 * tet + corner])] = true }
        }
        let kept = isVertex.indices.filter { isVertex[$0] }
        var number = [Int32](repeating: -1, count: points.count)
        for (new, old) in kept.enumerated() { number[old] = Int32(new) }
        let mesh = TetMesh(
            points: kept.map { points[$0] },
            tets: (0..<tetCount).map { tet in
                let nodes = (0..<4).map { number[Int(tets[10 * tet + $0])] }
                return SIMD4(nodes[0], nodes[1], nodes[2], nodes[3])
            })
        return VentricularAnatomy(
            mesh: mesh, regions: regions,
            triangles: (0..<triangleCount).map { triangle in
                let nodes = (0..<3).map { number[Int(triangles[6 * triangle + $0])] }
                return SIMD3(nodes[0], nodes[1], nodes[2])
            },
            triangleTags: triangleTags, coordinates: coordinates?.selecting(kept))
    }
}

extension VentricularCoordinates {
    /// The coordinates of some nodes, in the order given.
    public func selecting(_ nodes: [Int]) -> VentricularCoordinates {
        VentricularCoordinates(
            apicobasal: nodes.map { apicobasal[$0] }, transmural: nodes.map { transmural[$0] },
            rotational: nodes.map { rotational[$0] })
    }
}
