import Geometry
import Mechanics
import Reduction
import Testing

/// Drifts of a wall that is held a little beside its equilibrium.
@Suite struct WallDriftTests {
    private let model: MechanicsModel
    private let rest: MechanicsState
    /// By how far the wall is held off: moved as a whole, which changes no volume and no strain [mm].
    private let offset: [Double]

    init() throws {
        model = try ReductionRig.model()
        let solver = try MechanicsSolver(model)
        solver.settings.forceTolerance = 1e-9
        var state = MechanicsState(model)
        _ = try solver.equilibrium(&state, pressures: [1])
        rest = state
        offset = (0..<model.unknownCount).map { $0 % 3 == 0 ? 0.01 : 0 }
    }

    /// What the drifts of a wall at rest and of one that is held off differ by, after some questions.
    private func drift(spans: [Double]) throws -> [Double] {
        let held = zip(rest.displacement, offset).map { $0 - $1 }
        let (there, here) = (try follow(held, spans), try follow(rest.displacement, spans))
        return zip(there, here).map { $0 - $1 }
    }

    private func follow(_ displacement: [Double], _ spans: [Double]) throws -> [Double] {
        let solver = try MechanicsSolver(model)
        let calcium = [Double](repeating: 0.05, count: model.pointCount)
        var found = [Double](repeating: 0, count: model.unknownCount)
        for span in spans {
            var state = rest
            state.displacement = displacement
            let step = try solver.follow(
                &state, dt: 1, calciumBefore: calcium, calciumAfter: calcium,
                displacement: displacement, pressures: rest.pressures,
                drift: DriftQuestion(before: found, span: span))
            guard case .found(let drift) = step.drift else {
                Issue.record("no drift was found")
                return found
            }
            found = drift
        }
        return found
    }

    @Test func withTimeEnoughItIsWhatTheWallIsHeldOffBy() throws {
        let found = try drift(spans: [1e9])
        let error = ReductionRig.distance(found, offset) / ReductionRig.norm(offset)
        #expect(error <= 1e-3, "\(error)")
    }

    @Test func dampersHoldItBackAndLetItGoOn() throws {
        let first = ReductionRig.norm(try drift(spans: [20]))
        let second = ReductionRig.norm(try drift(spans: [20, 20]))
        let all = ReductionRig.norm(offset)
        #expect(first < 0.9 * all, "\(first) of \(all)")
        #expect(second > 1.05 * first && second < all, "\(second) after \(first) of \(all)")
    }

    @Test func nobodyGetsADriftUnasked() throws {
        var state = rest
        let calcium = [Double](repeating: 0.05, count: model.pointCount)
        let step = try MechanicsSolver(model).follow(
            &state, dt: 1, calciumBefore: calcium, calciumAfter: calcium,
            displacement: rest.displacement, pressures: rest.pressures)
        guard case .unasked = step.drift else {
            Issue.record("\(step.drift)")
            return
        }
    }
}
