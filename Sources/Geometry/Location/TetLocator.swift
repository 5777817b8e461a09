public import Numerics

/// Locates points in a mesh of linear tetrahedra.
public struct TetLocator: MeshLocator {
    private let mesh: TetMesh
    private let boundary: TetBoundary
    private let tetTree: BoxTree
    private let boundaryTree: BoxTree

    /// Prepares the search; O(n log n).
    ///
    /// - Throws: ``GeometryError`` where more than two tetrahedra share a face or the mesh is empty.
    public init(_ mesh: TetMesh) throws(GeometryError) {
        if mesh.tets.isEmpty { throw .emptyMesh }
        self.mesh = mesh
        boundary = try TetBoundary(mesh.tets)
        tetTree = BoxTree(
            mesh.tets.map { tet in
                var box = BoundingBox(low: mesh.points[Int(tet.x)], high: mesh.points[Int(tet.x)])
                for corner in 1..<4 { box.include(mesh.points[Int(tet[corner])]) }
                return box
            })
        boundaryTree = BoxTree(
            boundary.triangles.map { t in
                var box = BoundingBox(low: mesh.points[Int(t.x)], high: mesh.points[Int(t.x)])
                box.include(mesh.points[Int(t.y)])
                box.include(mesh.points[Int(t.z)])
                return box
            })
    }

    public func locate(_ point: Vec3) -> MeshLocation {
        var best = MeshLocation(tet: 0, xi: .zero, distance: 0)
        var bestWeight = -MeshLocation.insideTolerance
        var found = false
        tetTree.search(containing: point) { tet in
            let xi = reference(point, in: tet)
            let weight = MeshLocation.smallestWeight(xi)
            if weight >= bestWeight {
                best = MeshLocation(tet: tet, xi: xi, distance: 0)
                bestWeight = weight
                found = true
            }
            return weight >= 0
        }
        return found ? best : nearest(point)
    }

    public func interpolation(
        at location: MeshLocation
    ) -> (nodes: [Int32], weights: [Double]) {
        let tet = mesh.tets[location.tet]
        let xi = location.xi
        return (
            [tet.x, tet.y, tet.z, tet.w], [1 - xi.x - xi.y - xi.z, xi.x, xi.y, xi.z]
        )
    }

    private func reference(_ point: Vec3, in tet: Int) -> Vec3 {
        let t = mesh.tets[tet]
        let origin = mesh.points[Int(t.x)]
        let edges = Mat3(
            columns: mesh.points[Int(t.y)] - origin, mesh.points[Int(t.z)] - origin,
            mesh.points[Int(t.w)] - origin)
        return edges.inverse * (point - origin)
    }

    private func nearest(_ point: Vec3) -> MeshLocation {
        var best = MeshLocation(tet: 0, xi: .zero, distance: .infinity)
        boundaryTree.searchNearest(to: point) { triangle, _ in
            let t = boundary.triangles[triangle]
            let corners = (
                mesh.points[Int(t.x)], mesh.points[Int(t.y)], mesh.points[Int(t.z)]
            )
            let weights = TriangleProjection.nearest(point, corners.0, corners.1, corners.2)
            let foot = weights.x * corners.0 + weights.y * corners.1 + weights.z * corners.2
            let distance = (foot - point).norm
            if distance < best.distance {
                best = MeshLocation(
                    tet: Int(boundary.owners[triangle]), xi: faceReference(triangle, weights),
                    distance: distance)
            }
            return best.distance
        }
        return best
    }

    /// The place in the owner's reference tetrahedron of a point of a boundary triangle.
    private func faceReference(_ triangle: Int, _ weights: Vec3) -> Vec3 {
        let tet = mesh.tets[Int(boundary.owners[triangle])]
        var xi = Vec3.zero
        for k in 0..<3 {
            let node = boundary.triangles[triangle][k]
            let weight = k == 0 ? weights.x : k == 1 ? weights.y : weights.z
            for corner in 0..<4 where tet[corner] == node {
                xi += weight * MeshLocation.corners[corner]
            }
        }
        return xi
    }
}
