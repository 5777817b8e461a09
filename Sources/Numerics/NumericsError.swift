/// What can go wrong in the linear algebra.
public enum NumericsError: Error, Equatable, CustomStringConvertible {
    /// An element names a node the mesh does not have.
    case invalidConnectivity(node: Int, element: Int, nodeCount: Int)
    /// Two nodes of an element or clique are not coupled in the pattern it is to be added to.
    case notInPattern(row: Int, column: Int)
    /// An array has the wrong length.
    case dimensionMismatch(quantity: String, expected: Int, found: Int)
    /// The nested-dissection library refused the graph.
    case orderingFailed(code: Int)
    /// A given elimination order is not a permutation of the nodes.
    case notAPermutation(nodeCount: Int)
    /// A solve was asked for before a factorisation succeeded.
    case notFactored
    /// Cholesky met a pivot that is not positive.
    case notPositiveDefinite(node: Int, component: Int, pivot: Double)
    /// A number is infinite or NaN.
    case notFinite(quantity: String, index: Int)
    /// A dense system is singular to working precision.
    case singular(order: Int, reciprocalCondition: Double)
    /// A dense LAPACK routine failed to converge.
    case denseRoutineFailed(routine: String, code: Int)
    /// A matrix or preconditioner that should be positive definite is not (curvature pᵀ A p or
    /// rᵀ M⁻¹ r along a direction).
    case notPositiveAlong(solver: String, iteration: Int, curvature: Double)
    /// An iteration did not reach its tolerance (relative residual norms, first to last).
    case notConverged(solver: String, tolerance: Double, residuals: [Double])

    public var description: String {
        switch self {
        case .invalidConnectivity(let node, let element, let nodeCount):
            "element \(element) names node \(node); allowed are 0 ..< \(nodeCount)"
        case .notInPattern(let row, let column):
            "nodes \(row) and \(column) are not coupled in the sparsity pattern; "
                + "add the element or clique that joins them when making the pattern"
        case .dimensionMismatch(let quantity, let expected, let found):
            "\(quantity) has \(found) values, expected \(expected)"
        case .orderingFailed(let code):
            "nested dissection of the node graph failed with METIS code \(code)"
        case .notAPermutation(let nodeCount):
            "the elimination order is not a permutation of 0 ..< \(nodeCount)"
        case .notFactored:
            "there is no factor to solve with; factor a matrix first, and check that it succeeded"
        case .notPositiveDefinite(let node, let component, let pivot):
            "the matrix is not positive definite: pivot \(pivot) at node \(node), component "
                + "\(component); reduce the step or factor with a shift"
        case .notFinite(let quantity, let index):
            "\(quantity) is not finite at \(index)"
        case .singular(let order, let reciprocalCondition):
            "dense system of order \(order) is singular to working precision (reciprocal "
                + "condition \(reciprocalCondition))"
        case .denseRoutineFailed(let routine, let code):
            "LAPACK \(routine) failed with code \(code)"
        case .notPositiveAlong(let solver, let iteration, let curvature):
            "\(solver): curvature \(curvature) in iteration \(iteration) shows that the matrix or the "
                + "preconditioner is not positive definite"
        case .notConverged(let solver, let tolerance, let residuals):
            "\(solver) did not reach \(tolerance) in \(max(0, residuals.count - 1)) iterations: "
                + "relative residual \(residuals.first ?? .nan) at first, "
                + "\(residuals.min() ?? .nan) at best, \(residuals.last ?? .nan) at last"
        }
    }
}
