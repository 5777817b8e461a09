import Circuits
import Circulation
import Glibc
public import Patients
import Quantities

extension Patient {
    /// The patient with the parameters of a calibration: best values with their deviations, the ensemble, and
    /// what was found, as `loop` of ``Patient/calibrations``; what earlier calibrations found is left out.
    ///
    /// - Parameter program: name and version, for the provenance.
    /// - Throws: `ParameterError` for a set of the ensemble outside the admissible ranges.
    public func calibrated(
        by calibration: PatientCalibration, program: String
    ) throws -> Patient {
        let study = calibration.posterior.study
        let provenance =
            "\(program) calibrate, fit of the closed loop to "
            + (calibration.posterior.targets.map(\.quantity).filter { !$0.contains("@") }
            + calibration.waves.map(\.wave.kind.rawValue)).joined(separator: ", ")
        var patient = self
        let moved = Set(study.factors.flatMap { $0.members.map(\.parameter) })
        let names = LoopParameters.cards.map(\.name).filter { moved.contains($0) }
        for card in LoopParameters.cards where !moved.contains(card.name) {
            // Where the body's size or a measurement moved the base, the patient keeps that, too; what was measured
            // comes before what an earlier calibration left.
            let name = LoopParameters.prefix + card.name
            let ofWaves = card.name == "heartRate" && !calibration.waves.isEmpty
            let measured =
                Self.sources(of: card.name).first { measurements[$0]?.values.isEmpty == false }
                ?? (ofWaves ? "waves" : nil)
            guard
                patient.parameters[name] == nil
                    ? study.base[card.name] != card.defaultValue : measured != nil
            else { continue }
            patient.parameters[name] = StoredParameter(
                study.base[card.name], unit: try Unit(card.unit),
                provenance: measured.map { "\(program) calibrate: the measured \($0)" }
                    ?? "\(program) calibrate: the population's value, scaled to the body surface"
            )
        }
        for card in LoopParameters.cards where moved.contains(card.name) {
            let value = calibration.loop[card.name]
            patient.parameters[LoopParameters.prefix + card.name] = StoredParameter(
                value, unit: try Unit(card.unit),
                standardDeviation: abs(value) * calibration.logarithmicDeviation(of: card.name),
                provenance: provenance)
        }
        patient.posterior = PosteriorEnsemble(
            names: names.map { LoopParameters.prefix + $0 },
            units: try names.map { name in
                try Unit(LoopParameters.cardsByName[LoopParameters.prefix + name]?.unit ?? "1")
            },
            samples: try calibration.sample.sets.map { set in
                let loop = try study.parameters(set)
                return names.map { loop[$0] }
            }, method: calibration.method.rawValue, provenance: provenance)
        patient.calibrations = [
            CalibrationRecord.loop: try CalibrationRecord(
                CalibrationReport(calibration, patient: subject.identifier),
                covariance: calibration.covariance, provenance: provenance)
        ]
        return patient
    }

    /// Measurements that set a parameter of the loop as it is, the one that comes first before others.
    private static func sources(of parameter: String) -> [String] {
        switch parameter {
        case "heartRate": ["heart_rate", "rr_interval"]
        case "leftAtrialOnset", "rightAtrialOnset": ["pr_interval"]
        default: []
        }
    }
}

extension Patient {
    /// The patient with fitted walls for `--ventricles walls`.
    ///
    /// - Parameter program: name and version, for the provenance.
    public func calibrated(by walls: WallsFit, program: String) throws -> Patient {
        var patient = self
        let unit = try Unit("1")
        for (factor, value) in walls.factors {
            patient.parameters["walls." + factor.rawValue] = StoredParameter(
                value, unit: unit,
                provenance: "\(program) calibrate --walls: fit to "
                    + walls.readings.map(\.name).joined(separator: ", "))
        }
        return patient
    }
}

extension PatientCalibration {
    /// Standard deviation of the logarithm of a parameter [1].
    func logarithmicDeviation(of parameter: String) -> Double {
        let powers = posterior.study.factors.map { factor in
            factor.members.first { $0.parameter == parameter }?.exponent ?? 0
        }
        var variance = 0.0
        for (row, a) in powers.enumerated() {
            for (column, b) in powers.enumerated() {
                variance += a * b * covariance[row * powers.count + column]
            }
        }
        return max(variance, 0).squareRoot()
    }
}
