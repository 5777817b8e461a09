import Geometry
public import Mechanics
import Numerics

/// Chooses elements and weights with which the wall moves as with all.
///
/// ```
/// Σ_s ‖ B_s ( Σ_e w_e φᵀ f_e(û_s) − Σ_e φᵀ f_e(û_s) ) ‖²  small,   w ≥ 0
/// ```
///
/// with û the projected snapshots, f_e the forces of passive, viscous, volumetric and active stress, and B_s the
/// ``ModalCompliance`` of the wall there: what the forces on the modes are off by counts as the displacement and the
/// pressures that it causes, relative to the motion and the largest pressures. Few hundred millinewtons are
/// nothing where the wall is stiff, and millimetres where soft supports alone hold it. Positive weights keep the energy
/// of the sample an energy: its tangent is symmetric, and positive where that of all elements is.
///
/// Source: Farhat, Avery, Chapman, Cortial, *Int. J. Numer. Methods Eng.* 98 (2014) 625–662,
/// doi:10.1002/nme.4668; Farhat, Chapman, Avery, *Int. J. Numer. Methods Eng.* 102 (2015) 1077–1110,
/// doi:10.1002/nme.4820 (both from memory). Differs: the norm, which is theirs with B_s = 1.
public struct ElementSampling {
    /// The elements, ascending.
    public let elements: [Int]
    /// Their weights, positive [1].
    public let weights: [Double]
    /// Root mean square over the snapshots of how far the wall goes for what the sample leaves of the forces,
    /// relative to the motion and to the largest pressures [1].
    public let residual: Double

    /// Trains on snapshots.
    ///
    /// - `model`: a wall with the reference of the snapshots; scales of tension are in them.
    /// - `tolerance`: of ``residual``.
    /// - Throws: ``ReductionError``, errors of the wall.
    public init(
        _ model: MechanicsModel, modes: PrincipalModes, product: GradientProduct,
        snapshots: [WallSnapshot], tolerance: Double,
        progress: (_ share: Double) -> Void = { _ in }
    ) throws {
        let training = try SamplingTraining(model, modes: modes, product: product)
        let (problem, size) = try training.problem(snapshots, progress: progress)
        let (x, residual) = try problem.solve(tolerance: tolerance / size)
        elements = x.indices.filter { x[$0] > 0 }
        weights = elements.map { x[$0] }
        self.residual = residual * size
    }
}

/// All elements of a wall on its modes.
private struct SamplingTraining {
    private let count: Int
    private let modes: Int
    private let wall: SampledWall
    private let local: SampledModes
    private let panels: ModePanels
    private let boundary: ReducedBoundary
    private let projection: Projection

    init(_ model: MechanicsModel, modes: PrincipalModes, product: GradientProduct) throws {
        count = model.mesh.tetCount
        self.modes = modes.count
        let elements = Array(0..<count)
        let ones = [Double](repeating: 1, count: count)
        let basis = ReducedBasis(
            mean: modes.mean, modes: modes.modes, elements: elements, weights: ones)
        wall = try SampledWall(model, elements: elements, weights: ones)
        local = SampledModes(basis, tets: model.mesh.tets, elements: elements)
        panels = ModePanels(basis, tets: model.mesh.tets, elements: elements)
        boundary = try ReducedBoundary(model, basis: basis)
        projection = Projection(basis, product: product)
    }

    /// Leaves the forces of a snapshot in ``wall``; returns the pressures that balance it best [kPa].
    private func load(_ snapshot: WallSnapshot, _ q: [Double]) throws -> [Double] {
        let before = projection.coordinates(snapshot.before)
        local.expand(before, into: wall.displacement)
        wall.keepStrain()
        local.expand(q, into: wall.displacement)
        wall.prescribe(tension: snapshot.tension)
        _ = wall.evaluate(dt: snapshot.dt, wantsStiffness: false)
        var force = [Double](repeating: 0, count: modes)
        panels.addWork(of: wall.force, to: &force)
        boundary.addForce(q, rate: zip(q, before).map { ($0 - $1) / snapshot.dt }, to: &force)
        guard force.allSatisfy(\.isFinite) else {
            throw ReductionError.notSolved(
                what: "forces of a snapshot on the modes are not finite; take more modes")
        }
        let gradients = boundary.cavities.map { $0.value(q).gradient }
        guard !gradients.isEmpty else { return [] }
        func dot(_ a: [Double], _ b: [Double]) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let products = gradients.flatMap { a in gradients.map { dot(a, $0) } }
        guard let p = DenseKernels.solvePositive(products, gradients.map { dot($0, force) }) else {
            throw ReductionError.notSolved(what: "pressures of a snapshot")
        }
        return p
    }

    /// The compliance at the snapshot that was loaded: without what resists motion only.
    private func compliance(_ q: [Double], _ pressures: [Double]) throws -> ModalCompliance {
        _ = wall.evaluate(dt: .infinity, wantsStiffness: true)
        var K = [Double](repeating: 0, count: modes * modes)
        wall.withStiffness { panels.addStiffness($0, to: &K) }
        boundary.addStiffness(q, pressures: pressures, dt: .infinity, to: &K)
        return try ModalCompliance(
            stiffness: K, gradients: boundary.cavities.map { $0.value(q).gradient })
    }

    /// The normal equations of all snapshots, and the ratio of the answer's error to their residual.
    func problem(
        _ snapshots: [WallSnapshot], progress: (_ share: Double) -> Void
    ) throws -> (NonNegativeLeastSquares, size: Double) {
        let coordinates = snapshots.map { projection.coordinates($0.displacement) }
        let motion = Self.extent(coordinates)
        guard motion > 0 else { throw ReductionError.tooFewSnapshots(count: snapshots.count) }
        let pressures = try zip(snapshots, coordinates).map { try load($0, $1) }
        // A ventricle without pressure is none; 1 kPa keeps the division from that of a passive training.
        let sizes =
            [Double](repeating: motion, count: modes)
            + boundary.cavities.indices.map { c in
                pressures.reduce(1) { max($0, abs($1[c])) }
            }
        var work = [Double](repeating: 0, count: modes * count)
        var square = [Double](repeating: 0, count: count * count)
        var side = [Double](repeating: 0, count: count)
        var total = 0.0
        for (index, snapshot) in snapshots.enumerated() {
            let q = coordinates[index]
            _ = try load(snapshot, q)
            local.work(of: wall.force, into: &work)
            var compliance = try compliance(q, pressures[index])
            compliance.scale(by: sizes)
            let rows = compliance.rows
            var answer = [Double](repeating: 0, count: rows * count)
            DenseKernels.multiply(
                rows, count, modes, compliance.matrix, rows, work, modes, &answer, rows)
            var whole = [Double](repeating: 0, count: rows)
            for e in 0..<count { for i in 0..<rows { whole[i] += answer[e * rows + i] } }
            DenseKernels.addSquare(count, rows, answer, rows, &square)
            DenseKernels.multiply(
                answer, rows: rows, columns: count, transposed: true, whole, beta: 1, &side)
            total += whole.reduce(0) { $0 + $1 * $1 }
            progress(Double(index + 1) / Double(snapshots.count))
        }
        for column in 0..<count {
            for row in column + 1..<max(count, column + 1) {
                square[row * count + column] = square[column * count + row]
            }
        }
        return (
            NonNegativeLeastSquares(matrix: square, side: side, square: total),
            (total / Double(snapshots.count)).squareRoot()
        )
    }

    /// Largest distance of coordinates from the first.
    private static func extent(_ coordinates: [[Double]]) -> Double {
        guard let first = coordinates.first else { return 0 }
        return coordinates.map { q in
            zip(q, first).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        }.max() ?? 0
    }
}
