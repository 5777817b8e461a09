import FiniteElements
import Geometry
import Numerics
import Testing

@Suite struct DirichletSystemTests {
    @Test func conjugateGradientsSolveADiffusionProblem() throws {
        let space = try ScalarSpace(TetCube(cells: 10).linear)
        var matrix = try space.stiffness()
        for row in 0..<matrix.rows {
            matrix.value[try #require(matrix.position(row, row))] += 1e-3
        }
        let exact = (0..<matrix.rows).map { Double($0 * 7919 % 101) - 50 }
        var rhs = exact
        matrix.multiply(exact, into: &rhs)
        let solution = try ConjugateGradientSSOR(matrix).solve(rhs, tolerance: 1e-13)
        let error = zip(solution, exact).map { abs($0 - $1) }.max() ?? .infinity
        #expect(error < 1e-9, "observed \(error), tolerance 1e-9")
    }

    @Test func aZeroRightHandSideGivesZero() throws {
        let matrix = CSRMatrix(rowStart: [0, 1], column: [0], value: [2])
        #expect(try ConjugateGradientSSOR(matrix).solve([0], tolerance: 1e-10) == [0])
    }

    @Test func aMatrixThatIsNotPositiveIsRefused() throws {
        let matrix = CSRMatrix(rowStart: [0, 1, 2], column: [0, 1], value: [1, -3])
        #expect(throws: FiniteElementsError.diagonalNotPositive(row: 1, value: -3)) {
            try ConjugateGradientSSOR(matrix)
        }
    }

    @Test func tooFewIterationsThrowWithTheHistory() throws {
        let space = try ScalarSpace(TetCube(cells: 6).linear)
        let system = try ConjugateGradientSSOR(space.mass())
        let rhs = (0..<space.nodeCount).map { Double($0 % 13) }
        do {
            _ = try system.solve(rhs, tolerance: 1e-12, maxIterations: 2)
            Issue.record("expected notConverged")
        } catch .notConverged(let iterations, _, let residuals) {
            #expect(iterations == 2)
            #expect(residuals.count == 3)
        } catch {
            Issue.record("unexpected \(error)")
        }
    }

    @Test func withoutPrescribedNodesThereIsNoUniqueSolution() throws {
        let space = try ScalarSpace(TetCube(cells: 1).linear)
        #expect(throws: FiniteElementsError.noPrescribedNodes) {
            try DirichletSystem(space.stiffness(), prescribedNodes: [])
        }
    }

    @Test func wrongLengthsAreNamed() throws {
        let space = try ScalarSpace(TetCube(cells: 1).linear)
        let system = try DirichletSystem(space.stiffness(), prescribedNodes: [3, 0, 3])
        #expect(system.prescribedNodes == [0, 3])
        #expect(
            throws: FiniteElementsError.wrongCount(name: "prescribed values", expected: 2, got: 3)
        ) {
            try system.solve(prescribed: [1, 2, 3])
        }
    }
}
