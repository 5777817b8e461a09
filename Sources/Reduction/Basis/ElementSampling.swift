import Geometry
public import Mechanics
import Numerics

/// Chooses elements and weights so that they do the work of the muscle in every mode.
///
/// ```
/// Σ_e w_e φ_iᵀ f_e(û_s) ≈ Σ_e φ_iᵀ f_e(û_s)   for all modes i and snapshots s,   w ≥ 0
/// ```
///
/// with û the projected snapshots and f_e the forces of passive, viscous, volumetric and active stress. Each
/// snapshot counts relative to its own forces. Positive weights keep the energy of the sample an energy:
/// its tangent is symmetric, and positive where that of all elements is.
///
/// Source: Farhat, Avery, Chapman, Cortial, *Int. J. Numer. Methods Eng.* 98 (2014) 625–662,
/// doi:10.1002/nme.4668; Farhat, Chapman, Avery, *Int. J. Numer. Methods Eng.* 102 (2015) 1077–1110,
/// doi:10.1002/nme.4820 (both from memory). Differs: rows are scaled by snapshot.
public struct ElementSampling {
    /// The elements, ascending.
    public let elements: [Int]
    /// Their weights, positive [1].
    public let weights: [Double]
    /// How well the training forces are met, relative [1].
    public let residual: Double

    /// Trains on snapshots.
    ///
    /// - `model`: a wall with the reference of the snapshots; scales of tension are in them.
    /// - `tolerance`: relative error of the forces [1].
    /// - Throws: ``ReductionError``, errors of the wall.
    public init(
        _ model: MechanicsModel, modes: PrincipalModes, product: GradientProduct,
        snapshots: [WallSnapshot], tolerance: Double,
        progress: (_ share: Double) -> Void = { _ in }
    ) throws {
        let problem = try Self.problem(
            model, modes: modes, product: product, snapshots: snapshots, progress: progress)
        let (x, residual) = try problem.solve(tolerance: tolerance)
        elements = x.indices.filter { x[$0] > 0 }
        weights = elements.map { x[$0] }
        self.residual = residual
    }

    /// The normal equations of all snapshots.
    static func problem(
        _ model: MechanicsModel, modes: PrincipalModes, product: GradientProduct,
        snapshots: [WallSnapshot], progress: (_ share: Double) -> Void
    ) throws -> NonNegativeLeastSquares {
        let r = modes.count
        let count = model.mesh.tetCount
        let wall = try SampledWall(
            model, elements: Array(0..<count), weights: [Double](repeating: 1, count: count))
        let basis = ReducedBasis(mean: modes.mean, modes: modes.modes, elements: [], weights: [])
        let projection = Projection(basis, product: product)
        let local = SampledModes(basis, tets: model.mesh.tets, elements: Array(0..<count))
        var square = [Double](repeating: 0, count: count * count)
        var side = [Double](repeating: 0, count: count)
        var total = 0.0
        var work = [Double](repeating: 0, count: r * count)
        for (index, snapshot) in snapshots.enumerated() {
            local.expand(projection.coordinates(snapshot.before), into: wall.displacement)
            wall.keepStrain()
            local.expand(projection.coordinates(snapshot.displacement), into: wall.displacement)
            wall.prescribe(tension: snapshot.tension)
            _ = wall.evaluate(dt: snapshot.dt, wantsStiffness: false)
            local.work(of: wall.force, into: &work)
            var sum = [Double](repeating: 0, count: r)
            for e in 0..<count { for i in 0..<r { sum[i] += work[e * r + i] } }
            let size = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard size.isFinite else {
                throw ReductionError.notSolved(
                    what: "forces of a snapshot on the modes are not finite; take more modes")
            }
            guard size > 0 else { continue }
            for i in work.indices { work[i] /= size }
            for i in 0..<r { sum[i] /= size }
            DenseKernels.addSquare(count, r, work, r, &square)
            DenseKernels.multiply(
                work, rows: r, columns: count, transposed: true, sum, beta: 1, &side)
            total += 1
            progress(Double(index + 1) / Double(snapshots.count))
        }
        for column in 0..<count {
            for row in column + 1..<max(count, column + 1) {
                square[row * count + column] = square[column * count + row]
            }
        }
        return NonNegativeLeastSquares(matrix: square, side: side, square: total)
    }
}
