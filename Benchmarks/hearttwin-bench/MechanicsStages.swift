import Fibres
import FiniteElements
import Geometry
import HeartModel
import Mechanics
import Numerics

/// The pieces of a step of the wall, each by itself, at the loaded end-diastolic state.
struct MechanicsStages {
    let model: HeartModel

    /// A usual step [ms].
    private static let step = 2.0
    /// Calcium of a contracting cell [µM].
    private static let calcium = 0.4

    func run(_ bench: Bench) throws {
        let wall = model.wall
        let elements = wall.mesh.tetCount
        try bench.measure(
            "fibre rule, mechanics mesh",
            context: { Figures.perItem($0, elements, "quadratic tetrahedron") }
        ) { try RuleBasedFibres.frames(on: wall.mesh, quadrature: wall.quadrature) }
        let solver = try bench.measure("mechanics: ordering and analysis") {
            try MechanicsSolver(wall)
        }
        let state = model.endDiastole.wall
        let calcium = [Double](repeating: Self.calcium, count: wall.pointCount)
        let load = LoadCase(
            pressures: state.pressures,
            step: LoadCase.Step(
                dt: Self.step, before: state, calciumBefore: calcium, calciumAfter: calcium))
        let u = state.displacement
        let size = "\(wall.unknownCount) unknowns, \(elements) elements"
        try bench.measure(
            "wall forces, with contraction",
            context: { "\(size); \(Figures.perItem($0, elements, "element"))" }
        ) { try solver.forces(displacement: u, load: load) }
        let matrix = try bench.measure(
            "wall forces and stiffness",
            context: { Figures.perItem($0, elements, "element") }
        ) { try solver.stiffness(displacement: u, load: load) }
        tension(bench)
        let symbolic = try SymbolicFactorization(pattern: matrix.pattern)
        try factor(bench, Float.self, "fp32", matrix, symbolic)
        try factor(bench, Double.self, "fp64", matrix, symbolic)
    }

    private func factor<Scalar: FactorScalar>(
        _ bench: Bench, _ type: Scalar.Type, _ name: String, _ matrix: SymmetricBlockMatrix,
        _ symbolic: SymbolicFactorization
    ) throws {
        let cholesky = SparseCholesky<Scalar>(symbolic)
        let flops = symbolic.flops
        try bench.measure(
            "numeric factorisation, \(name)",
            context: {
                "\(Figures.rate(flops / 1e9)) GF, \(Figures.rate(flops / $0 / 1e9)) GF/s"
            }
        ) { try cholesky.factor(matrix) }
        try bench.measure(
            "the same as an indefinite one, \(name)",
            context: { "\(Figures.rate(flops / $0 / 1e9)) GF/s" }
        ) { try cholesky.factorIndefinite(matrix) }
        try cholesky.factor(matrix)
        let bytes = 2 * Double(symbolic.factorSize * MemoryLayout<Scalar>.stride)
        var x = [Double](repeating: 1, count: matrix.order)
        try bench.measure(
            "solve, one right-hand side, \(name)",
            context: {
                "\(Figures.rate(bytes / 1e6)) MB of factor read, \(Figures.rate(bytes / $0 / 1e9)) GB/s"
            }
        ) {
            x.withUnsafeMutableBufferPointer { $0.update(repeating: 1) }
            try cholesky.solve(&x)
        }
    }

    private func tension(_ bench: Bench) {
        let tension = model.wall.activeTension
        let count = model.wall.pointCount
        let state = model.endDiastole.wall
        func memory(_ values: [Double]) -> UnsafeMutablePointer<Double> {
            let copy = UnsafeMutablePointer<Double>.allocate(capacity: values.count)
            copy.initialize(from: values, count: values.count)
            return copy
        }
        let calcium = memory([Double](repeating: Self.calcium, count: count))
        let stretch = memory(state.stretch)
        let before = memory(state.active)
        let after = memory(state.active)
        let result = memory(state.tension)
        let derivative = memory(state.tension)
        let all = [calcium, stretch, before, after, result, derivative]
        defer { all.forEach { $0.deallocate() } }
        let batch = ActiveTensionBatch(
            count: count, stateStride: count, calciumBefore: calcium, calciumAfter: calcium,
            stretchBefore: stretch, stretchAfter: stretch, stateBefore: before, stateAfter: after,
            tension: result, tensionDerivative: derivative)
        bench.measure(
            "active tension, all points, one thread",
            context: { Figures.perItem($0, count, "point") }
        ) { tension.advance(batch, dt: Self.step) }
    }
}
