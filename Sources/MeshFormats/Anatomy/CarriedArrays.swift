import Geometry

/// The arrays of a labelled mesh that go along when the ventricles are cut out of it.
public struct CarriedArrays: Sendable {
    /// Arrays on the nodes of the cut mesh.
    public private(set) var pointArrays: [VTKArray] = []
    /// Arrays on its tetrahedra and then its boundary triangles.
    public private(set) var cellArrays: [VTKArray] = []
    /// Names of the arrays left behind, with the reason.
    public private(set) var dropped: [(name: String, reason: String)] = []

    /// Names that have a meaning in our files.
    private static let reserved: Set<String> = ["part", "tag", "ab", "tm", "rt"]

    /// Picks the values of a grid's arrays on the parts that were kept.
    ///
    /// Left behind are arrays that are not finite somewhere in the ventricles and arrays with the same
    /// value everywhere there, which are placeholders. Boundary triangles that the grid does not have
    /// get 0, or NaN in arrays of real numbers.
    /// What the labels say becomes parts, tags and coordinates and does not go along as it is.
    public init(_ grid: UnstructuredGrid, cut: AnatomyImport, labels: AnatomyLabels) {
        var known = [labels.partArray, labels.surfaceArray]
        if let names = labels.coordinateArrays {
            known += [names.apicobasal, names.transmural, names.rotational]
        }
        for array in grid.pointArrays where !known.contains(array.name) {
            let count = cut.sourcePoints.count
            if let carried = carry(array, places: cut.sourcePoints, core: count) {
                pointArrays.append(carried)
            }
        }
        let (places, core) = Self.sourceCells(grid, cut)
        for array in grid.cellArrays where !known.contains(array.name) {
            if let carried = carry(array, places: places, core: core) {
                cellArrays.append(carried)
            }
        }
    }

    /// - `places`: index in the source of each entry, −1 where there is none.
    /// - `core`: the first so many entries decide whether the array is worth carrying.
    private mutating func carry(_ array: VTKArray, places: [Int], core: Int) -> VTKArray? {
        if let reason = Self.reason(toDrop: array, places: places[..<core]) {
            dropped.append((array.name, reason))
            return nil
        }
        let size = array.components
        let absent = array.scalar.isReal ? Double.nan : 0
        var carried = array
        carried.values = []
        carried.values.reserveCapacity(places.count * size)
        for place in places {
            for k in 0..<size {
                carried.values.append(place < 0 ? absent : array.values[place * size + k])
            }
        }
        return carried
    }

    private static func reason(toDrop array: VTKArray, places: ArraySlice<Int>) -> String? {
        if reserved.contains(array.name) { return "its name has another meaning here" }
        let size = array.components
        let first = places.first.map { Array(array.values[$0 * size..<($0 + 1) * size]) } ?? []
        var finite = true
        var constant = true
        for place in places {
            for k in 0..<size {
                let value = array.values[place * size + k]
                finite = finite && value.isFinite
                constant = constant && value == first[k]
            }
        }
        if !finite { return "not finite everywhere in the ventricles" }
        return constant ? "the same everywhere, a placeholder" : nil
    }

    /// The cell of the grid each tetrahedron and boundary triangle comes from.
    private static func sourceCells(
        _ grid: UnstructuredGrid, _ cut: AnatomyImport
    ) -> (places: [Int], core: Int) {
        let source = cut.sourcePoints.map { Int32($0) }
        var places: [Int] = []
        let (tetCells, tetNodes) = grid.cells(.tetrahedron)
        var tets: [SIMD4<Int32>: Int] = [:]
        tets.reserveCapacity(tetCells.count)
        for (number, cell) in tetCells.enumerated() {
            let n = 4 * number
            tets[key(tetNodes[n], tetNodes[n + 1], tetNodes[n + 2], tetNodes[n + 3])] = cell
        }
        for t in cut.anatomy.mesh.tets {
            let name = key(
                source[Int(t.x)], source[Int(t.y)], source[Int(t.z)], source[Int(t.w)])
            places.append(tets[name] ?? -1)
        }
        let (triangleCells, nodes) = grid.cells(.triangle)
        var triangles: [SIMD3<Int32>: Int] = [:]
        for (number, cell) in triangleCells.enumerated().reversed() {
            let n = 3 * number
            // The first triangle of a place wins, as for the tags.
            triangles[TetBoundary.key(SIMD3(nodes[n], nodes[n + 1], nodes[n + 2]))] = cell
        }
        for t in cut.anatomy.triangles {
            let name = SIMD3(source[Int(t.x)], source[Int(t.y)], source[Int(t.z)])
            places.append(triangles[TetBoundary.key(name)] ?? -1)
        }
        return (places, cut.anatomy.mesh.tets.count)
    }

    private static func key(_ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) -> SIMD4<Int32> {
        let (p, q) = (min(a, b), max(a, b))
        let (r, s) = (min(c, d), max(c, d))
        let (low, middle) = (min(p, r), max(p, r))
        let (other, high) = (min(q, s), max(q, s))
        return SIMD4(low, min(middle, other), max(middle, other), high)
    }
}
