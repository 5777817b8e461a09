import Geometry
public import Numerics

extension TissueMatrices {
    /// Assembles the matrices of a slab of one tissue on trilinear bricks: its cells as they are, not cut.
    ///
    /// The nodes are those of ``SlabMesh/mesh()`` in the same order. Fronts at a slant to the fibre are nearer to the limit of
    /// fine meshes than on tetrahedra, whose stiffness makes them too fast (docs/decisions/monodomain.md); a row has 27
    /// entries. With ``MassBlend/directional`` negative weights count in full, as far as the mass matrix of an
    /// element stays positive definite.
    ///
    /// - `conductivity`: symmetric positive definite [mS/mm].
    /// - `capacitance`: per volume, χ·Cm [µF/mm³].
    /// - Throws: ``MonodomainError``: edges, numbers of cells, capacitances or conductivities that are not positive,
    ///   a weight of the blend outside 0...1.
    public init(
        _ slab: SlabMesh, conductivity: Mat3, capacitance: Double, mass blend: MassBlend
    ) throws(MonodomainError) {
        if case .weight(let w) = blend, !(0...1).contains(w) {
            throw .outOfRange(name: "weight of the lumped mass", value: w, allowed: "0 to 1")
        }
        let tissue = try Tissue(
            try slab.mesh(), conductivities: [conductivity], capacitances: [capacitance])
        let cells = slab.cells
        let element = BrickElement(
            edges: Vec3(
                slab.size.x / Double(cells.x), slab.size.y / Double(cells.y),
                slab.size.z / Double(cells.z)))
        let stiffness = element.diffusion(conductivity)
        let mass = Self.mass(element, conductivity, capacitance, blend)
        let nodes = SIMD3(cells.x + 1, cells.y + 1, cells.z + 1)
        var pattern = Self.pattern(nodes)
        var masses = [Double](repeating: 0, count: pattern.column.count)
        var capacitances = [Double](repeating: 0, count: nodes.x * nodes.y * nodes.z)
        var volumes = capacitances
        for k in 0..<cells.z {
            for j in 0..<cells.y {
                for i in 0..<cells.x {
                    let corners = (0..<8).map { corner in
                        let (x, y, z) = (
                            i + (corner & 1), j + ((corner >> 1) & 1), k + (corner >> 2)
                        )
                        return (z * nodes.y + y) * nodes.x + x
                    }
                    for a in 0..<8 {
                        let row = corners[a]
                        volumes[row] += element.volume / 8
                        capacitances[row] += capacitance * element.volume / 8
                        for b in 0..<8 {
                            guard let place = pattern.position(row, corners[b]) else { continue }
                            pattern.value[place] += stiffness[8 * a + b]
                            masses[place] += mass[8 * a + b]
                        }
                    }
                }
            }
        }
        self.init(
            points: tissue.mesh.points, stiffness: pattern, mass: masses,
            capacitance: capacitances, volume: volumes)
    }

    /// Every node with its neighbours over cells.
    private static func pattern(_ nodes: SIMD3<Int>) -> CSRMatrix {
        var rowStart: [Int32] = [0]
        var column: [Int32] = []
        func near(_ place: Int, _ count: Int) -> ClosedRange<Int> {
            max(0, place - 1)...min(count - 1, place + 1)
        }
        for k in 0..<nodes.z {
            for j in 0..<nodes.y {
                for i in 0..<nodes.x {
                    for z in near(k, nodes.z) {
                        for y in near(j, nodes.y) {
                            for x in near(i, nodes.x) {
                                column.append(Int32((z * nodes.y + y) * nodes.x + x))
                            }
                        }
                    }
                    rowStart.append(Int32(column.count))
                }
            }
        }
        return CSRMatrix(
            rowStart: rowStart, column: column,
            value: [Double](repeating: 0, count: column.count))
    }

    /// Mass matrix of a brick [µF], row by row.
    private static func mass(
        _ element: BrickElement, _ sigma: Mat3, _ chiCm: Double, _ blend: MassBlend
    ) -> [Double] {
        let consistent = element.consistentMass()
        let lumped = element.volume / 8
        let weight =
            switch blend {
            case .consistent, .directional: 0.0
            case .lumped: 1.0
            case .weight(let w): w
            }
        var mass = consistent.enumerated().map { k, value in
            (1 - weight) * value + (k / 8 == k % 8 ? weight * lumped : 0)
        }
        if blend == .directional {
            var axes = ConductionAxes()
            let (positive, negative) = axes.parts(
                moment: element.moment, sigma, chiCm, weight: MassBlend.planeFrontWeight)
            let more = element.diffusion(positive)
            let less = element.diffusion(negative)
            mass = zip(mass, more).map { $0 + $1 }
            let share = largestShare(of: less, in: mass, reserve: reserve * lumped)
            mass = zip(mass, less).map { $0 + share * $1 }
        }
        return mass.map { chiCm * $0 }
    }

    /// What an element's mass matrix keeps of its lumped masses, at least [1].
    private static let reserve = 0.01
    /// Halvings of the interval of a share.
    private static let halvings = 30

    /// The largest part of a negative matrix, at most 1, that leaves the sum with a positive definite one above the reserve.
    private static func largestShare(
        of negative: [Double], in mass: [Double], reserve: Double
    ) -> Double {
        func isPositive(_ share: Double) -> Bool {
            isPositiveDefinite(
                zip(mass, negative).enumerated().map { k, pair in
                    pair.0 + share * pair.1 - (k / 8 == k % 8 ? reserve : 0)
                })
        }
        guard !isPositive(1) else { return 1 }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<halvings {
            let middle = 0.5 * (low + high)
            if isPositive(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// By Cholesky's factors of an 8 × 8 matrix.
    private static func isPositiveDefinite(_ matrix: [Double]) -> Bool {
        var factor = matrix
        for column in 0..<8 {
            for row in column..<8 {
                var sum = factor[8 * row + column]
                for k in 0..<column { sum -= factor[8 * row + k] * factor[8 * column + k] }
                if row == column {
                    guard sum > 0 else { return false }
                    factor[8 * row + column] = sum.squareRoot()
                } else {
                    factor[8 * row + column] = sum / factor[8 * column + column]
                }
            }
        }
        return true
    }
}
