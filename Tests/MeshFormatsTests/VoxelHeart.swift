import Geometry
import MeshFormats
import Numerics

/// A four-chamber heart of cubes with the labels of a cohort: volumes and surfaces are known exactly.
///
/// Edge 10 mm. The left ventricle is a box with a cavity of 4 × 4 × 4 cubes, the right one a box at its side with
/// a cavity of 3 × 4 × 3 that the septum bounds; each has a lid with two holes, filled by valve planes on which the
/// atria, the aorta and the pulmonary artery stand.
struct VoxelHeart {
    /// Label of the planes: mitral, tricuspid, aortic, pulmonary.
    var valves: [Int32]
    /// Any further labels of the cohort, in cubes on top of the atria.
    var others: [Int32]
    static let edge = 10.0
    static let leftCavity = 64.0
    static let rightCavity = 36.0

    /// The label of a cube; 0 for none.
    func label(_ x: Int, _ y: Int, _ z: Int) -> Int32 {
        let holes = [(2, 2, 0), (4, 4, 2), (8, 2, 1), (8, 4, 3)]
        for (index, (hx, hy, valve)) in holes.enumerated() where (x, y) == (hx, hy) {
            if z == lid(hx) { return valves[valve] }
            if z == lid(hx) + 1 { return [3, 5, 4, 6][index] }
            if z == lid(hx) + 2, index < others.count { return others[index] }
        }
        if z > lid(x) || z < 0 || y < 0 || y > 5 { return 0 }
        if (0...5).contains(x) {
            let inside = (1...4).contains(x) && (1...4).contains(y) && (1...4).contains(z)
            return inside ? 0 : 1
        }
        if (6...9).contains(x), z >= 1 {
            let inside = (6...8).contains(x) && (1...4).contains(y) && (2...4).contains(z)
            return inside ? 0 : 2
        }
        return 0
    }

    private func lid(_ x: Int) -> Int { 5 }

    /// The grid with the labels as a cell array.
    func grid(array: String) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        var number: [SIMD3<Int>: Int32] = [:]
        var labels: [Double] = []
        func node(_ p: SIMD3<Int>) -> Int32 {
            if let known = number[p] { return known }
            let new = Int32(grid.points.count)
            number[p] = new
            grid.points.append(
                Vec3(Double(p.x) * Self.edge, Double(p.y) * Self.edge, Double(p.z) * Self.edge))
            return new
        }
        // Kuhn's six tetrahedra: paths along the axes from one corner to the opposite one.
        let axes = [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
        for z in 0...8 {
            for y in 0...6 {
                for x in 0...10 {
                    let label = label(x, y, z)
                    if label == 0 { continue }
                    for path in [
                        [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
                    ] {
                        var place = SIMD3(x, y, z)
                        var nodes = [node(place)]
                        for axis in path {
                            place &+= axes[axis]
                            nodes.append(node(place))
                        }
                        grid.append(.tetrahedron, nodes)
                        labels.append(Double(label))
                    }
                }
            }
        }
        grid.cellArrays = [VTKArray(name: array, scalar: .int32, values: labels)]
        return grid
    }
}
