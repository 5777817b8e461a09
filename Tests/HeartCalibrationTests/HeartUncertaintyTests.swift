import Calibration
import Glibc
import HeartCalibration
import Testing

/// What the measurements leave undecided of a heart, against numbers by hand and against the emulated beat itself.
@Suite struct HeartUncertaintyTests {
    private static let targets = [
        LoopTarget("systolic_pressure", 120, deviation: 4),
        LoopTarget("diastolic_pressure", 75, deviation: 4),
        LoopTarget("cardiac_output", 5, deviation: 0.3),
        LoopTarget("lv_ejection_fraction", 60, deviation: 3),
        LoopTarget("lv_end_diastolic_pressure", 9, deviation: 2),
    ]

    private static let factors = [
        HeartFactor(
            name: "wall.contractilityLeft", summary: "left", spread: 0.5, start: 0, loopFactor: nil),
        HeartFactor(
            name: "wall.contractilityRight", summary: "right", spread: 0.5, start: 0,
            loopFactor: nil),
        HeartFactor(
            name: "heart.bloodVolumeFactor", summary: "blood", spread: 0.12, start: 0,
            loopFactor: "bloodVolume"),
        HeartFactor(
            name: "heart.systemicResistanceFactor", summary: "resistance", spread: 0.5, start: 0,
            loopFactor: "systemicResistance"),
    ]

    private func fitted(
        _ heart: LearnedHeart, _ targets: [LoopTarget] = Self.targets, measured: Bool = true,
        loopFactors: [LoopFactor] = LoopFactors.all
    ) throws -> HeartUncertainty {
        try HeartUncertainty(
            electrics: nil, stiffness: 0.3, contraction: (Self.factors, heart.emulated),
            filling: (9, 2, measured), targets: targets, loopFactors: loopFactors)
    }

    /// Two unknowns: [s/σ; priors], by hand.
    @Test func electricIntervalsAloneAreTheInverseOfATwoByTwoMatrix() throws {
        var slopes = HeartUncertainty.Electrics()
        (slopes.qrsDeviation, slopes.qrsBySpeed) = (4, -60)
        (slopes.qtDeviation, slopes.qtBySpeed, slopes.qtByRectifier) = (10, -20, -80)
        let found = try HeartUncertainty(
            electrics: slopes, stiffness: nil, contraction: nil, filling: (8, 1, false),
            targets: [], loopFactors: LoopFactors.all)
        #expect(found.unknowns.count == 2 && found.summedOver.isEmpty)
        let prior = 1 / (0.4 * 0.4)
        let (a, b, d) = (15.0 * 15 + 2 * 2 + prior, 2.0 * 8, 8.0 * 8 + prior)
        let determinant = a * d - b * b
        for (entry, expected) in zip(found.covariance, [d, -b, -b, a]) {
            #expect(abs(entry - expected / determinant) < 1e-12, "\(found.covariance)")
        }
        #expect(abs(found.correlation(0, 1) + b / (a * d).squareRoot()) < 1e-12)
        #expect(abs(found.deviation(0) - (d / determinant).squareRoot()) < 1e-12)
    }

    /// The distance from Klotz's relation and the pressure of the image, as one measurement, beside the prior.
    @Test func stiffnessByAPressureThatWasNotMeasured() throws {
        let found = try HeartUncertainty(
            electrics: nil, stiffness: 0.3, contraction: nil, filling: (8, 2, false), targets: [],
            loopFactors: LoopFactors.all)
        let expected = 1 / (1 / (0.3 * 0.3 + 0.25 * 0.25) + 1 / (0.6 * 0.6))
        #expect(abs(found.covariance[0] - expected) < 1e-12)
        // A relation without a bottom tells nothing.
        let open = try HeartUncertainty(
            electrics: nil, stiffness: .infinity, contraction: nil, filling: (8, 2, false),
            targets: [], loopFactors: LoopFactors.all)
        #expect(abs(open.deviation(0) - 0.6) < 1e-12)
    }

    @Test func measurementsTakeFromThePriorsAndNeverAdd() throws {
        let heart = try LearnedHeart()
        let found = try fitted(heart)
        #expect(found.unknowns.count == 5 && found.summedOver.count == 4)
        for (place, unknown) in found.unknowns.enumerated() {
            let deviation = found.deviation(place)
            #expect(deviation > 0 && deviation <= unknown.spread * (1 + 1e-9), "\(unknown.names)")
            for other in 0..<place { #expect(abs(found.correlation(place, other)) <= 1) }
        }
        func deviation(_ uncertainty: HeartUncertainty, _ name: String) throws -> Double {
            uncertainty.deviation(
                try #require(uncertainty.unknowns.firstIndex { $0.names == [name] }))
        }
        // Output and pressure tell of resistance; nothing here tells of the right wall.
        #expect(try deviation(found, "heart.systemicResistanceFactor") < 0.2)
        #expect(try deviation(found, "wall.contractilityRight") > 0.35)
        // With what surrounds the heart known, no more is open than without.
        let alone = try fitted(heart, loopFactors: [])
        for place in found.unknowns.indices {
            #expect(alone.deviation(place) <= found.deviation(place) * (1 + 1e-9))
        }
        // A ten times better instrument tells more.
        let sharper = try fitted(
            heart,
            Self.targets.map { LoopTarget($0.quantity, $0.value, deviation: 0.1 * $0.deviation) })
        let resistance = "heart.systemicResistanceFactor"
        #expect(try deviation(sharper, resistance) < 0.7 * deviation(found, resistance))
    }

    /// Draws of the linear model have its spread; hearts show what was measured about as well as it was measured, which
    /// draws do not: along what is open, blood against the right wall's contractility, the loop is far from linear.
    @Test func drawnHeartsExplainTheMeasurements() throws {
        let heart = try LearnedHeart()
        let rest = try heart.emulated.readings(Self.targets, at: [:])
        // Aimed at what the heart shows, so that the fit is at zero.
        let targets = zip(Self.targets, rest).map {
            LoopTarget($0.quantity, $1, deviation: $0.deviation)
        }
        let found = try fitted(heart, targets)
        let none = [Double](repeating: 0, count: found.summedOver.count)
        let drawn = found.draws(Array(repeating: none, count: 4000), seed: 3)
        for place in found.unknowns.indices {
            let values = drawn.map { $0[place] }
            let mean = values.reduce(0, +) / 4000
            let deviation =
                (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999).squareRoot()
            // Five standard errors of a mean.
            #expect(abs(mean) < 0.08 * deviation, "\(found.unknowns[place].names): \(mean)")
            #expect(deviation <= found.deviation(place) * 1.05)
        }
        func distances(_ hearts: [[Double]]) throws -> [Double] {
            var squares = [Double](repeating: 0, count: targets.count)
            for logarithms in hearts {
                let named = Dictionary(
                    uniqueKeysWithValues: zip(found.unknowns.flatMap(\.names), logarithms))
                let readings = try heart.emulated.readings(targets, at: named)
                for (place, target) in targets.enumerated() {
                    let z = (readings[place] - target.value) / target.deviation
                    squares[place] += z * z / Double(hearts.count)
                }
            }
            return squares.map { $0.squareRoot() }
        }
        let hearts = found.hearts(Array(repeating: none, count: 100), seed: 3)
        #expect(hearts.compactMap { $0 }.count >= 98, "some were not found")
        let likely = try distances(hearts.compactMap { $0 })
        for (distance, target) in zip(likely, targets) {
            // Posterior spread is below that of the instrument; a fifth for a hundred draws.
            #expect(distance < 1.2, "\(target.quantity): \(distance)")
        }
        #expect(likely.contains { $0 > 0.4 }, "the hearts hardly differ: \(likely)")
        let straight = try distances(Array(drawn.prefix(100)))
        #expect((straight.max() ?? 0) > (likely.max() ?? 0), "\(straight) against \(likely)")
        #expect(hearts == found.hearts(Array(repeating: none, count: 100), seed: 3))
    }

    /// Other surroundings come with other hearts, by the slope of the conditional mean; the same seed with the same.
    @Test func drawsFollowTheirSurroundings() throws {
        let found = try fitted(LearnedHeart())
        let none = [Double](repeating: 0, count: found.summedOver.count)
        var moved = none
        moved[try #require(found.summedOver.firstIndex(of: "systemicCompliance"))] = 0.4
        let (here, there) = (found.draws([none], seed: 9)[0], found.draws([moved], seed: 9)[0])
        #expect(here == found.draws([none], seed: 9)[0] && here != found.draws([none], seed: 8)[0])
        let shift = zip(there, here).map { $0 - $1 }
        #expect(shift.contains { abs($0) > 0.01 }, "\(shift)")
        // The shift is linear: twice the surroundings, twice the shift.
        let twice = found.draws([moved.map { 2 * $0 }], seed: 9)[0]
        for (place, step) in shift.enumerated() {
            #expect(abs(twice[place] - here[place] - 2 * step) < 1e-12)
        }
    }
}
