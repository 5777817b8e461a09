public import Numerics

/// A place in a mesh: a tetrahedron and a point of its reference tetrahedron.
public struct MeshLocation: Sendable, Equatable {
    /// Number of the tetrahedron.
    public var tet: Int
    /// Point of the reference tetrahedron (vertices 0, e1, e2, e3).
    public var xi: Vec3
    /// Distance of the point that was looked for from the mesh, 0 inside [mm].
    public var distance: Double

    /// Makes a location.
    public init(tet: Int, xi: Vec3, distance: Double) {
        self.tet = tet
        self.xi = xi
        self.distance = distance
    }

    /// Smallest barycentric coordinate: negative outside the tetrahedron.
    static func smallestWeight(_ xi: Vec3) -> Double {
        min(xi.x, xi.y, xi.z, 1 - xi.x - xi.y - xi.z)
    }

    /// Part of an element's size by which a point may lie outside and still count as inside:
    /// round-off leaves points on common faces just outside of both neighbours.
    static let insideTolerance = 1e-10

    /// Reference points of the corners of a tetrahedron.
    static let corners = [Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
}

/// Finds the tetrahedra of a mesh in which points lie.
public protocol MeshLocator: Sendable {
    /// The place of a point, or the nearest place of the boundary where it lies outside.
    func locate(_ point: Vec3) -> MeshLocation
    /// Nodes of a tetrahedron and the weights with which they interpolate at a place in it.
    func interpolation(at location: MeshLocation) -> (nodes: [Int32], weights: [Double])
}
