import Geometry
public import Mechanics
import Numerics

/// A wall that moves in few coordinates.
///
/// Galerkin projection of the balance of forces on the modes φ of a basis,
///
/// ```
/// φ_iᵀ [ Σ_e w_e f_e(u) + F_supports(u) + F_valves(u) − Σ_c p_c ∂V_c/∂u ] = 0,   V_c(u) = volumes_c of law(p)
/// ```
///
/// with u = ū + Σ q_j φ_j. The muscle is evaluated at sampled elements only, by the kernels of the full order;
/// supports, being linear, and cavity volumes, being cubic, are projected once and exact; the nets of valve planes
/// are evaluated whole. Being in the same variables as the full order (pressures as multipliers of the volumes),
/// it takes its place in the coupled heart. A state holds q in the place of displacements and the sampled points
/// in the place of all.
public final class ReducedWall: WallSolver {
    /// The basis.
    public let basis: ReducedBasis
    /// From displacements to coordinates.
    public let projection: Projection
    /// Work since it was made.
    public private(set) var effort = ReducedEffort()

    let sample: SampledWall
    private let local: ModePanels
    private let boundary: ReducedBoundary
    /// Norm of q of a motion by 1 mm.
    private let unit: Double
    private let stateCount: Int
    private var factor: DenseFactor?

    /// Projects a wall.
    ///
    /// - Throws: ``ReductionError/unsupported(what:)``; errors of the wall.
    public init(_ model: MechanicsModel, basis: ReducedBasis) throws {
        guard model.isFixed.isEmpty, model.deadLoad.isEmpty, model.pressureSurfaces.isEmpty else {
            throw ReductionError.unsupported(what: "held nodes, dead loads or outer pressures")
        }
        precondition(basis.mean.count == model.unknownCount, "a basis of this wall")
        self.basis = basis
        let product = GradientProduct(model)
        projection = Projection(basis, product: product)
        unit = product.millimetre
        sample = try SampledWall(model, elements: basis.elements, weights: basis.weights)
        local = ModePanels(basis, tets: model.mesh.tets)
        boundary = try ReducedBoundary(model, basis: basis)
        stateCount = model.activeTension.restingState.count
    }

    /// Number of sampled quadrature points.
    public var pointCount: Int { sample.pointCount }

    /// Points of the wall that are sampled, in the order of the sample.
    public var points: [Int] {
        let perTet = sample.pointsPerElement
        return basis.elements.flatMap { perTet * $0..<perTet * ($0 + 1) }
    }

    /// The state that projects one of the full order.
    public func state(_ full: MechanicsState) -> MechanicsState {
        let points = self.points
        let all = full.stretch.count
        let none = [Double](repeating: 0, count: basis.count)
        return MechanicsState(
            time: full.time, displacement: projection.coordinates(full.displacement),
            velocity: none,
            curvature: none, pressures: full.pressures,
            pressureRates: full.pressures.map { _ in 0 },
            pressureCurvatures: full.pressures.map { _ in 0 }, lastStep: 0,
            stretch: points.map { full.stretch[$0] }, tension: points.map { full.tension[$0] },
            active: (0..<full.active.count / max(all, 1)).flatMap { k in
                points.map { full.active[k * all + $0] }
            })
    }

    /// Cavity volumes of a state [mm³].
    public func volumes(_ state: MechanicsState) -> [Double] {
        boundary.cavities.map { $0.value(state.displacement).volume }
    }

    /// Drops the factor of the tangent.
    public func forgetFactor() { factor = nil }

    /// Advances a state by one step; as the full order, from the predicted and then from the last state.
    ///
    /// - Throws: `MechanicsError/reducedDiverged`, errors of `law`; the state is then unchanged.
    public func step(
        _ state: inout MechanicsState, dt: Double, calciumBefore: [Double],
        calciumAfter: [Double], law: CavityLaw
    ) throws -> MechanicsReport {
        precondition(dt > 0, "a step forward in time")
        for (name, values, count) in [
            ("coordinates", state.displacement, basis.count),
            ("stretch", state.stretch, pointCount),
            ("active", state.active, stateCount * pointCount),
        ] where values.count != count {
            throw MechanicsError.wrongCount(name: name, count: values.count, expected: count)
        }
        local.expand(state.displacement, into: sample.displacement)
        sample.begin(
            calciumBefore: calciumBefore, calciumAfter: calciumAfter, stretch: state.stretch,
            active: state.active)
        let predicted = state.predicted(after: dt)
        let problem = ReducedProblem(time: state.time + dt, dt: dt, before: state.displacement)
        var report = MechanicsReport()
        let end: ReducedIterate
        do {
            end = try solve(problem, predicted.displacement, predicted.pressures, law, &report)
        } catch MechanicsError.reducedDiverged {
            factor = nil
            end = try solve(problem, state.displacement, state.pressures, law, &report)
        }
        report.forceResidual = end.residual
        report.volumeResidual = end.gaps.map(abs).max() ?? 0
        report.smallestJ = end.smallestJ
        report.volumes = end.cavities.map(\.volume)
        end.q.withUnsafeBufferPointer { q in
            if let q = q.baseAddress {
                state.advance(by: dt, displacement: q, pressures: end.pressures)
            }
        }
        (state.stretch, state.tension, state.active) = sample.contraction
        return report
    }
}

/// What the steps of a reduced wall took.
public struct ReducedEffort: Sendable, Equatable {
    /// Evaluations of forces.
    public var forces = 0
    /// Evaluations of the tangent.
    public var tangents = 0
}

/// A step to solve for.
struct ReducedProblem {
    var time: Double
    var dt: Double
    /// Coordinates at its start.
    var before: [Double]
}

/// One evaluated iterate.
struct ReducedIterate {
    var q: [Double]
    var pressures: [Double]
    var force: [Double]
    /// Force relative to the largest part of it [1].
    var residual: Double
    var cavities: [CavityPolynomial.Value]
    var response: CavityResponse
    var gaps: [Double]
    var smallestJ: Double
}

struct ReducedCorrection {
    var q: [Double]
    var pressures: [Double]
}

/// Newton's method in reduced coordinates.
extension ReducedWall {
    /// Relative out-of-balance force of a step [1].
    static let forceTolerance = 1e-4
    /// Difference of each cavity volume from the circulation's [mm³], as in the full order.
    static let volumeTolerance = NewtonSettings().volumeTolerance
    static let smallestJ = NewtonSettings().smallestJ
    private static let maximumIterations = 40
    private static let maximumCuts = 8
    /// A tangent is kept while each correction is shorter than this part of the last.
    private static let keptContraction = 0.5

    /// Solves from a guess, by the natural monotonicity test of the full order (Deuflhard 2004, section 3.3).
    func solve(
        _ problem: ReducedProblem, _ q: [Double], _ pressures: [Double], _ law: CavityLaw,
        _ report: inout MechanicsReport
    ) throws -> ReducedIterate {
        var history: [Double] = []
        // Counted from here: a second start has iterations of its own.
        let limit = report.iterations + Self.maximumIterations
        var current = try evaluate(problem, q, pressures, law, &report)
        func diverged() -> MechanicsError {
            .reducedDiverged(time: problem.time, residuals: history, smallestJ: current.smallestJ)
        }
        guard isAdmissible(current) else { throw diverged() }
        var isFresh = factor == nil
        if isConverged(current) { return current }
        if isFresh { try refactor(problem, current, &report) }
        var correction = try direction(current)
        while report.iterations < limit {
            history.append(current.residual)
            var length = 1.0
            var accepted: (ReducedIterate, ReducedCorrection, contraction: Double)?
            for _ in 0...(isFresh ? Self.maximumCuts : 0) {
                let trial = try? evaluate(
                    problem, zip(current.q, correction.q).map { $0 + length * $1 },
                    zip(current.pressures, correction.pressures).map { $0 + length * $1 }, law,
                    &report)
                if let trial, isAdmissible(trial) {
                    if isConverged(trial) {
                        report.iterations += 1
                        return trial
                    }
                    let next = try direction(trial)
                    let contraction = size(next) / size(correction)
                    if contraction <= 1 - length / 4 {
                        accepted = (trial, next, contraction)
                        break
                    }
                }
                length /= 2
                report.cuts += 1
            }
            guard let (trial, next, contraction) = accepted else {
                if isFresh { throw diverged() }
                try refactor(problem, current, &report)
                isFresh = true
                correction = try direction(current)
                continue
            }
            report.iterations += 1
            current = trial
            isFresh = length < 1 || contraction > Self.keptContraction
            if isFresh {
                try refactor(problem, current, &report)
                correction = try direction(current)
            } else {
                correction = next
            }
        }
        throw diverged()
    }

    private func isAdmissible(_ i: ReducedIterate) -> Bool {
        i.residual.isFinite && i.gaps.allSatisfy(\.isFinite) && i.smallestJ > Self.smallestJ
    }

    private func isConverged(_ i: ReducedIterate) -> Bool {
        i.residual <= Self.forceTolerance
            && i.gaps.allSatisfy { abs($0) <= Self.volumeTolerance }
    }

    /// Length of a correction: millimetres and kilopascals.
    private func size(_ c: ReducedCorrection) -> Double {
        (c.q.reduce(0) { $0 + $1 * $1 } / (unit * unit) + c.pressures.reduce(0) { $0 + $1 * $1 })
            .squareRoot()
    }

    /// Forces, volumes and the circulation's answer.
    private func evaluate(
        _ problem: ReducedProblem, _ q: [Double], _ pressures: [Double], _ law: CavityLaw,
        _ report: inout MechanicsReport
    ) throws -> ReducedIterate {
        let r = basis.count
        local.expand(q, into: sample.displacement)
        sample.contract(dt: problem.dt)
        let smallestJ = sample.evaluate(dt: problem.dt, wantsStiffness: false)
        report.forceEvaluations += 1
        effort.forces += 1
        var force = [Double](repeating: 0, count: r)
        local.addWork(of: sample.force, to: &force)
        var scale = Self.norm(force)
        let rate = zip(q, problem.before).map { ($0 - $1) / problem.dt }
        boundary.addForce(q, rate: rate, to: &force)
        let cavities = boundary.cavities
        let values = Parallel.map(count: cavities.count) { cavities[$0].value(q) }
        for (value, p) in zip(values, pressures) {
            for i in 0..<r { force[i] -= p * value.gradient[i] }
            scale = max(scale, abs(p) * Self.norm(value.gradient))
        }
        let response = try law(pressures)
        return ReducedIterate(
            q: q, pressures: pressures, force: force, residual: Self.norm(force) / scale,
            cavities: values, response: response,
            gaps: zip(values, response.volumes).map { $0.volume - $1 }, smallestJ: smallestJ)
    }

    private static func norm(_ v: [Double]) -> Double {
        v.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// Evaluates the tangent at an iterate and factors it.
    private func refactor(
        _ problem: ReducedProblem, _ iterate: ReducedIterate, _ report: inout MechanicsReport
    ) throws {
        report.stiffnessEvaluations += 1
        report.factorisations += 1
        factor = DenseFactor(tangent(problem, iterate), order: basis.count)
        if factor == nil {
            throw MechanicsError.singularTangent(
                time: problem.time, reason: "the projected stiffness is singular")
        }
    }

    /// ∂(force)/∂q with the pressures kept, column-major.
    func tangent(_ problem: ReducedProblem, _ iterate: ReducedIterate) -> [Double] {
        let r = basis.count
        effort.tangents += 1
        local.expand(iterate.q, into: sample.displacement)
        sample.contract(dt: problem.dt)
        _ = sample.evaluate(dt: problem.dt, wantsStiffness: true)
        var K = [Double](repeating: 0, count: r * r)
        sample.withStiffness { local.addStiffness($0, to: &K) }
        boundary.addStiffness(
            iterate.q, pressures: iterate.pressures, dt: problem.dt, to: &K)
        return K
    }

    /// The correction of the present factor: a Schur complement in the pressures, as in the full order.
    private func direction(_ iterate: ReducedIterate) throws -> ReducedCorrection {
        guard let factor else { preconditionFailure("factored before") }
        let r = basis.count
        let n = iterate.cavities.count
        var sides = iterate.force.map { -$0 }
        for value in iterate.cavities { sides += value.gradient }
        factor.solve(&sides)
        var matrix = [Double](repeating: 0, count: n * n)
        var side = iterate.gaps.map { -$0 }
        for a in 0..<n {
            let gradient = iterate.cavities[a].gradient
            for i in 0..<r { side[a] -= gradient[i] * sides[i] }
            for b in 0..<n {
                var sum = -iterate.response.derivative[a * n + b]
                for i in 0..<r { sum += gradient[i] * sides[(b + 1) * r + i] }
                matrix[b * n + a] = sum
            }
        }
        var q = Array(sides[..<r])
        if n > 0 {
            guard let small = DenseFactor(matrix, order: n) else {
                throw MechanicsError.singularTangent(time: 0, reason: "of the cavities")
            }
            small.solve(&side)
            for b in 0..<n { for i in 0..<r { q[i] += sides[(b + 1) * r + i] * side[b] } }
        }
        return ReducedCorrection(q: q, pressures: side)
    }
}
