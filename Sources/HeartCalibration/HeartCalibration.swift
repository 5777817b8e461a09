public import Calibration
import Circuits
import Circulation
public import Electrophysiology
public import HeartModel
import Glibc
import Ionics
import Mechanics
import PatientModels
public import Patients
import Quantities

/// A patient's three-dimensional heart, fitted in stages after its closed loop.
///
/// 1. Electrics: the measured duration of the QRS, see ``QRSFit``, and the QT interval, see ``QTFit``.
/// 2. Passive: Klotz's relation through the imaged volume and the end-diastolic pressure, see ``PassiveFit``.
/// 3. Contraction: what was measured of pressures, flows and volumes, see ``ContractionFit``.
public struct HeartCalibration: Sendable {
    /// A stage.
    public enum Stage: String, Sendable, CaseIterable {
        case electrics, passive, contraction
    }

    /// The electrics; nil where no QRS duration is known or the stage was left out.
    public private(set) var electrics: QRSFit?
    /// The cells; nil where no QT interval is known or the stage was left out.
    public private(set) var repolarisation: QTFit?
    /// The relaxed wall; nil where the stage was left out.
    public private(set) var passive: PassiveFit?
    /// Contraction and blood; nil where the stage was left out.
    public private(set) var contraction: ContractionFit?
    /// What the heart was aimed at: measurements, then predictions of the fitted loop.
    public let targets: [LoopTarget]
    /// Measured intervals of the ECG that the electrics were fitted to [ms].
    public private(set) var intervals: [LoopTarget] = []
    /// Names among the targets that were measured.
    public let measured: Set<String>
    /// The heart as fitted.
    public private(set) var model: HeartModel
    /// What starts its beats.
    public let activation: ActivationProtocol
    /// What the measurements leave undecided of it.
    public private(set) var uncertainty: HeartUncertainty
    /// What was assumed, one sentence each.
    public private(set) var notes: [String] = []

    /// What the fitted loop predicts that a heart is aimed at where it was not measured.
    private static let predictions = ["stroke_volume", "pulmonary_mean_pressure"]

    /// Fits a heart.
    ///
    /// - Parameters:
    ///   - patient: with the parameters of its loop's calibration.
    ///   - loop: that calibration.
    ///   - activation: what starts a beat.
    ///   - progress: told what is being done.
    /// - Throws: ``HeartCalibrationError``, errors of the heart.
    public init(
        of patient: Patient, loop: PatientCalibration, activation: ActivationProtocol,
        stages: Set<Stage> = Set(Stage.allCases), progress: @escaping (String) -> Void = { _ in }
    ) throws {
        self.activation = activation
        let anatomy = try patient.heartAnatomy()
        (targets, measured) = Self.targets(loop)
        var parameters = try patient.heartParameters(choices: ["reference": "unloaded"])
        let filling = try Self.fillingPressures(loop)
        try parameters.set("heart.endDiastolicPressureLeft", filling.left)
        try parameters.set("heart.endDiastolicPressureRight", filling.right)
        var cells: [PacedSteadyState]?
        var notes: [String] = []
        // Intervals by the logarithm of the speeds' factor.
        var intervals: [(speed: Double, qt: Double)] = []
        var slopes = HeartUncertainty.Electrics()
        func electricalBeat(_ parameters: HeartParameters) throws -> ElectricalBeat {
            let rate = try parameters.value(LoopParameters.prefix + "heartRate")
            let beat = try ElectricalBeat(
                anatomy, parameters: parameters, activation: activation,
                cycleLength: HeartBuilder.cycleLength(period: Units.minute / rate), cells: cells)
            cells = beat.cells
            return beat
        }
        if stages.contains(.electrics) {
            if let qrs = try Self.duration("qrs_duration", of: patient) {
                progress("electrics: QRS of \(qrs.value.short) ms")
                let speed = try parameters.value(QRSFit.speeds[0])
                let fit = try QRSFit(target: qrs, parameters: parameters) { trial in
                    let waves = try electricalBeat(trial).waves.get()
                    let factor = try trial.value(QRSFit.speeds[0]) / speed
                    intervals.append((log(factor), waves.qtInterval))
                    progress(
                        "speeds times \(factor.short): QRS of \(waves.qrsDuration.short) ms, QT of "
                            + "\(waves.qtInterval.short) ms")
                    return waves.qrsDuration
                }
                parameters = try QRSFit.scaled(parameters, by: fit.factor)
                electrics = fit
                self.intervals.append(
                    LoopTarget("qrs_duration", qrs.value, deviation: qrs.deviation))
                (slopes.qrsDeviation, slopes.qrsBySpeed) = (qrs.deviation, fit.slope)
                if abs(fit.after - qrs.value) > 2 * qrs.deviation {
                    notes.append(
                        "qrs_duration: the heart shows \(fit.after.short) ms, aimed at was "
                            + "\(qrs.value.short) ms")
                }
            } else {
                notes.append("qrs_duration is not known: the speeds of conduction stay as they are")
            }
            if let qt = try Self.duration("qt_interval", of: patient) {
                progress("electrics: QT of \(qt.value.short) ms")
                let start = try parameters.value(QTFit.name)
                func with(_ factor: Double) throws -> HeartParameters {
                    var trial = parameters
                    try trial.set(QTFit.name, factor * start)
                    return trial
                }
                let fit = try QTFit(target: qt) { factor in
                    // Other cells have another rhythm.
                    if factor != 1 { cells = nil }
                    let found = try electricalBeat(try with(factor)).waves.get().qtInterval
                    progress("repolarising current times \(factor.short): QT of \(found.short) ms")
                    return found
                }
                parameters = try with(fit.factor)
                cells = nil
                repolarisation = fit
                self.intervals.append(
                    LoopTarget("qt_interval", qt.value, deviation: qt.deviation))
                (slopes.qtDeviation, slopes.qtByRectifier) = (qt.deviation, fit.slope)
                if let slowest = intervals.min(by: { $0.speed < $1.speed }),
                    let fastest = intervals.max(by: { $0.speed < $1.speed }),
                    fastest.speed > slowest.speed
                {
                    slopes.qtBySpeed =
                        (fastest.qt - slowest.qt) / (fastest.speed - slowest.speed)
                }
                notes.append(
                    "qt_interval tells how fast the cells repolarise, not by which current: the factor on IKr "
                        + "stands for all of them")
            }
        }
        func build(
            _ parameters: HeartParameters, reference: HeartModel? = nil
        ) throws -> HeartModel {
            let builder = HeartBuilder(
                anatomy: anatomy, parameters: parameters, activation: activation,
                reference: reference?.wall.reference, candidate: patient.keptReference,
                cells: cells)
            let model = try builder.build()
            cells = model.electrics.cells
            return model
        }
        var wall: PassiveFit.Wall
        if stages.contains(.passive) {
            let (fit, found) = try PassiveFit.fit(
                parameters, build: { try build($0) }, progress: progress)
            (passive, wall) = (fit, found)
        } else {
            let model = try build(parameters)
            wall = PassiveFit.Wall(
                model: model,
                inflation: try PassiveInflation(model.wall, imaged: model.endDiastole.wall))
        }
        model = wall.model
        if stages.contains(.contraction) {
            let fit = try ContractionFit(
                model, inflation: wall.inflation, targets: targets,
                factors: HeartFactor.all(loop, targets: targets),
                build: { try build($0, reference: wall.model) }, progress: progress)
            contraction = fit
            model = fit.model
        }
        uncertainty = try HeartUncertainty(
            electrics: stages.contains(.electrics) ? slopes : nil,
            stiffness: passive?.logarithmicDeviation,
            contraction: contraction.map { ($0.factors, $0.surrounded) },
            filling: try Self.filling(loop, pressure: filling.left), targets: targets,
            loopFactors: loop.posterior.study.factors)
        self.notes = notes
        self.notes += volumeNotes()
    }

    /// The pressure at which the image was taken, and how well it is known [mmHg].
    private static func filling(
        _ loop: PatientCalibration, pressure: Double
    ) throws -> HeartUncertainty.Filling {
        let name = "lv_end_diastolic_pressure"
        if let target = loop.posterior.targets.first(where: { $0.quantity == name }) {
            return (pressure, target.deviation, true)
        }
        guard let place = loop.posterior.study.outputs.firstIndex(where: { $0.name == name }) else {
            throw CalibrationError.unknownName(name: name, kind: "reading of the loop")
        }
        return (pressure, loop.fit.deviation(ofReading: place), false)
    }

    /// Numbers of the fitted heart; without contraction those of its electrics.
    public var metrics: [HeartMetric] {
        contraction?.after ?? HeartMetrics.electric(model.electrics)
    }

    /// What can be aimed at: measured numbers of the heart, then predictions of the fitted loop.
    private static func targets(_ loop: PatientCalibration) -> ([LoopTarget], Set<String>) {
        let measured = loop.posterior.targets.filter { HeartReadings.knows($0.quantity) }
        let names = Set(measured.map(\.quantity))
        let outputs = loop.posterior.study.outputs
        // A flow is a flow: what tells of it does not want a second, less certain, opinion.
        let known =
            names.isDisjoint(with: ["cardiac_output", "stroke_volume"])
            ? names : names.union(["stroke_volume"])
        // Of a recorded wave the fitted loop's ends and mean, its points being no numbers of a heart.
        let waves = loop.waves.flatMap(\.wave.kind.numbers).filter { HeartReadings.knows($0) }
        let wanted = (predictions + waves).filter { !known.contains($0) }
        let predicted = Set(wanted).sorted().compactMap { name in
            outputs.firstIndex { $0.name == name }.map { place in
                LoopTarget(
                    name, loop.fit.point.readings[place],
                    deviation: loop.fit.deviation(ofReading: place))
            }
        }
        return (measured + predicted.filter { $0.deviation > 0 }, names)
    }

    /// Pressures at which the image was taken, by the loop that was fitted to what was measured [mmHg].
    private static func fillingPressures(
        _ loop: PatientCalibration
    ) throws -> (left: Double, right: Double) {
        func reading(_ name: String) throws -> Double {
            if let target = loop.posterior.targets.first(where: { $0.quantity == name }) {
                return target.value
            }
            guard
                let place = loop.posterior.study.outputs.firstIndex(where: { $0.name == name })
            else { throw CalibrationError.unknownName(name: name, kind: "reading of the loop") }
            return loop.fit.point.readings[place]
        }
        return (
            try reading("lv_end_diastolic_pressure"), try reading("rv_end_diastolic_pressure")
        )
    }

    /// Standard deviation of a duration that comes without one [ms]; assumed: one small square of the paper is 40 ms,
    /// machines read to a fraction of it.
    private static let durationDeviation = 5.0

    private static func duration(
        _ name: String, of patient: Patient
    ) throws -> (value: Double, deviation: Double)? {
        guard let measurement = patient.measurements[name], !measurement.values.isEmpty else {
            return nil
        }
        let unit = try Unit("ms")
        let mean = measurement.values.reduce(0, +) / Double(measurement.values.count)
        let deviation =
            try measurement.uncertainty.map { try measurement.unit.convert($0, to: unit) }
            ?? durationDeviation
        guard deviation > 0 else {
            throw CalibrationError.measurement(
                name: name,
                problem:
                    "an uncertainty of \(deviation.short) ms; it must be positive, or left out for "
                    + "\(durationDeviation.short) ms")
        }
        return (try measurement.unit.convert(mean, to: unit), deviation)
    }

    /// Measured volumes that are not those of the image.
    private func volumeNotes() -> [String] {
        zip(["lv_end_diastolic_volume", "rv_end_diastolic_volume"], model.imaged.volumes)
            .compactMap { name, volume in
                let imaged = volume / Units.mL
                guard let target = targets.first(where: { $0.quantity == name }),
                    abs(imaged - target.value) > 2 * target.deviation
                else { return nil }
                return "\(name) is \(target.value.short) mL, but \(imaged.short) mL in the image: "
                    + "the anatomy is not that of this measurement"
            }
    }
}
