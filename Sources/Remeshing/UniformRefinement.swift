public import MeshFormats
import Numerics

/// A grid with every tetrahedron in eight, every triangle in four and every line in two.
///
/// New points are the middles of edges, with the mean of the arrays at their ends (of angles by name `rt` and
/// of arrays of whole numbers the first end's value); children have their parent's cell arrays. The
/// octahedron inside a tetrahedron is split along its shortest diagonal. Surfaces stay as they are: a
/// refined mesh is no better a picture of a curved wall.
///
/// Source: Bey, "Tetrahedral grid refinement", *Computing* 55 (1995) 355–378, doi:10.1007/BF02238487;
/// shortest diagonal instead of his fixed choice.
public enum UniformRefinement {
    /// Refines a grid of linear cells once.
    ///
    /// - Throws: ``MeshFormatError/cannotHold(format:what:)`` for quadratic cells.
    public static func refined(
        _ grid: UnstructuredGrid
    ) throws(MeshFormatError) -> UnstructuredGrid {
        for type in grid.types where type == .quadraticTetrahedron || type == .quadraticTriangle {
            throw .cannotHold(format: "refinement", what: "\(type) cells: refine the linear mesh")
        }
        var edges: [SIMD2<Int32>: Int32] = [:]
        var ends: [SIMD2<Int32>] = []
        func middle(_ a: Int32, _ b: Int32) -> Int32 {
            let edge = SIMD2(min(a, b), max(a, b))
            if let node = edges[edge] { return node }
            let node = Int32(grid.points.count + ends.count)
            edges[edge] = node
            ends.append(edge)
            return node
        }
        var fine = grid
        fine.types = []
        fine.connectivity = []
        var parents: [Int] = []
        var start = 0
        for (cell, type) in grid.types.enumerated() {
            let n = Array(grid.connectivity[start..<start + type.nodeCount])
            start += type.nodeCount
            let children: [[Int32]]
            switch type {
            case .tetrahedron: children = tets(n, grid.points, middle)
            case .triangle:
                let (a, b, c) = (middle(n[0], n[1]), middle(n[1], n[2]), middle(n[2], n[0]))
                children = [[n[0], a, c], [a, n[1], b], [c, b, n[2]], [a, b, c]]
            case .line:
                let m = middle(n[0], n[1])
                children = [[n[0], m], [m, n[1]]]
            default: children = [n]
            }
            for child in children {
                fine.append(type, child)
                parents.append(cell)
            }
        }
        for edge in ends {
            fine.points.append(0.5 * (grid.points[Int(edge.x)] + grid.points[Int(edge.y)]))
        }
        for index in fine.pointArrays.indices {
            let array = fine.pointArrays[index]
            let isMean = array.scalar.isReal && array.name != "rt"
            for edge in ends {
                for k in 0..<array.components {
                    let a = array.values[Int(edge.x) * array.components + k]
                    let b = array.values[Int(edge.y) * array.components + k]
                    fine.pointArrays[index].values.append(
                        isMean ? 0.5 * (a + b) : array.scalar.isReal ? meanAngle(a, b) : a)
                }
            }
        }
        fine.cellArrays = grid.cellArrays.map { array in
            VTKArray(
                name: array.name, components: array.components, scalar: array.scalar,
                values: parents.flatMap {
                    array.values[$0 * array.components..<($0 + 1) * array.components]
                })
        }
        return fine
    }

    /// The angle in the middle of two, the short way round [rad].
    private static func meanAngle(_ a: Double, _ b: Double) -> Double {
        var difference = b - a
        if difference > .pi { difference -= 2 * .pi }
        if difference < -.pi { difference += 2 * .pi }
        let mean = a + difference / 2
        return mean > .pi ? mean - 2 * .pi : mean < -.pi ? mean + 2 * .pi : mean
    }

    private static func tets(
        _ n: [Int32], _ points: [Vec3], _ middle: (Int32, Int32) -> Int32
    ) -> [[Int32]] {
        let (m01, m02, m03) = (middle(n[0], n[1]), middle(n[0], n[2]), middle(n[0], n[3]))
        let (m12, m13, m23) = (middle(n[1], n[2]), middle(n[1], n[3]), middle(n[2], n[3]))
        func place(_ a: Int, _ b: Int) -> Vec3 {
            0.5 * (points[Int(n[a])] + points[Int(n[b])])
        }
        let lengths = [
            (place(0, 1) - place(2, 3)).norm, (place(0, 2) - place(1, 3)).norm,
            (place(0, 3) - place(1, 2)).norm,
        ]
        // Ends of the diagonal, and the four others around it.
        let (p, q, ring): (Int32, Int32, [Int32])
        if lengths[0] <= lengths[1], lengths[0] <= lengths[2] {
            (p, q, ring) = (m01, m23, [m02, m12, m13, m03])
        } else if lengths[1] <= lengths[2] {
            (p, q, ring) = (m02, m13, [m03, m23, m12, m01])
        } else {
            (p, q, ring) = (m03, m12, [m01, m13, m23, m02])
        }
        let corners = [
            [n[0], m01, m02, m03], [m01, n[1], m12, m13], [m02, m12, n[2], m23],
            [m03, m13, m23, n[3]],
        ]
        return corners + (0..<4).map { [q, p, ring[$0], ring[($0 + 1) % 4]] }
    }
}
