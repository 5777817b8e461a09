/// Anderson acceleration of a fixed-point iteration x ← g(x).
///
/// With the residual f = g(x) − x and the last differences Δx, Δf as columns:
///
/// ```
/// γ = argmin ‖f − ΔF γ‖₂
/// x ← x + β f − (ΔX + β ΔF) γ
/// ```
///
/// Differences that have become linearly dependent are dropped, oldest first. Scale the unknowns to
/// like size beforehand: the norm is the plain Euclidean one.
///
/// Source: Walker, Ni, *SIAM J. Numer. Anal.* 49 (2011) 1715–1735, doi:10.1137/10078356X,
/// algorithm AA with its least-squares problem in unconstrained form; mixing β as in Fang, Saad, *Numer. Linear Algebra Appl.* 16 (2009)
/// 197–221, doi:10.1002/nla.617.
public struct AndersonAcceleration: Sendable {
    /// Differences kept at most.
    public let depth: Int
    /// Mixing β of the residual, 1 for none.
    public let mixing: Double
    private var lastX: [Double] = []
    private var lastResidual: [Double] = []
    private var deltaX: [[Double]] = []
    private var deltaResidual: [[Double]] = []

    /// - `depth`: 3 to 5 is usual; more than the number of unknowns brings nothing.
    public init(depth: Int, mixing: Double = 1) {
        precondition(depth > 0 && mixing > 0)
        self.depth = depth
        self.mixing = mixing
    }

    /// Differences in use.
    public var historyCount: Int { deltaX.count }

    /// Forgets the history, for instance after a jump of g.
    public mutating func reset() {
        self = AndersonAcceleration(depth: depth, mixing: mixing)
    }

    /// The next iterate from the present one and g of it.
    ///
    /// - Throws: ``NumericsError/notFinite(quantity:index:)``,
    ///   ``NumericsError/dimensionMismatch(quantity:expected:found:)``.
    public mutating func next(x: [Double], gOfX: [Double]) throws(NumericsError) -> [Double] {
        guard gOfX.count == x.count, lastX.isEmpty || lastX.count == x.count else {
            throw .dimensionMismatch(
                quantity: "fixed-point image", expected: x.count, found: gOfX.count)
        }
        let residual = zip(gOfX, x).map { $0 - $1 }
        if let index = residual.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(quantity: "fixed-point residual", index: index)
        }
        if !lastX.isEmpty {
            deltaX.append(zip(x, lastX).map { $0 - $1 })
            deltaResidual.append(zip(residual, lastResidual).map { $0 - $1 })
        }
        while deltaX.count > min(depth, x.count) { dropOldest() }
        lastX = x
        lastResidual = residual
        let gamma = try weights(residual)
        var result = zip(x, residual).map { $0 + mixing * $1 }
        for (k, g) in gamma.enumerated() {
            for i in result.indices {
                result[i] -= g * (deltaX[k][i] + mixing * deltaResidual[k][i])
            }
        }
        return result
    }

    /// γ, after dropping as many old differences as the conditioning asks for.
    private mutating func weights(_ residual: [Double]) throws(NumericsError) -> [Double] {
        while !deltaResidual.isEmpty {
            let count = deltaResidual.count
            let matrix = residual.indices.flatMap { i in deltaResidual.map { $0[i] } }
            do {
                return try LeastSquares(matrix, columns: count, residual).solution
            } catch .singular {
                dropOldest()
            }
        }
        return []
    }

    private mutating func dropOldest() {
        deltaX.removeFirst()
        deltaResidual.removeFirst()
    }
}
