import FiniteElements
import Geometry
import Numerics

extension TissueMatrices {
    /// Assembles the matrices of tissue on linear tetrahedra.
    ///
    /// Element by element in their order: the same bits always. O(n).
    ///
    /// - Throws: ``MonodomainError/mesh(_:)`` for meshes with unused nodes or inverted elements,
    ///   ``MonodomainError/outOfRange(name:value:allowed:)`` for a weight of the blend outside 0...1.
    public init(_ tissue: Tissue, mass blend: MassBlend) throws(MonodomainError) {
        if case .weight(let w) = blend, !(0...1).contains(w) {
            throw .outOfRange(name: "weight of the lumped mass", value: w, allowed: "0 to 1")
        }
        let space: ScalarSpace
        do { space = try ScalarSpace(tissue.mesh) } catch { throw .mesh(error) }
        let pattern = space.zeroMatrix
        let nodes = space.nodeCount
        var stiffness = [Double](repeating: 0, count: pattern.column.count)
        var mass = stiffness
        var capacitance = [Double](repeating: 0, count: nodes)
        var volume = capacitance
        var axes = ConductionAxes()
        for (tet, corners) in tissue.mesh.tets.enumerated() {
            let element = TetElement(tissue.mesh, corners)
            let sigma = tissue.conductivity(tet)
            let chiCm = tissue.capacitance(tet)
            let extra = blend == .directional ? axes.correction(element, sigma, chiCm) : .zero
            for a in 0..<4 {
                let row = Int(corners[a])
                capacitance[row] += 0.25 * chiCm * element.volume
                volume[row] += 0.25 * element.volume
                let flux = element.volume * (sigma * element.gradients[a])
                let smoothing = element.volume * (extra * element.gradients[a])
                for b in 0..<4 {
                    guard let k = pattern.position(row, Int(corners[b])) else { continue }
                    stiffness[k] += flux.dot(element.gradients[b])
                    mass[k] +=
                        chiCm * element.volume * Self.share(a == b, blend)
                        + smoothing.dot(element.gradients[b])
                }
            }
        }
        self.init(
            points: tissue.mesh.points,
            stiffness: CSRMatrix(
                rowStart: pattern.rowStart, column: pattern.column, value: stiffness),
            mass: mass, capacitance: capacitance, volume: volume)
    }

    /// Entry of the mass matrix of an element of unit volume.
    private static func share(_ onDiagonal: Bool, _ blend: MassBlend) -> Double {
        let lumped =
            switch blend {
            case .consistent, .directional: 0.0
            case .lumped: 1.0
            case .weight(let w): w
            }
        return onDiagonal ? 0.1 + 0.15 * lumped : 0.05 * (1 - lumped)
    }
}

/// Volume and gradients of the shape functions of a linear tetrahedron.
struct TetElement {
    let volume: Double
    let gradients: InlineArray<4, Vec3>
    /// Second moment of the consistent mass: Σ_edges e⊗e/20 [mm²].
    let moment: Mat3

    init(_ mesh: TetMesh, _ corners: SIMD4<Int32>) {
        let p = (0..<4).map { mesh.points[Int(corners[$0])] }
        let (a, b, c) = (p[1] - p[0], p[2] - p[0], p[3] - p[0])
        let determinant = a.dot(b.cross(c))
        volume = determinant / 6
        let g1 = b.cross(c) / determinant
        let g2 = c.cross(a) / determinant
        let g3 = a.cross(b) / determinant
        gradients = [-1 * (g1 + g2 + g3), g1, g2, g3]
        var sum = Mat3.zero
        for edge in [a, b, c, b - a, c - a, c - b] { sum = sum + Mat3.outer(edge, edge) }
        moment = 0.05 * sum
    }
}

/// Principal axes of conductivities, kept from one element to the next of the same conductivity.
struct ConductionAxes {
    private var tensor = Mat3.zero
    private var axes: [(direction: Vec3, conductivity: Double)] = []

    /// The tensor T of ``MassBlend/directional`` [µF/mm].
    mutating func correction(_ element: TetElement, _ sigma: Mat3, _ chiCm: Double) -> Mat3 {
        var (sum, negative) = parts(
            moment: element.moment, sigma, chiCm, weight: MassBlend.weight(forRelativeSize:))
        if negative != .zero {
            sum = sum + min(1, Self.reserve / element.largestShare(of: negative)) * negative
        }
        return chiCm * sum
    }

    /// T/(χCm) of an element, its positive and its negative part [mm²].
    ///
    /// - Parameters:
    ///   - moment: second moment of the consistent mass [mm²].
    ///   - weight: by h/ℓ.
    mutating func parts(
        moment second: Mat3, _ sigma: Mat3, _ chiCm: Double, weight: (Double) -> Double
    ) -> (positive: Mat3, negative: Mat3) {
        if sigma != tensor {
            tensor = sigma
            // Tissue has made sure that the tensor is finite.
            if let eigen = try? SymmetricEigen3(sigma) {
                axes = [
                    (eigen.vectors.column0, eigen.values.x),
                    (eigen.vectors.column1, eigen.values.y),
                    (eigen.vectors.column2, eigen.values.z),
                ]
            }
        }
        var sum = Mat3.zero
        var negative = Mat3.zero
        for (d, conductivity) in axes {
            let moment = d.dot(second * d)
            let size = (6 * moment / (conductivity / chiCm)).squareRoot()
            let weight = weight(size)
            let part = (weight * moment) * Mat3.outer(d, d)
            if weight > 0 { sum = sum + part } else { negative = negative + part }
        }
        return (sum, negative)
    }

    /// The smallest eigenvalue of an element's consistent mass matrix is 1/5 of its lumped masses;
    /// negative weights may take so much of it.
    private static let reserve = 0.18
}

extension TetElement {
    /// A bound of the largest eigenvalue of K[−T] over the lumped masses, for a negative semidefinite
    /// T [mm²]: the Frobenius norm, 4·‖Gᵀ T G‖ with the gradients in the columns of G.
    func largestShare(of tensor: Mat3) -> Double {
        var sum = 0.0
        for a in 0..<4 {
            let flux = tensor * gradients[a]
            for b in 0..<4 {
                let entry = flux.dot(gradients[b])
                sum += entry * entry
            }
        }
        return 4 * sum.squareRoot()
    }
}
