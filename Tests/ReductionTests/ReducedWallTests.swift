import FiniteElements
import Geometry
import Mechanics
import Numerics
import Reduction
import Testing

@Suite struct ReducedWallTests {
    /// With every snapshot in the basis and every element at weight one, the solution of the full order lies in the
    /// reduced space, and Galerkin's method must find it: elements, supports, valve planes, cavity, contraction.
    @Test func aBasisThatHoldsTheSolutionFindsIt() throws {
        let model = try ReductionRig.model()
        let motion = try ReductionRig.motion(model)
        let product = GradientProduct(model)
        let modes = try PrincipalModes(
            [motion.start.displacement] + motion.snapshots.map(\.displacement), product: product,
            tolerance: 0, maximum: 100)
        let basis = ReducedBasis(
            mean: modes.mean, modes: modes.modes, elements: Array(0..<model.mesh.tetCount),
            weights: [Double](repeating: 1, count: model.mesh.tetCount))
        let wall = try ReducedWall(model, basis: basis)
        wall.forceTolerance = 1e-6
        let reduced = try ReductionRig.follow(wall, motion)
        let size =
            motion.states.map {
                ReductionRig.distance($0.displacement, motion.start.displacement)
            }.max() ?? 0
        for (state, full) in zip(reduced, motion.states) {
            let error = ReductionRig.distance(
                basis.displacement(state.displacement), full.displacement)
            #expect(error <= 1e-4 * size, "\(error) of \(size) at \(full.time) ms")
            let pressure = abs(state.pressures[0] / full.pressures[0] - 1)
            #expect(pressure <= 1e-3, "pressure off by \(pressure) at \(full.time) ms")
        }
        #expect(motion.states[13].pressures[0] > 3, "\(motion.states[13].pressures)")
    }

    @Test func sampledElementsAndFewModesStayWithinTwoPercent() throws {
        let model = try ReductionRig.model()
        let motion = try ReductionRig.motion(model)
        var settings = ReductionSettings()
        settings.maximumModes = 14
        settings.samplingTolerance = 0.003
        let (basis, remainder, residual) = try ReducedBasis.trained(
            model, on: motion.snapshots, settings: settings)
        #expect(basis.count <= 14)
        #expect(basis.weights.allSatisfy { $0 > 0 })
        #expect(residual <= settings.samplingTolerance, "\(residual)")
        #expect(remainder < 0.05, "\(remainder)")
        #expect(basis.elements.count < model.mesh.tetCount / 2, "\(basis.elements.count) elements")
        let wall = try ReducedWall(model, basis: basis)
        let reduced = try ReductionRig.follow(wall, motion)
        let size =
            motion.states.map {
                ReductionRig.distance($0.displacement, motion.start.displacement)
            }.max() ?? 0
        for (state, full) in zip(reduced, motion.states) {
            let error = ReductionRig.distance(
                basis.displacement(state.displacement), full.displacement)
            #expect(error <= 0.02 * size, "\(error) of \(size) at \(full.time) ms")
        }
        // The same bits again, whatever was computed in between.
        let again = try ReductionRig.follow(try ReducedWall(model, basis: basis), motion)
        #expect(again == reduced)
    }

    @Test func volumesArePolynomialsOfTheCoordinates() throws {
        let model = try ReductionRig.model()
        let motion = try ReductionRig.motion(model, steps: 6)
        let modes = try PrincipalModes(
            motion.snapshots.map(\.displacement), product: GradientProduct(model),
            given: RigidMotions.motions(positions: model.mesh.points), tolerance: 0, maximum: 9)
        let basis = ReducedBasis(
            mean: modes.mean, modes: modes.modes, elements: [], weights: [])
        #expect(basis.count == 9)
        let cavity = model.cavities[0]
        let polynomial = CavityPolynomial(cavity, reference: model.mesh.points, basis: basis)
        let q: [Double] = Array([40, -20, 13, -10, 8, 5, -4, 3, 2].prefix(basis.count))
        let value = polynomial.value(q)
        let hessian = polynomial.hessian(q)
        func volume(_ q: [Double]) -> Double {
            cavity.volume(model.positions(basis.displacement(q)))
        }
        #expect(abs(value.volume - volume(q)) <= 1e-9 * volume(q))
        let h = 1e-3
        for i in q.indices {
            var (up, down) = (q, q)
            up[i] += h
            down[i] -= h
            let slope = (volume(up) - volume(down)) / (2 * h)
            #expect(abs(value.gradient[i] - slope) <= 1e-5 * ReductionRig.norm(value.gradient))
            let (a, b) = (polynomial.value(up).gradient, polynomial.value(down).gradient)
            for j in q.indices {
                let bend = (a[j] - b[j]) / (2 * h)
                #expect(
                    abs(hessian[i * basis.count + j] - bend)
                        <= 1e-6 * ReductionRig.norm(hessian))
            }
        }
    }

    @Test func anotherWallsStateIsRefused() throws {
        let model = try ReductionRig.model()
        let motion = try ReductionRig.motion(model, steps: 3)
        let modes = try PrincipalModes(
            motion.snapshots.map(\.displacement), product: GradientProduct(model), tolerance: 0,
            maximum: 2)
        let wall = try ReducedWall(
            model,
            basis: ReducedBasis(mean: modes.mean, modes: modes.modes, elements: [0], weights: [1]))
        var state = motion.start
        #expect(throws: MechanicsError.self) {
            _ = try wall.step(
                &state, dt: 1, calciumBefore: [0.1, 0.1, 0.1, 0.1],
                calciumAfter: [0.1, 0.1, 0.1, 0.1], law: motion.law)
        }
    }
}
