import Reduction
import Testing

@Suite struct ModalComplianceTests {
    /// The answer to a missing force balances it with the pressures and keeps the volumes.
    @Test func answersBalanceForcesAndKeepVolumes() throws {
        let K = [4.0, 1, 0, 1, 5, 2, 0, 2, 6]
        let gradients = [[1.0, 2, -1], [0, 1, 1]]
        let compliance = try ModalCompliance(stiffness: K, gradients: gradients)
        #expect(compliance.rows == 5)
        let force = [0.3, -1, 2]
        let answer = (0..<5).map { i in
            (0..<3).reduce(0.0) { $0 + compliance.matrix[$1 * 5 + i] * force[$1] }
        }
        for i in 0..<3 {
            var left = force[i]
            for j in 0..<3 { left += K[j * 3 + i] * answer[j] }
            for c in 0..<2 { left -= answer[3 + c] * gradients[c][i] }
            #expect(abs(left) <= 1e-12, "\(left) in row \(i)")
        }
        for gradient in gradients {
            let volume = (0..<3).reduce(0.0) { $0 + gradient[$1] * answer[$1] }
            #expect(abs(volume) <= 1e-12, "\(volume)")
        }
    }

    @Test func aWallThatNothingHoldsIsRefused() {
        #expect(throws: ReductionError.self) {
            _ = try ModalCompliance(stiffness: [1, 0, 0, 0], gradients: [[1, 0]])
        }
    }
}
