import Mechanics
import Quantities
import Testing

/// The promises of `PassiveMaterial`, for every registered law.
@Suite struct EveryMaterialTests {
    /// Energy, stress (3 × 3) and tangent (9 × 9) of one point at deformation gradient F.
    struct Response {
        var energy: Double
        var stress: [Double]
        var tangent: [Double]
    }

    static let pair = [0, 3, 4, 3, 1, 5, 4, 5, 2]  // (row, column) → ff, ss, nn, fs, fn, sn

    static func packed(_ i: Int, _ j: Int) -> Int {
        let (low, high) = (min(i, j), max(i, j))
        return low * 6 - low * (low - 1) / 2 + (high - low)
    }

    static func response(_ material: any PassiveMaterial, _ F: [Double]) -> Response {
        var E = [Lanes](repeating: .zero, count: 6)
        for i in 0..<3 {
            for j in 0..<3 {
                let c = F[i] * F[j] + F[3 + i] * F[3 + j] + F[6 + i] * F[6 + j]
                E[pair[3 * i + j]] = Lanes(repeating: 0.5 * (c - (i == j ? 1 : 0)))
            }
        }
        var energy = [Lanes.zero]
        var S = [Lanes](repeating: .zero, count: 6)
        var D = [Lanes](repeating: .zero, count: 21)
        var energyAlone = [Lanes.zero]
        var stressAlone = [Lanes](repeating: .zero, count: 6)
        material.respond(
            MaterialBatch(count: 1, strain: &E, energy: &energy, stress: &S, tangent: &D))
        material.respond(
            MaterialBatch(
                count: 1, strain: &E, energy: &energyAlone, stress: &stressAlone, tangent: nil))
        #expect(energy == energyAlone && S == stressAlone, "both paths give the same stress")
        #expect((1..<8).allSatisfy { energy[0][$0] == energy[0][0] }, "lanes do not differ")
        return Response(
            energy: energy[0][0], stress: (0..<9).map { S[pair[$0]][0] },
            tangent: (0..<81).map { D[packed(pair[$0 / 9], pair[$0 % 9])][0] })
    }

    /// First Piola–Kirchhoff stress P = F S.
    static func P(_ material: any PassiveMaterial, _ F: [Double]) -> [Double] {
        product(F, response(material, F).stress)
    }

    static func product(_ A: [Double], _ B: [Double]) -> [Double] {
        var C = [Double](repeating: 0, count: 9)
        for i in 0..<3 {
            for j in 0..<3 {
                for k in 0..<3 { C[3 * i + j] += A[3 * i + k] * B[3 * k + j] }
            }
        }
        return C
    }

    /// Three deformations of some 20 %, from a seeded generator; the first stretches the fibres.
    static let deformations: [[Double]] = {
        var seed: UInt64 = 20_090_613
        func uniform() -> Double {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(seed >> 11) / Double(1 << 53) - 0.5
        }
        return (0..<3).map { _ in
            [1, 0, 0, 0, 1, 0, 0, 0, 1].map { $0 + 0.4 * uniform() }
        }
    }()

    @Test(arguments: Materials.all.indices)
    func stressIsTheDerivativeOfTheEnergy(index: Int) {
        let material = Materials.all[index].standard
        let h = 1e-6
        for F in Self.deformations {
            let stress = Self.P(material, F)
            let scale = stress.map(abs).max() ?? 1
            for i in 0..<9 {
                var plus = F
                var minus = F
                plus[i] += h
                minus[i] -= h
                let observed =
                    (Self.response(material, plus).energy - Self.response(material, minus).energy)
                    / (2 * h)
                #expect(
                    abs(observed - stress[i]) < 1e-7 * scale,
                    "P[\(i)] \(stress[i]), from the energy \(observed) ± \(1e-7 * scale) kPa")
            }
        }
    }

    @Test(arguments: Materials.all.indices)
    func tangentIsTheDerivativeOfTheStress(index: Int) {
        let material = Materials.all[index].standard
        let h = 1e-6
        for F in Self.deformations {
            let D = Self.response(material, F).tangent
            let scale = D.map(abs).max() ?? 1
            for kL in 0..<9 {
                var plus = F
                var minus = F
                plus[kL] += h
                minus[kL] -= h
                let above = Self.response(material, plus).stress
                let below = Self.response(material, minus).stress
                for IJ in 0..<9 {
                    let observed = (above[IJ] - below[IJ]) / (2 * h)
                    // δE = sym(Fᵀ δF) with δF = e_k ⊗ e_L.
                    let (k, L) = (kL / 3, kL % 3)
                    var expected = 0.0
                    for N in 0..<3 { expected += D[9 * IJ + 3 * N + L] * F[3 * k + N] }
                    #expect(
                        abs(observed - expected) < 1e-7 * scale,
                        "dS[\(IJ)]/dF[\(kL)] \(expected), observed \(observed) ± \(1e-7 * scale)")
                }
            }
        }
    }

    @Test(arguments: Materials.all.indices)
    func referenceAndRigidRotationAreFreeOfStress(index: Int) {
        let material = Materials.all[index].standard
        let c = 0.6
        let s = 0.8
        for F in [[1, 0, 0, 0, 1, 0, 0, 0, 1], [c, -s, 0, s, c, 0, 0, 0, 1]] {
            let stress = Self.response(material, F).stress.map(abs).max() ?? .nan
            #expect(stress < 1e-13, "stress \(stress), expected 0 ± 1e-13 kPa")
        }
    }

    @Test(arguments: Materials.all.indices)
    func stressDoesNotSeeARotationAfterTheDeformation(index: Int) {
        let material = Materials.all[index].standard
        let Q = [0.36, 0.48, -0.8, -0.8, 0.6, 0, 0.48, 0.64, 0.6]
        for F in Self.deformations {
            let QF = Self.product(Q, F)
            let before = Self.response(material, F).stress
            let after = Self.response(material, QF).stress
            let scale = before.map(abs).max() ?? 1
            for i in 0..<9 {
                #expect(abs(before[i] - after[i]) < 1e-12 * scale)
            }
        }
    }

    @Test(arguments: Materials.all.indices)
    func cardIsComplete(index: Int) throws {
        let type = Materials.all[index]
        let card = type.card
        #expect(!card.summary.isEmpty && !card.source.isEmpty && !card.parameters.isEmpty)
        for parameter in card.parameters {
            #expect(parameter.range.contains(parameter.defaultValue))
            #expect(!parameter.source.isEmpty && !parameter.unit.isEmpty)
        }
        #expect(throws: MechanicsError.self) { try type.init(values: ["noSuchParameter": 1]) }
        let first = card.parameters[0]
        #expect(throws: MechanicsError.self) {
            try type.init(values: [first.name: first.range.upperBound * 2 + 1])
        }
        _ = try type.init(values: [first.name: first.defaultValue])
    }

    @Test func registryIsSortedAndUnique() {
        let names = Materials.all.map { $0.card.identifier }
        #expect(names == names.sorted() && Set(names).count == names.count)
    }
}
