import Testing

import Suites

/// Expected values: SciPy 1.17.1, `stats.t.cdf`, `stats.t.ppf`, `special.betainc`.
@Suite struct StudentTTests {
    @Test(arguments: [
        (0.5, 1.0, 0.6475836176504333), (1, 1, 0.75), (2, 3, 0.9303370157205785),
        (-1.5, 7, 0.088649243494985), (3.3, 2.5, 0.9702989356102779),
        (0.01, 30, 0.5039562537134111), (8, 12, 0.9999981200508876),
        (-40, 5, 9.205981085886477e-08), (2.1, 1e6, 0.9821354545126825),
    ])
    func cumulativeProbability(_ t: Double, _ freedom: Double, _ expected: Double) {
        let found = StudentT.cumulative(t, freedom: freedom)
        // ln Γ of half a million is known to its last bits only: 1e-9 of a difference.
        let gate = freedom > 1e4 ? 1e-8 : 2e-10
        #expect(abs(found / expected - 1) < gate, "\(found), expected \(expected)")
    }

    @Test(arguments: [
        (0.95, 4.0, 2.1318467863266495), (0.975, 22, 2.0738730679040254),
        (0.9, 1, 3.0776835371752544), (0.999, 2.7, 12.06032454310242),
        (0.025, 100, -1.983971518523552),
    ])
    func quantile(_ p: Double, _ freedom: Double, _ expected: Double) {
        let found = StudentT.quantile(p, freedom: freedom)
        #expect(abs(found / expected - 1) < 1e-9, "\(found), expected \(expected)")
    }

    @Test(arguments: [
        (0.3, 2.0, 3.0, 0.3483), (0.9, 0.5, 0.5, 0.7951672353008665),
        (0.01, 5, 0.5, 2.4712578086395438e-11), (0.7, 50, 20, 0.3825092483812333),
    ])
    func incompleteBeta(_ x: Double, _ a: Double, _ b: Double, _ expected: Double) {
        let found = StudentT.incompleteBeta(x, a, b)
        #expect(abs(found / expected - 1) < 1e-10, "\(found), expected \(expected)")
    }

    @Test func infiniteAndMissingArguments() {
        #expect(StudentT.cumulative(.infinity, freedom: 3) == 1)
        #expect(StudentT.cumulative(-.infinity, freedom: 3) == 0)
        #expect(StudentT.cumulative(.nan, freedom: 3).isNaN)
        #expect(StudentT.cumulative(1, freedom: 0).isNaN)
        #expect(StudentT.quantile(1, freedom: 3).isNaN)
    }
}

@Suite struct NormalDistributionTests {
    /// Expected: SciPy 1.17.1, `stats.norm.ppf`.
    @Test(arguments: [
        (0.9, 1.2815515655446004), (0.975, 1.959963984540054), (0.999, 3.090232306167813),
        (0.5, 0),
    ])
    func quantile(_ p: Double, _ expected: Double) {
        #expect(abs(NormalDistribution.quantile(p) - expected) < 1e-12)
        #expect(abs(NormalDistribution.cumulative(expected) - p) < 1e-15)
    }
}
