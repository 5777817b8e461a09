import FiniteElements
import Geometry
import Numerics

/// The blocks of all supports of a wall: their stiffness and their damping.
struct SupportMatrix: Sendable {
    /// One block that couples two nodes.
    private struct Block: Sendable {
        /// Position in the stiffness matrix of the wall.
        var position: Int
        var row: Int
        var column: Int
        /// Row-major.
        var stiffness: Mat3
        var damping: Mat3
    }

    private var blocks: [Block] = []
    /// Displacement of the nodes' reference from where the supports rest [mm].
    private var offset: [Vec3]

    /// Integrates the supports over the surface of the mesh, on which they rest.
    init(
        mesh: QuadraticTetMesh, supports: [SurfaceSupport], pattern: NodeBlockPattern
    ) throws {
        offset = [Vec3](repeating: .zero, count: mesh.points.count)
        guard !supports.isEmpty else { return }
        var stiffness = SymmetricBlockMatrix(pattern: pattern)
        var damping = SymmetricBlockMatrix(pattern: pattern)
        let faces = ElementConnectivity(nodes: mesh.triangles, nodesPerElement: 6)
        let scatter = try BlockScatterMap(pattern: pattern, family: faces)
        for support in supports {
            for (t, tag) in mesh.triangleTags.enumerated() where tag == support.surface {
                let scale = support.scale.isEmpty ? 1 : support.scale[t]
                let along = Self.integrate(mesh, triangle: t, direction: support.direction)
                for pair in along.indices {
                    let k =
                        scale
                        * Self.combine(
                            along[pair], support.stiffness, support.tangentialStiffness)
                    let c =
                        scale
                        * Self.combine(
                            along[pair], support.damping, support.tangentialDamping)
                    Self.add(k, scatter, t, pair, &stiffness)
                    Self.add(c, scatter, t, pair, &damping)
                }
            }
        }
        for row in 0..<pattern.nodeCount {
            for p in Int(pattern.rowStart[row])..<Int(pattern.rowStart[row + 1]) {
                let k = Self.block(stiffness, p)
                let c = Self.block(damping, p)
                if k == .zero && c == .zero { continue }
                blocks.append(
                    Block(
                        position: p, row: row, column: Int(pattern.column[p]), stiffness: k,
                        damping: c))
            }
        }
    }

    /// Takes displacements from the reference of a model on.
    mutating func setReference(_ model: MechanicsModel) {
        offset = zip(model.mesh.points, model.imaged).map { $0 - $1 }
    }

    /// Adds `K (u + offset) + C rate` to nodal forces, and the matrix `K + C/dt` to the stiffness.
    ///
    /// - `rate`: (u − un)/dt, nil in equilibrium problems.
    func add(
        displacement u: UnsafePointer<Double>, rate: UnsafePointer<Double>?, inverseStep: Double,
        force: UnsafeMutablePointer<Double>, stiffness: UnsafeMutablePointer<Double>?
    ) {
        for block in blocks {
            let (row, column) = (block.row, block.column)
            addForce(
                block.stiffness, block, row: Self.vector(u, row) + offset[row],
                column: Self.vector(u, column) + offset[column], force)
            if let rate {
                addForce(
                    block.damping, block, row: Self.vector(rate, row),
                    column: Self.vector(rate, column), force)
            }
            if let stiffness {
                let m = block.stiffness + inverseStep * block.damping
                let target = stiffness + 9 * block.position
                target[0] += m.xx
                target[1] += m.xy
                target[2] += m.xz
                target[3] += m.yx
                target[4] += m.yy
                target[5] += m.yz
                target[6] += m.zx
                target[7] += m.zy
                target[8] += m.zz
            }
        }
    }

    @inline(__always)
    private func addForce(
        _ m: Mat3, _ block: Block, row: Vec3, column: Vec3, _ f: UnsafeMutablePointer<Double>
    ) {
        let r = 3 * block.row
        let c = 3 * block.column
        let fr = m * column
        f[r] += fr.x
        f[r + 1] += fr.y
        f[r + 2] += fr.z
        guard r != c else { return }
        let fc = m.transpose * row
        f[c] += fc.x
        f[c + 1] += fc.y
        f[c + 2] += fc.z
    }

    @inline(__always)
    private static func vector(_ x: UnsafePointer<Double>, _ node: Int) -> Vec3 {
        Vec3(x[3 * node], x[3 * node + 1], x[3 * node + 2])
    }

    /// ∫ N_a N_b d⊗d dA and ∫ N_a N_b dA for the pairs a ≥ b of one triangle.
    private static func integrate(
        _ mesh: QuadraticTetMesh, triangle t: Int, direction: SurfaceSupport.Direction
    ) -> [(along: Mat3, mass: Double)] {
        let x = (0..<6).map { mesh.points[Int(mesh.triangles[6 * t + $0])] }
        let rule = TriangleQuadrature.degree4
        var pairs = [(along: Mat3, mass: Double)](repeating: (.zero, 0), count: 21)
        for (point, weight) in zip(rule.points, rule.weights) {
            let N = QuadraticTriangle.values(at: point)
            let dN = QuadraticTriangle.gradients(at: point)
            var first = Vec3.zero
            var second = Vec3.zero
            for a in 0..<6 {
                first += dN[a].x * x[a]
                second += dN[a].y * x[a]
            }
            let area = first.cross(second)
            let d: Vec3
            switch direction {
            case .normal: d = area.normalized
            case .axis(let axis): d = axis.normalized
            }
            for a in 0..<6 {
                for b in 0...a {
                    let m = weight * area.norm * N[a] * N[b]
                    let pair = BlockScatterMap.pair(a, b)
                    pairs[pair].mass += m
                    pairs[pair].along = pairs[pair].along + m * Mat3.outer(d, d)
                }
            }
        }
        return pairs
    }

    private static func combine(
        _ pair: (along: Mat3, mass: Double), _ along: Double, _ across: Double
    ) -> Mat3 {
        (along - across) * pair.along + (across * pair.mass) * Mat3.identity
    }

    private static func add(
        _ m: Mat3, _ scatter: BlockScatterMap, _ element: Int, _ pair: Int,
        _ matrix: inout SymmetricBlockMatrix
    ) {
        let block = [m.xx, m.xy, m.xz, m.yx, m.yy, m.yz, m.zx, m.zy, m.zz]
        matrix.values.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            block.withUnsafeBufferPointer { block in
                guard let source = block.baseAddress else { return }
                scatter.add(source, element: element, pair: pair, into: base)
            }
        }
    }

    private static func block(_ matrix: SymmetricBlockMatrix, _ p: Int) -> Mat3 {
        let v = matrix.values
        let i = 9 * p
        return Mat3(
            rows: Vec3(v[i], v[i + 1], v[i + 2]), Vec3(v[i + 3], v[i + 4], v[i + 5]),
            Vec3(v[i + 6], v[i + 7], v[i + 8]))
    }
}
