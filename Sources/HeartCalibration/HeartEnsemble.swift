package import Calibration
import Glibc
package import HeartModel
package import Patients
import Quantities

/// Equally likely three-dimensional hearts: one for each set of the loop's ensemble.
///
/// A set of the loop has vessels and atria; the heart's parameters are drawn for these, from ``HeartUncertainty``, so
/// that each set as a whole explains the measurements. A parameter that multiplies one of the loop's is drawn as their
/// product: the loop's value differs from set to set.
package struct HeartEnsemble {
    private let uncertainty: HeartUncertainty
    private let best: HeartParameters
    private let loop: PatientCalibration
    private let seed: UInt64

    /// Spreads a fitted heart.
    ///
    /// - Parameters:
    ///   - best: its parameters.
    ///   - loop: the calibration that it was fitted after.
    package init(
        _ uncertainty: HeartUncertainty, around best: HeartParameters,
        after loop: PatientCalibration, seed: UInt64
    ) {
        self.uncertainty = uncertainty
        self.best = best
        self.loop = loop
        self.seed = seed
    }

    /// Draws of one set until it lies inside all ranges.
    private static let mostDraws = 50

    /// The ensemble with the heart's parameters as further columns, and what had to be drawn again for it.
    ///
    /// - Throws: ``HeartCalibrationError/ensemble(parameter:)``, ``HeartCalibrationError/ensembleWithoutBeat(sets:)``.
    package func added(
        to ensemble: PosteriorEnsemble, program: String
    ) throws -> (ensemble: PosteriorEnsemble, redraws: HeartRedraws) {
        var redraws = HeartRedraws(sets: ensemble.samples.count)
        guard !uncertainty.unknowns.isEmpty else { return (ensemble, redraws) }
        let study = loop.posterior.study
        let fitted = loop.fit.point.logarithms
        func place(_ factor: String) -> Int? { study.factors.firstIndex { $0.name == factor } }
        func moved(_ factor: String, in set: Int) -> Double {
            place(factor).map { loop.sample.sets[set][$0] - fitted[$0] } ?? 0
        }
        let others = ensemble.samples.indices.map { set in
            uncertainty.summedOver.map { moved($0, in: set) }
        }
        var result = ensemble
        result.names += uncertainty.unknowns.flatMap(\.names)
        result.units += try uncertainty.unknowns.flatMap(\.names).map {
            try Unit(HeartParameters.card($0)?.unit ?? "1")
        }
        // Later draws replace those of sets that left a range.
        var waiting = Array(ensemble.samples.indices)
        var outside: String?
        for round in 0..<Self.mostDraws where !waiting.isEmpty {
            let drawn = uncertainty.hearts(
                waiting.map { others[$0] }, seed: seed &+ UInt64(round))
            var again: [Int] = []
            for (set, found) in zip(waiting, drawn) {
                guard let logarithms = found else {
                    again.append(set)
                    redraws.withoutBeat += 1
                    continue
                }
                var row = ensemble.samples[set]
                var left: String?
                for (unknown, logarithm) in zip(uncertainty.unknowns, logarithms) {
                    let loopMove = unknown.loopFactor.map { moved($0, in: set) } ?? 0
                    for name in unknown.names {
                        let value = try best.value(name) * exp(logarithm - loopMove)
                        if left == nil, HeartParameters.card(name)?.range.contains(value) != true {
                            left = name
                        }
                        row.append(value)
                    }
                }
                if let left {
                    again.append(set)
                    redraws.outside[left, default: 0] += 1
                    outside = left
                } else {
                    result.samples[set] = row
                }
            }
            if round == 0 { redraws.redrawnSets = again.count }
            waiting = again
        }
        guard waiting.isEmpty else {
            guard let outside else {
                throw HeartCalibrationError.ensembleWithoutBeat(sets: waiting.count)
            }
            throw HeartCalibrationError.ensemble(parameter: outside)
        }
        result.provenance =
            (ensemble.provenance.map { $0 + "; " } ?? "")
            + "\(program) calibrate --heart: a heart drawn for each set, by randomise-then-optimise around the fit"
        return (result, redraws)
    }
}
