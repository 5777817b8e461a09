import Geometry
import Mechanics
import Numerics

/// All forces on the modes but those of the muscle: springs, dampers, nets of valve planes, cavities.
///
/// Springs and dampers are linear and cavity volumes cubic: projected once, and exact. The nets are evaluated at
/// the rims.
struct ReducedBoundary {
    let cavities: [CavityPolynomial]
    private let count: Int
    private let attachments: WallAttachments
    /// Positions of the rims.
    private let rims: ModePanels
    /// Modes at the rims, column-major.
    private let rimModes: [Double]
    /// Projected springs, dampers and the force at ū.
    private let springs: [Double]
    private let dampers: [Double]
    private let atMean: [Double]

    /// Projects what surrounds the muscle of a wall.
    init(_ model: MechanicsModel, basis: ReducedBasis) throws {
        count = basis.count
        cavities = model.cavities.map {
            CavityPolynomial($0, reference: model.mesh.points, basis: basis)
        }
        attachments = try WallAttachments(model)
        let n = basis.mean.count
        let rows = attachments.rimNodes.flatMap { [3 * $0, 3 * $0 + 1, 3 * $0 + 2] }
        rimModes = (0..<basis.count).flatMap { j in rows.map { basis.modes[j * n + $0] } }
        rims = ModePanels(
            rimModes, count: basis.count,
            offset: rows.map {
                let X = model.mesh.points[$0 / 3]
                return basis.mean[$0] + [X.x, X.y, X.z][$0 % 3]
            })
        let supports = ProjectedSupports(attachments, basis: basis)
        springs = supports.springs
        dampers = supports.dampers
        atMean = supports.atMean
    }

    /// Adds the forces of springs, dampers and nets at coordinates q that move at a rate.
    func addForce(_ q: [Double], rate: [Double], to force: inout [Double]) {
        for i in 0..<count { force[i] += atMean[i] }
        DenseKernels.multiply(springs, rows: count, columns: count, q, beta: 1, &force)
        DenseKernels.multiply(dampers, rows: count, columns: count, rate, beta: 1, &force)
        guard rims.rows > 0 else { return }
        let net = attachments.net(positions: rimPositions(q), wantsStiffness: false)
        rims.addWork(of: net.force, to: &force)
    }

    /// Adds the stiffness of springs, nets and pressures at q, and that of dampers in a step of length dt;
    /// column-major.
    func addStiffness(_ q: [Double], pressures: [Double], dt: Double, to K: inout [Double]) {
        for i in K.indices { K[i] += springs[i] + dampers[i] / dt }
        if rims.rows > 0,
            let net = attachments.net(positions: rimPositions(q), wantsStiffness: true).stiffness
        {
            net.addProjected(rimModes, count: count, to: &K)
        }
        for (cavity, p) in zip(cavities, pressures) {
            let hessian = cavity.hessian(q)
            for i in K.indices { K[i] -= p * hessian[i] }
        }
    }

    private func rimPositions(_ q: [Double]) -> [Double] {
        [Double](unsafeUninitializedCapacity: rims.rows) { x, used in
            if let base = x.baseAddress { rims.expand(q, into: base) }
            used = rims.rows
        }
    }
}
