import Fibres
import FiniteElements
import Geometry
import Numerics

/// The reference geometry of the wall, eight elements to a batch, in the order of assembly.
///
/// Gradients of the shape functions are stored in the fibre frame of each quadrature point, so that
/// `Σ x_a ⊗ g_a` is the deformation gradient with its columns along f0, s0, n0: nothing is rotated
/// later.
struct ElementBatches: Sendable {
    /// Nodes of an element.
    static let nodeCount = QuadraticTet.nodeCount
    /// Local pairs a ≥ b of an element matrix.
    static let pairCount = nodeCount * (nodeCount + 1) / 2

    /// Quadrature points of an element.
    let pointCount: Int
    /// Element of each lane, eight per batch; the last element is repeated in unused lanes.
    let elements: [Int32]
    /// Used lanes of each batch.
    let laneCounts: [Int32]
    /// First batch of each chunk of the schedule; count = chunks + 1.
    let chunkStart: [Int32]
    /// Node numbers, [batch][node 10][lane 8].
    let nodes: [Int32]
    /// Gradients in the fibre frame [1/mm], [batch][point][node 10][direction 3].
    private(set) var gradients: [Lanes]
    /// Quadrature weight times volume element of the stress-free muscle [mm³], [batch][point].
    private(set) var weights: [Lanes]

    /// Number of batches.
    var count: Int { laneCounts.count }

    /// Arranges the elements along a schedule and computes their geometry.
    init(_ model: MechanicsModel, schedule: AssemblySchedule) throws {
        let mesh = model.mesh
        let quadrature = model.quadrature
        pointCount = quadrature.count
        var elements: [Int32] = []
        var laneCounts: [Int32] = []
        var chunkStart: [Int32] = [0]
        for chunk in 0..<schedule.chunkCount {
            let range = Int(schedule.chunkStart[chunk])..<Int(schedule.chunkStart[chunk + 1])
            for first in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                let used = min(8, range.upperBound - first)
                for lane in 0..<8 { elements.append(schedule.order[first + min(lane, used - 1)]) }
                laneCounts.append(Int32(used))
            }
            chunkStart.append(Int32(laneCounts.count))
        }
        var nodes: [Int32] = []
        for batch in 0..<laneCounts.count {
            for a in 0..<Self.nodeCount {
                for lane in 0..<8 {
                    nodes.append(mesh.tets[Int(elements[8 * batch + lane]) * Self.nodeCount + a])
                }
            }
        }
        self.elements = elements
        self.laneCounts = laneCounts
        self.chunkStart = chunkStart
        self.nodes = nodes
        gradients = [Lanes](
            repeating: .zero, count: laneCounts.count * quadrature.count * Self.nodeCount * 3)
        weights = [Lanes](repeating: .zero, count: laneCounts.count * quadrature.count)
        try setGeometry(model)
    }

    /// Recomputes gradients and weights for another reference of the same wall.
    ///
    /// With a prestress H the columns of the deformation gradient are along H f0, H s0, H n0, and
    /// volumes are those before H: laws then see F H without knowing.
    ///
    /// - Throws: ``MechanicsError/invertedElement(element:determinant:)``.
    mutating func setGeometry(_ model: MechanicsModel) throws {
        let mesh = model.mesh
        let quadrature = model.quadrature
        let shapes = quadrature.points.map { QuadraticTet.gradients(at: $0) }
        for batch in 0..<count {
            for lane in 0..<8 {
                let element = Int(elements[8 * batch + lane])
                let corners = (0..<Self.nodeCount).map {
                    mesh.points[Int(mesh.tets[element * Self.nodeCount + $0])]
                }
                for q in 0..<pointCount {
                    let slot = batch * pointCount + q
                    let frame = model.frames[element * pointCount + q]
                    let stretch =
                        model.prestress.isEmpty
                        ? Mat3.identity : model.prestress[element * pointCount + q]
                    let determinant = store(
                        corners, shapes[q], frame, stretch, at: slot * Self.nodeCount * 3,
                        lane: lane)
                    guard determinant > 0 else {
                        throw MechanicsError.invertedElement(
                            element: element, determinant: determinant)
                    }
                    weights[slot][lane] = quadrature.weights[q] * determinant / stretch.determinant
                }
            }
        }
    }

    /// Multiplies the volumes of the elements by a factor each.
    mutating func scaleVolumes(by factors: [Double]) {
        for slot in weights.indices {
            for lane in 0..<8 {
                weights[slot][lane] *= factors[Int(elements[8 * (slot / pointCount) + lane])]
            }
        }
    }

    /// Writes the gradients of one element at one point; returns the determinant of its map.
    private mutating func store(
        _ corners: [Vec3], _ shape: [Vec3], _ frame: FibreFrame, _ prestress: Mat3, at base: Int,
        lane: Int
    ) -> Double {
        var jacobian = Mat3.zero
        for (x, g) in zip(corners, shape) { jacobian = jacobian + .outer(x, g) }
        let toMaterial = prestress.transpose * jacobian.inverse.transpose
        for (a, g) in shape.enumerated() {
            let gradient = toMaterial * g
            gradients[base + 3 * a][lane] = gradient.dot(frame.fibre)
            gradients[base + 3 * a + 1][lane] = gradient.dot(frame.sheet)
            gradients[base + 3 * a + 2][lane] = gradient.dot(frame.normal)
        }
        return jacobian.determinant
    }
}
