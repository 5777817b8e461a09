import Numerics

/// Triangles of a grid, and grids of triangles: what surface files hold.
enum SurfaceGrid {
    /// A grid of triangles whose corners are told by place: equal ones become one point.
    static func merged(_ corners: [Vec3], scalar: VTKScalar) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        grid.pointScalar = scalar
        var number: [SIMD3<UInt64>: Int32] = [:]
        var nodes: [Int32] = []
        for p in corners {
            // Adding zero makes one of the two zeros.
            let key = SIMD3((p.x + 0).bitPattern, (p.y + 0).bitPattern, (p.z + 0).bitPattern)
            let next = Int32(grid.points.count)
            let node = number[key] ?? next
            if node == next {
                number[key] = next
                grid.points.append(p)
            }
            nodes.append(node)
        }
        for k in stride(from: 0, to: nodes.count, by: 3) {
            grid.append(.triangle, nodes[k..<k + 3])
        }
        return grid
    }

    /// The triangles of a grid; a grid without them, or with others, is refused.
    static func triangles(
        _ grid: UnstructuredGrid, format: String
    ) throws(MeshFormatError) -> [Int32] {
        for type in grid.types where type != .triangle {
            throw .cannotHold(
                format: format,
                what: "\(type) cells: it is for surfaces (--surface-only writes the triangles)")
        }
        if grid.types.isEmpty { throw .noCells(kind: "triangles") }
        return grid.connectivity
    }
}

extension UnstructuredGrid {
    /// The triangles of a grid with the points they use and all arrays on both.
    public func surface() -> UnstructuredGrid {
        var result = UnstructuredGrid()
        result.pointScalar = pointScalar
        result.labelNames = labelNames
        result.fieldArrays = fieldArrays
        let (numbers, nodes) = cells(.triangle)
        var place = [Int32](repeating: -1, count: points.count)
        var used: [Int] = []
        for node in Set(nodes).sorted() {
            place[Int(node)] = Int32(used.count)
            used.append(Int(node))
        }
        result.points = used.map { points[$0] }
        for k in stride(from: 0, to: nodes.count, by: 3) {
            result.append(.triangle, nodes[k..<k + 3].map { place[Int($0)] })
        }
        result.pointArrays = pointArrays.map { $0.picked(used) }
        result.cellArrays = cellArrays.map { $0.picked(numbers) }
        return result
    }
}

extension VTKArray {
    /// The entries at some places.
    func picked(_ places: [Int]) -> VTKArray {
        VTKArray(
            name: name, components: components, scalar: scalar,
            values: places.flatMap { values[$0 * components..<($0 + 1) * components] })
    }
}
