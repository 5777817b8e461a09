import Numerics

/// Linear elastic stiffness of straight ten-node tetrahedra, Young's modulus 1, with springs.
struct Elasticity {
    let box: TetBox
    let pattern: NodeBlockPattern
    let map: BlockScatterMap
    var poisson = 0.49
    /// Stiffness of the springs on every node of the bottom.
    var spring = 0.1

    init(box: TetBox) throws {
        self.box = box
        pattern = try box.pattern()
        map = try BlockScatterMap(pattern: pattern, family: box.tets)
    }

    /// Assembled element by element; `stiffness` scales each element (by its number).
    func matrix(stiffness: (Int) -> Double = { _ in 1 }) -> SymmetricBlockMatrix {
        var matrix = SymmetricBlockMatrix(pattern: pattern)
        matrix.values.withUnsafeMutableBufferPointer { values in
            for element in 0..<box.tets.elementCount {
                add(element, scale: stiffness(element), to: values.baseAddress!)
            }
        }
        for node in box.bottom {
            for i in 0..<3 { matrix.values[9 * pattern.diagonalPosition(node) + 4 * i] += spring }
        }
        return matrix
    }

    /// Adds one element.
    func add(_ element: Int, scale: Double, to values: UnsafeMutablePointer<Double>) {
        let blocks = blocks(element)
        var scaled = [Double](repeating: 0, count: 9)
        for pair in 0..<55 {
            for k in 0..<9 { scaled[k] = scale * blocks[9 * pair + k] }
            map.add(scaled, element: element, pair: pair, into: values)
        }
    }

    /// The 55 blocks of an element.
    func blocks(_ element: Int) -> [Double] {
        let nodes = box.tets.nodes[10 * element..<10 * element + 10].map { box.points[Int($0)] }
        let jacobian = Mat3(
            columns: nodes[1] - nodes[0], nodes[2] - nodes[0], nodes[3] - nodes[0])
        let toPhysical = jacobian.inverse.transpose
        let shear = 0.5 / (1 + poisson)
        let lambda = poisson / ((1 + poisson) * (1 - 2 * poisson))
        var blocks = [Double](repeating: 0, count: 9 * 55)
        let (far, near) = (0.5854101966249685, 0.1381966011250105)
        for q in 0..<4 {
            var bary = [near, near, near, near]
            bary[q] = far
            let gradients = Self.gradients(bary).map { toPhysical * $0 }
            let weight = jacobian.determinant / 24
            for a in 0..<10 {
                for b in 0...a {
                    let (ga, gb) = (gradients[a], gradients[b])
                    let (u, v) = ([ga.x, ga.y, ga.z], [gb.x, gb.y, gb.z])
                    for i in 0..<3 {
                        for j in 0..<3 {
                            var k = lambda * u[i] * v[j] + shear * u[j] * v[i]
                            if i == j { k += shear * ga.dot(gb) }
                            blocks[9 * BlockScatterMap.pair(a, b) + 3 * i + j] += weight * k
                        }
                    }
                }
            }
        }
        return blocks
    }

    /// Reference gradients of the ten quadratic shape functions.
    static func gradients(_ l: [Double]) -> [Vec3] {
        let d = [Vec3(-1, -1, -1), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        let vertices = (0..<4).map { (4 * l[$0] - 1) * d[$0] }
        let edges = [(0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3)]
        return vertices + edges.map { 4 * l[$0.0] * d[$0.1] + 4 * l[$0.1] * d[$0.0] }
    }
}
