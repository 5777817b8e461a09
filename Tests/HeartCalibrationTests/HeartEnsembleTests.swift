import Calibration
import Circulation
import Glibc
import HeartCalibration
import HeartModel
import Patients
import Quantities
import Testing

/// Hearts for the sets of a loop's ensemble: columns, ranges, and what belongs together.
@Suite struct HeartEnsembleTests {
    private static let resistance = "heart.systemicResistanceFactor"
    private static let seed: UInt64 = 5

    private func loop(_ count: Int = 40) throws -> PatientCalibration {
        var measurements: [String: Measurement] = [:]
        for (name, value, unit) in [
            ("heart_rate", 72.0, "1/min"), ("systolic_pressure", 120, "mm[Hg]"),
            ("cardiac_output", 5, "L/min"),
        ] {
            measurements[name] = Measurement([value], unit: try Unit(unit), kind: .measured)
        }
        return try PatientCalibration(of: KnownPatient(measurements: measurements), count: count)
    }

    /// The sets as a patient file has them.
    private func ensemble(_ loop: PatientCalibration) throws -> PosteriorEnsemble {
        let name = LoopParameters.prefix + "systemicArterialResistance"
        return PosteriorEnsemble(
            names: [name], units: [try Unit("mmHg.s/mL")],
            samples: try loop.sample.sets.map {
                [try loop.posterior.study.parameters($0)["systemicArterialResistance"]]
            }, method: "laplace", provenance: "a loop")
    }

    private static let usual = [
        HeartFactor(
            name: "wall.contractilityLeft", summary: "left", spread: 0.5, start: 0, loopFactor: nil),
        HeartFactor(
            name: resistance, summary: "resistance", spread: 0.5, start: 0,
            loopFactor: "systemicResistance"),
    ]

    private func uncertainty(
        _ loop: PatientCalibration, _ factors: [HeartFactor] = usual
    ) throws -> HeartUncertainty {
        try HeartUncertainty(
            electrics: nil, stiffness: nil, contraction: (factors, LearnedHeart().emulated),
            filling: (9, 2, false),
            targets: [LoopTarget("systolic_pressure", 120, deviation: 4)],
            loopFactors: loop.posterior.study.factors)
    }

    @Test func everySetGetsAHeartInsideTheCards() throws {
        let loop = try loop()
        let sets = try ensemble(loop)
        let heart = HeartEnsemble(
            try uncertainty(loop), around: HeartParameters(), after: loop, seed: Self.seed)
        let (found, redraws) = try heart.added(to: sets, program: "test")
        #expect(redraws.redrawnSets == 0 && redraws.draws == 0 && redraws.sentence == nil)
        #expect(found.names == sets.names + ["wall.contractilityLeft", Self.resistance])
        #expect(found.units.map(\.symbol) == ["mmHg.s/mL", "1", "1"])
        #expect(found.samples.count == sets.samples.count)
        for (row, given) in zip(found.samples, sets.samples) {
            #expect(row.count == 3 && row[0] == given[0])
            for (name, value) in zip(found.names.dropFirst(), row.dropFirst()) {
                #expect(HeartParameters.card(name)?.range.contains(value) == true, "\(name)")
            }
        }
        #expect(found.provenance?.hasPrefix("a loop; test calibrate") == true)
        #expect(try heart.added(to: sets, program: "test").ensemble == found)
        let other = HeartEnsemble(
            try uncertainty(loop), around: HeartParameters(), after: loop, seed: Self.seed + 1)
        #expect(try other.added(to: sets, program: "test").ensemble.samples != found.samples)
    }

    /// What is drawn is the resistance around the heart: the factor times the loop's, however that differs from set to
    /// set.
    @Test func aFactorOnTheLoopIsDrawnAsTheProduct() throws {
        let loop = try loop()
        let sets = try ensemble(loop)
        let uncertainty = try uncertainty(loop)
        let found = try HeartEnsemble(
            uncertainty, around: HeartParameters([Self.resistance: 1.2]), after: loop,
            seed: Self.seed
        ).added(to: sets, program: "test").ensemble
        let study = loop.posterior.study
        let fitted = loop.fit.point.logarithms
        let others = loop.sample.sets.map { set in
            uncertainty.summedOver.map { name in
                let place = study.factors.firstIndex { $0.name == name } ?? 0
                return set[place] - fitted[place]
            }
        }
        // No draw of these leaves a range, so that all are of the first round.
        let drawn = uncertainty.hearts(others, seed: Self.seed)
        let best = 1.2 * loop.loop["systemicArterialResistance"]
        for (row, heart) in zip(found.samples, drawn) {
            let logarithms = try #require(heart)
            #expect(abs(log(row[0] * row[2] / best) - logarithms[1]) < 1e-9)
            #expect(abs(log(row[1]) - logarithms[0]) < 1e-9)
        }
        let products = found.samples.map { log($0[0] * $0[2] / best) }
        let deviation = (products.reduce(0) { $0 + $1 * $1 } / Double(products.count)).squareRoot()
        #expect(deviation < 1.5 * uncertainty.deviation(1), "\(deviation)")
    }

    /// A best value near the end of its range: what leaves it is drawn anew, and counted.
    @Test func drawsOutsideARangeAreDrawnAnew() throws {
        let loop = try loop()
        let sets = try ensemble(loop)
        let uncertainty = try uncertainty(loop)
        let (found, redraws) = try HeartEnsemble(
            uncertainty, around: HeartParameters(["wall.contractilityLeft": 19.5]), after: loop,
            seed: Self.seed
        ).added(to: sets, program: "test")
        #expect(redraws.sets == 40 && (1..<40).contains(redraws.redrawnSets))
        #expect(redraws.draws >= redraws.redrawnSets)
        #expect(redraws.outside.keys.sorted() == ["wall.contractilityLeft"])
        let sentence = try #require(redraws.sentence)
        #expect(
            sentence.hasPrefix("ensemble: \(redraws.redrawnSets) of 40 hearts were drawn again")
                && sentence.contains("left the range of wall.contractilityLeft"), "\(sentence)")
        #expect(found.samples.allSatisfy { $0[1] <= 20 })
        let none = [Double](repeating: 0, count: uncertainty.summedOver.count)
        let first = uncertainty.draws(sets.samples.map { _ in none }, seed: Self.seed)
        #expect(first.contains { 19.5 * exp($0[0]) > 20.5 }, "nothing left the range")
    }

    /// The lungs' resistance is not measured, so that the loop's sets differ widely in it; a heart whose product of both
    /// is known well, with a factor of five at its best, needs more than five for some of them.
    @Test func aParameterThatCannotBeDrawnIsNamed() throws {
        let loop = try loop()
        let sets = try ensemble(loop)
        let name = "heart.pulmonaryResistanceFactor"
        let known = HeartFactor(
            name: name, summary: "lungs", spread: 0.02, start: 0, loopFactor: "pulmonaryResistance")
        let uncertainty = try uncertainty(loop, [known])
        #expect(throws: HeartCalibrationError.ensemble(parameter: name)) {
            try HeartEnsemble(
                uncertainty, around: HeartParameters([name: 5]), after: loop, seed: Self.seed
            ).added(to: sets, program: "test")
        }
    }
}
