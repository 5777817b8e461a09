import Circuits
import Circulation
import Glibc
import Numerics
import Quantities

/// What a calibration found, for people and programs.
public struct CalibrationReport: Sendable, Encodable {
    /// A measurement and what the fitted loop shows.
    public struct Measured: Sendable, Encodable {
        /// Name of the measurement.
        public var name: String
        /// Unit of all values.
        public var unit: String
        /// Measured value and its standard deviation.
        public var target: Double
        public var deviation: Double
        /// Value of the fitted loop.
        public var fitted: Double
        /// (fitted − target) / deviation.
        public var z: Double
    }

    /// A recorded wave and how the fitted loop shows it.
    public struct Wave: Sendable, Encodable {
        /// Name of the wave.
        public var name: String
        /// Unit of errors.
        public var unit: String
        /// Beats that were averaged.
        public var beats: Int
        /// Root mean square difference of both curves, and of the wave from its own mean.
        public var error: Double
        public var range: Double
        /// When the wave begins after the onset of the QRS [ms], see ``WaveFit/onsetMs``.
        public var onsetMs: Double
    }

    /// Something of the patient that the fit adapted.
    public struct Factor: Sendable, Encodable {
        /// Identifier of the ``LoopFactor``.
        public var name: String
        /// What it is.
        public var summary: String
        /// Best factor on the population's value, and the ends of its 90 % interval [1].
        public var factor: Double
        public var low: Double
        public var high: Double
        /// Ends of the population's 90 % interval [1].
        public var priorLow: Double
        public var priorHigh: Double
        /// Share of the population's variance that the measurements removed [1].
        public var informed: Double
        /// The measurement that would tell most about it, where it is not known well.
        public var askFor: String?
    }

    /// A number that was not measured, as the fitted loop predicts it.
    public struct Predicted: Sendable, Encodable {
        /// Name, as a measurement would have it.
        public var name: String
        /// Unit of all values.
        public var unit: String
        /// Best value and the ends of its 90 % interval.
        public var value: Double
        public var low: Double
        public var high: Double
    }

    /// Two factors that the measurements tie together.
    public struct Pair: Sendable, Encodable {
        /// Identifiers of both.
        public var first: String
        public var second: String
        /// Correlation of their logarithms [1].
        public var correlation: Double
    }

    /// How many measurements there were: without the agreement that a pericardium is fitted by.
    public var measurementCount: Int {
        measured.filter { $0.name != AdultOutput.pericardialExcess }.count + waves.count
    }

    /// Pseudonym of the patient.
    public var patient: String
    /// How the ensemble was drawn, and how many sets it has.
    public var method: String
    public var sets: Int
    /// Iterations of the fit.
    public var iterations: Int
    /// What was measured.
    public var measured: [Measured]
    /// Recorded waves.
    public var waves: [Wave]
    /// What was adapted.
    public var factors: [Factor]
    /// Factors known only together, strongest first.
    public var pairs: [Pair]
    /// What was not measured.
    public var predicted: [Predicted]
    /// What was assumed or left out, and what deserves a second look; one sentence each.
    public var notes: [String]

    /// Half width of a 90 % interval in standard deviations.
    public static let intervalHalfWidth = 1.644_854

    /// Removed shares of variance from which a factor counts as known, and below which as unknown.
    static let known = 0.75
    static let unknown = 0.25

    /// Puts a calibration into numbers and words.
    public init(_ calibration: PatientCalibration, patient: String) {
        let (posterior, fit) = (calibration.posterior, calibration.fit)
        let study = posterior.study
        let gain = InformationGain(posterior, fit)
        self.patient = patient
        method = calibration.method.rawValue
        sets = calibration.sample.sets.count
        iterations = fit.costs.count - 1
        // Points of waves stand together, see ``waves``.
        measured = zip(posterior.targets, posterior.places).filter {
            !$0.0.quantity.contains("@")
        }.map { target, place in
            let fitted = fit.point.readings[place]
            return Measured(
                name: target.quantity, unit: study.outputs[place].unit, target: target.value,
                deviation: target.deviation, fitted: fitted,
                z: (fitted - target.value) / target.deviation)
        }
        waves = calibration.waves.map {
            Wave(
                name: $0.wave.kind.rawValue, unit: $0.wave.kind.unit, beats: $0.wave.beats,
                error: $0.error, range: $0.range, onsetMs: $0.onsetMs)
        }
        factors = study.factors.enumerated().map { place, factor in
            let count = study.factors.count
            let deviation = max(calibration.covariance[place * (count + 1)], 0).squareRoot()
            let center = fit.point.logarithms[place]
            let ends: (low: Double, high: Double) =
                calibration.sample.moments?.intervals[place]
                ?? (
                    center - Self.intervalHalfWidth * deviation,
                    center + Self.intervalHalfWidth * deviation
                )
            let informed = 1 - (deviation / factor.spread) * (deviation / factor.spread)
            return Factor(
                name: factor.name, summary: factor.summary, factor: exp(center),
                low: exp(ends.low), high: exp(ends.high),
                priorLow: exp(-Self.intervalHalfWidth * factor.spread),
                priorHigh: exp(Self.intervalHalfWidth * factor.spread), informed: informed,
                askFor: informed < Self.known ? gain.mostInformative(about: place) : nil)
        }
        pairs = Self.pairs(study.factors, calibration.covariance)
        predicted = study.outputs.indices.filter { !posterior.places.contains($0) }.map { place in
            let ends = Quantiles.of(
                calibration.readings.map { $0[place] }, at: [0.05, 0.95])
            return Predicted(
                name: study.outputs[place].name, unit: study.outputs[place].unit,
                value: fit.point.readings[place], low: ends[0], high: ends[1])
        }
        notes =
            calibration.notes + calibration.waves.compactMap(\.remark)
            + measured.filter { abs($0.z) > 2 }.map {
                "\($0.name): the loop shows \($0.fitted.short), measured is \($0.target.short) "
                    + "\($0.unit); no heart of this kind fits it beside the other measurements"
            }
    }

    /// Correlation from which two factors count as tied.
    private static let tied = 0.8

    private static func pairs(_ factors: [LoopFactor], _ covariance: [Double]) -> [Pair] {
        let count = factors.count
        func variance(_ place: Int) -> Double { covariance[place * (count + 1)] }
        return factors.indices.flatMap { a in
            (0..<a).compactMap { b in
                let correlation =
                    covariance[a * count + b] / (variance(a) * variance(b)).squareRoot()
                return abs(correlation) >= tied
                    ? Pair(
                        first: factors[b].name, second: factors[a].name, correlation: correlation)
                    : nil
            }
        }.sorted { abs($0.correlation) > abs($1.correlation) }
    }
}
