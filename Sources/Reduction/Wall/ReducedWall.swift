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
    public internal(set) var effort = ReducedEffort()

    /// Relative out-of-balance force of a step [1]: half the full order's. Against 1e-4 a beat of rodero-01 takes five
    /// sixths of the evaluations and differs by less than 1e-4 of the motion.
    public var forceTolerance = 5e-4

    let muscle: SampledMuscle
    let boundary: ReducedBoundary
    /// Norm of q of a motion by 1 mm.
    let unit: Double
    private let stateCount: Int
    var factor: DenseFactor?
    var secants: ReducedSecants

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
        secants = ReducedSecants(unit: unit)
        muscle = try SampledMuscle(model, basis: basis)
        boundary = try ReducedBoundary(model, basis: basis)
        stateCount = model.activeTension.restingState.count
    }

    /// Number of sampled quadrature points.
    public var pointCount: Int { muscle.pointCount }

    /// Points of the wall that are sampled, in the order of the sample.
    public var points: [Int] {
        let perTet = muscle.pointsPerElement
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
    public func forgetFactor() {
        factor = nil
        secants.forget()
    }

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
        muscle.begin(
            state.displacement, calciumBefore: calciumBefore, calciumAfter: calciumAfter,
            stretch: state.stretch, active: state.active)
        let predicted = state.predicted(after: dt)
        let problem = ReducedProblem(time: state.time + dt, dt: dt, before: state.displacement)
        var report = MechanicsReport()
        let end: ReducedIterate
        do {
            end = try solve(problem, predicted.displacement, predicted.pressures, law, &report)
        } catch MechanicsError.reducedDiverged {
            forgetFactor()
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
        (state.stretch, state.tension, state.active) = muscle.contraction
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
