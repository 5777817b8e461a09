public import Numerics

/// Locates points in a mesh of curved quadratic tetrahedra.
public struct CurvedTetLocator: MeshLocator {
    private let mesh: QuadraticTetMesh
    private let elements: [CurvedTet]
    /// The owner of each boundary face and the reference points of the face's corners.
    private let faces: [(tet: Int, corners: (Vec3, Vec3, Vec3))]
    private let tetTree: BoxTree
    private let faceTree: BoxTree

    /// Prepares the search; O(n log n).
    ///
    /// - Throws: ``GeometryError`` where more than two tetrahedra share a face or the mesh is empty.
    public init(_ mesh: QuadraticTetMesh) throws(GeometryError) {
        if mesh.tetCount == 0 { throw .emptyMesh }
        self.mesh = mesh
        elements = (0..<mesh.tetCount).map { mesh.element($0) }
        let boundary = try TetBoundary(mesh.corners)
        faces = zip(boundary.triangles, boundary.owners).map { triangle, owner in
            func reference(_ node: Int32) -> Vec3 {
                let corner = (0..<4).first { mesh.tets[10 * Int(owner) + $0] == node }
                return MeshLocation.corners[corner ?? 0]
            }
            return (
                Int(owner), (reference(triangle.x), reference(triangle.y), reference(triangle.z))
            )
        }
        let boxes = (0..<mesh.tetCount).map { mesh.boundingBox($0) }
        tetTree = BoxTree(boxes)
        // The box of the owner holds that of the face: larger than need be, but simple.
        faceTree = BoxTree(boundary.owners.map { boxes[Int($0)] })
    }

    public func locate(_ point: Vec3) -> MeshLocation {
        var best = MeshLocation(tet: 0, xi: .zero, distance: 0)
        var bestWeight = -MeshLocation.insideTolerance
        var found = false
        tetTree.search(containing: point) { tet in
            guard let xi = elements[tet].inverse(of: point) else { return false }
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
        (
            Array(mesh.tets[10 * location.tet..<10 * location.tet + 10]),
            CurvedTet.shape(location.xi)
        )
    }

    private func nearest(_ point: Vec3) -> MeshLocation {
        var best = MeshLocation(tet: 0, xi: .zero, distance: .infinity)
        faceTree.searchNearest(to: point) { face, _ in
            let xi = foot(of: point, on: face)
            let distance = (elements[faces[face].tet].position(xi) - point).norm
            if distance < best.distance {
                best = MeshLocation(tet: faces[face].tet, xi: xi, distance: distance)
            }
            return best.distance
        }
        return best
    }

    /// The nearest point of a curved face, by repeated projection onto its tangent triangle.
    private func foot(of point: Vec3, on face: Int) -> Vec3 {
        // Faces bend by a small part of their size: each projection gains a digit or two.
        let iterations = 8
        let element = elements[faces[face].tet]
        let corners = faces[face].corners
        var xi = (corners.0 + corners.1 + corners.2) / 3
        for _ in 0..<iterations {
            let x = element.position(xi)
            let jacobian = element.jacobian(xi)
            let weights = TriangleProjection.nearest(
                point, x + jacobian * (corners.0 - xi), x + jacobian * (corners.1 - xi),
                x + jacobian * (corners.2 - xi))
            let next = weights.x * corners.0 + weights.y * corners.1 + weights.z * corners.2
            if next == xi { break }
            xi = next
        }
        return xi
    }
}

extension QuadraticTetMesh {
    /// The corners of all tetrahedra.
    public var corners: [SIMD4<Int32>] {
        (0..<tetCount).map {
            SIMD4(tets[10 * $0], tets[10 * $0 + 1], tets[10 * $0 + 2], tets[10 * $0 + 3])
        }
    }
}
