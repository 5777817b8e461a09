public import Geometry
public import Numerics

/// A rectangular slab of equal cells, each cut into tetrahedra.
///
/// Nodes are numbered along x first, then y, then z, from the corner at the origin.
public struct SlabMesh: Sendable, Equatable {
    /// How a cell is cut.
    public enum Cut: String, Sendable, CaseIterable {
        /// Six tetrahedra around the diagonal from the corner nearest to the origin.
        case diagonal
        /// Six around the diagonal that starts at the corner at the end of x.
        case mirroredX
        /// Six around the diagonal that starts at the corner at the end of y.
        case mirroredY
        /// Six around the diagonal that starts at the corner at the end of z.
        case mirroredZ
        /// Six each, the diagonal changing from cell to cell so that no direction is preferred.
        case alternating
        /// Five each: one in the middle and one at every second corner, in turns.
        case five
        /// The same, beginning with the other four corners.
        case fiveTurned

        /// Tetrahedra of a cell.
        package var perCell: Int { self == .five || self == .fiveTurned ? 5 : 6 }
    }

    /// Lengths of the edges [mm].
    public let size: Vec3
    /// Cells along x, y and z.
    public let cells: SIMD3<Int>
    /// How they are cut.
    public let cut: Cut

    /// A slab of `cells` equal cells.
    public init(size: Vec3, cells: SIMD3<Int>, cut: Cut = .diagonal) {
        self.size = size
        self.cells = cells
        self.cut = cut
    }

    /// A slab of cubes with edges of `spacing` [mm], as nearly as the size allows.
    public init(size: Vec3, spacing: Double, cut: Cut = .diagonal) {
        func count(_ length: Double) -> Int { max(1, Int((length / spacing).rounded())) }
        self.init(
            size: size, cells: SIMD3(count(size.x), count(size.y), count(size.z)), cut: cut)
    }

    /// The mesh.
    ///
    /// Source of the cut: Kuhn, *IBM J. Res. Dev.* 4 (1960) 518–524, doi:10.1147/rd.45.0518.
    ///
    /// - Throws: ``MonodomainError/notPositive(quantity:value:unit:place:)``.
    public func mesh() throws(MonodomainError) -> TetMesh {
        for (axis, length, count) in [
            ("x", size.x, cells.x), ("y", size.y, cells.y), ("z", size.z, cells.z),
        ] {
            guard length > 0, length.isFinite else {
                throw .notPositive(
                    quantity: "length along \(axis)", value: length, unit: "mm", place: "the slab")
            }
            guard count > 0 else {
                throw .notPositive(
                    quantity: "cells along \(axis)", value: Double(count), unit: "1",
                    place: "the slab")
            }
        }
        var points: [Vec3] = []
        points.reserveCapacity((cells.x + 1) * (cells.y + 1) * (cells.z + 1))
        for k in 0...cells.z {
            for j in 0...cells.y {
                for i in 0...cells.x {
                    points.append(
                        Vec3(
                            size.x * Double(i) / Double(cells.x),
                            size.y * Double(j) / Double(cells.y),
                            size.z * Double(k) / Double(cells.z)))
                }
            }
        }
        var tets: [SIMD4<Int32>] = []
        tets.reserveCapacity(cut.perCell * cells.x * cells.y * cells.z)
        for k in 0..<cells.z {
            for j in 0..<cells.y {
                for i in 0..<cells.x {
                    let cell = SIMD3(i, j, k)
                    if cut.perCell == 5 {
                        addFive(cell, to: &tets)
                    } else {
                        addSix(cell, to: &tets)
                    }
                }
            }
        }
        return TetMesh(points: points, tets: tets)
    }

    private static let orders: [(axes: [Int], isEven: Bool)] = [
        ([0, 1, 2], true), ([1, 2, 0], true), ([2, 0, 1], true),
        ([0, 2, 1], false), ([2, 1, 0], false), ([1, 0, 2], false),
    ]

    /// Six tetrahedra: the paths along the edges from one end of the diagonal to the other.
    private func addSix(_ cell: SIMD3<Int>, to tets: inout [SIMD4<Int32>]) {
        let mirrored: [Bool] =
            switch cut {
            case .diagonal, .five, .fiveTurned: [false, false, false]
            case .mirroredX: [true, false, false]
            case .mirroredY: [false, true, false]
            case .mirroredZ: [false, false, true]
            // Mirroring with the parity of the place keeps the faces of neighbours alike.
            case .alternating: [cell.x % 2 == 1, cell.y % 2 == 1, cell.z % 2 == 1]
            }
        let flips = mirrored.count { $0 } % 2 == 1
        for order in Self.orders {
            var corner = SIMD3<Int>.zero
            for axis in 0..<3 where mirrored[axis] { corner[axis] = 1 }
            var tet = SIMD4<Int32>()
            tet[0] = number(cell &+ corner)
            for (step, axis) in order.axes.enumerated() {
                corner[axis] += mirrored[axis] ? -1 : 1
                tet[step + 1] = number(cell &+ corner)
            }
            if order.isEven == flips { (tet[1], tet[2]) = (tet[2], tet[1]) }
            tets.append(tet)
        }
    }

    /// Five tetrahedra: those at the corners of one parity are cut off, the rest is the fifth.
    private func addFive(_ cell: SIMD3<Int>, to tets: inout [SIMD4<Int32>]) {
        let turn = (cell.x + cell.y + cell.z + (cut == .fiveTurned ? 1 : 0)) % 2
        // A cell mirrored along x is its neighbour.
        func place(_ x: Int, _ y: Int, _ z: Int) -> Int32 {
            number(cell &+ SIMD3(turn == 0 ? x : 1 - x, y, z))
        }
        let ends = [SIMD3(0, 0, 0), SIMD3(1, 1, 0), SIMD3(1, 0, 1), SIMD3(0, 1, 1)]
        func add(_ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) {
            tets.append(turn == 0 ? SIMD4(a, b, c, d) : SIMD4(a, c, b, d))
        }
        for e in ends {
            let x = place(1 - e.x, e.y, e.z)
            let y = place(e.x, 1 - e.y, e.z)
            let z = place(e.x, e.y, 1 - e.z)
            add(place(e.x, e.y, e.z), x, y, z)
        }
        let middle = [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(1, 1, 1)].map {
            place($0.x, $0.y, $0.z)
        }
        add(middle[0], middle[1], middle[2], middle[3])
    }

    private func number(_ place: SIMD3<Int>) -> Int32 {
        Int32((place.z * (cells.y + 1) + place.y) * (cells.x + 1) + place.x)
    }
}
