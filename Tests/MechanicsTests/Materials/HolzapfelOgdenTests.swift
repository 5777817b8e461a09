import Foundation
import Mechanics
import Testing

@Suite struct HolzapfelOgdenTests {
    /// Uniaxial fibre stretch at constant volume: the energy written out by hand.
    @Test func energyOfAFibreStretchIsThePrintedFormula() {
        let lambda = 1.15
        let across = 1 / lambda.squareRoot()
        let F = [lambda, 0, 0, 0, across, 0, 0, 0, across]
        func chi(_ x: Double) -> Double { 1 / (1 + exp(-100 * (x - 1))) }
        let I1 = lambda * lambda + 2 / lambda
        let I4f = lambda * lambda
        let I4s = 1 / lambda
        let matrix = 0.059 / (2 * 8.023) * (exp(8.023 * (I1 - 3)) - 1)
        let fibre = 18.472 / (2 * 16.026) * chi(I4f) * (exp(16.026 * (I4f - 1) * (I4f - 1)) - 1)
        let sheet = 2.481 / (2 * 11.12) * chi(I4s) * (exp(11.12 * (I4s - 1) * (I4s - 1)) - 1)
        let expected = matrix + fibre + sheet
        let observed = EveryMaterialTests.response(HolzapfelOgdenLogistic.standard, F).energy
        #expect(
            abs(observed - expected) < 1e-12 * expected, "\(observed), expected \(expected) ± 1e-12"
        )
    }

    /// A compressed fibre carries less than a thousandth of what the same law without the switch
    /// would.
    @Test func fibresDoNotPushBack() {
        let lambda = 0.9
        let across = 1 / lambda.squareRoot()
        let F = [lambda, 0, 0, 0, across, 0, 0, 0, across]
        func stress(_ af: Double) throws -> Double {
            EveryMaterialTests.response(try HolzapfelOgdenLogistic(values: ["af": af]), F).stress[0]
        }
        let carried = abs(((try? stress(18.472)) ?? .nan) - ((try? stress(0)) ?? .nan))
        let x = lambda * lambda - 1
        let unswitched = abs(2 * 18.472 * x * exp(16.026 * x * x))
        #expect(carried < 1e-3 * unswitched, "carried \(carried) of \(unswitched) kPa")
    }

    /// Beyond the slack the fibre term is that of the paper for a stretch shorter by half the slack;
    /// shortened fibres carry exactly nothing; the stiffness along the fibres is nowhere negative.
    @Test func slackFibresAreConvex() throws {
        func along(_ lambda: Double, _ af: Double) throws -> EveryMaterialTests.Response {
            EveryMaterialTests.response(
                try HolzapfelOgden(values: ["af": af]), [lambda, 0, 0, 0, 1, 0, 0, 0, 1])
        }
        for lambda in stride(from: 0.9, through: 1.2, by: 0.001) {
            let with = try along(lambda, 18.472)
            let without = try along(lambda, 0)
            let energy = with.energy - without.energy
            let stress = with.stress[0] - without.stress[0]
            let stiffness = with.tangent[0] - without.tangent[0]
            #expect(stiffness >= -1e-12, "stiffness \(stiffness) kPa at stretch \(lambda)")
            if lambda <= 1 {
                #expect(energy == 0 && stress == 0)
            } else if lambda * lambda > 1.01 {
                let m = lambda * lambda - 1 - 0.005
                let expected = 18.472 / (2 * 16.026) * (exp(16.026 * m * m) - 1)
                #expect(abs(energy - expected) < 1e-12, "\(energy), expected \(expected) kPa")
            }
        }
    }
}
