/// What can go wrong with a mesh.
public enum GeometryError: Error, Equatable, CustomStringConvertible {
    /// An edge belongs to more than two triangles of one surface.
    case nonManifoldEdge(first: Int32, second: Int32, triangles: Int)
    /// More than two tetrahedra share a face.
    case nonManifoldFace(first: Int32, second: Int32, third: Int32, tetrahedra: Int)
    /// Two triangles run along their common edge in the same direction.
    case inconsistentOrientation(first: Int32, second: Int32)
    /// The boundary still touches itself after many rounds of repair.
    case notRepairable(rounds: Int)
    /// A mesh has no tetrahedra.
    case emptyMesh
    /// A surface has no triangles.
    case emptySurface(tag: SurfaceTag)
    /// A dimension or count is outside its range.
    case outOfRange(name: String, value: Double, allowed: String)
    /// A tetrahedron or triangle names a node that does not exist.
    case nodeOutOfRange(node: Int32, nodes: Int)
    /// A tetrahedron has no volume or is turned inside out.
    case invertedElement(tet: Int, volume: Double)
    /// A new surface still cuts itself after local refinement.
    case surfaceCutsItself(triangles: Int, size: Double)
    /// Tetrahedra do not fill the surface they were made for.
    case foreignBoundary(missing: Int, faces: Int)

    public var description: String {
        switch self {
        case .nonManifoldEdge(let first, let second, let triangles):
            "the edge between nodes \(first) and \(second) belongs to \(triangles) triangles of one"
                + " surface; at most 2 are possible: repair the mesh"
        case .nonManifoldFace(let first, let second, let third, let tetrahedra):
            "the triangle of nodes \(first), \(second) and \(third) belongs to \(tetrahedra)"
                + " tetrahedra; at most 2 are possible: remove duplicate tetrahedra"
        case .inconsistentOrientation(let first, let second):
            "the triangles on the two sides of the edge between nodes \(first) and \(second) are"
                + " oriented against each other; orient all boundary triangles outwards"
        case .notRepairable(let rounds):
            "the boundary still touches itself after \(rounds) rounds of repair; mesh the anatomy anew"
        case .emptyMesh:
            "the mesh has no tetrahedra"
        case .emptySurface(let tag):
            "the mesh has no triangle tagged \(tag.rawValue) (\(tag))"
        case .outOfRange(let name, let value, let allowed):
            "\(name) is \(value); allowed is \(allowed)"
        case .nodeOutOfRange(let node, let nodes):
            "an element names node \(node), but the mesh has nodes 0 to \(nodes - 1)"
        case .invertedElement(let tet, let volume):
            "tetrahedron \(tet) has volume \(volume) mm\u{00B3}; it must be positive"
        case .surfaceCutsItself(let triangles, let size):
            "\(triangles) triangles of edge length \(size) mm cut each other where the wall is thin;"
                + " choose a smaller size"
        case .foreignBoundary(let missing, let faces):
            "the tetrahedra do not fill the surface: \(missing) of its triangles are not among their"
                + " \(faces) boundary faces; try another size"
        }
    }
}
