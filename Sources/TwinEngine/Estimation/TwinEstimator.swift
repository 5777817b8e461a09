public import Circuits
import Circulation
public import Numerics
import Quantities
import TwinProtocol

/// Follows a patient: an ensemble of hearts with their reflexes beats along with him, and what he measures pulls
/// their parameters and volumes.
///
/// Hearts run eight side by side; each beat that a measurement covers is one step of an ensemble Kalman filter
/// (``EnsembleUpdate``) over the parameters of ``EstimatedParameter`` and the volumes of all compartments. Not for
/// use by two threads at once.
public final class TwinEstimator {
    /// What was measured.
    public struct Measurement: Sendable {
        /// Heart rate [1/min], where it is known.
        public var heartRate: Double?
        /// Values by code, in the units of the codes; those that the estimator knows are used.
        public var values: [String: Double]

        /// Collects what was measured.
        public init(heartRate: Double?, values: [String: Double]) {
            self.heartRate = heartRate
            self.values = values
        }
    }

    /// A parameter after a measurement.
    public struct Estimate: Sendable, Equatable {
        /// Dotted name; unit of its signal.
        public var name: String
        /// Mean and ends of the 90 % interval.
        public var mean: Double
        public var low: Double
        public var high: Double
    }

    /// Measurements that are used, with the deviations of sensor and model [mmHg]; assumed.
    public static let deviations = [
        "MDC_PRESS_BLD_ART_ABP_MEAN": 1.5, "MDC_PRESS_BLD_ART_ABP_SYS": 2.5,
        "MDC_PRESS_BLD_ART_ABP_DIA": 2.0, "MDC_PRESS_BLD_ART_PULM_MEAN": 0.8,
        "MDC_PRESS_BLD_ART_PULM_SYS": 1.5, "MDC_PRESS_BLD_ART_PULM_DIA": 0.8,
        "MDC_PRESS_BLD_VEN_CENT_MEAN": 0.5,
    ]

    /// Codes and names of measurements that are used.
    public static let measures = Set(deviations.keys).union([Upstroke.name])

    /// Deviation of the logarithm of the steepest rise of arterial pressure; assumed.
    private static let upstrokeDeviation = 0.06
    /// A catheter, its tubing and the way from the heart change the rise by a factor of their own, which is found like a parameter:
    /// deviation of its logarithm at the start and of its random walk over a second; assumed.
    private static let line = (
        spread: 0.3, wander: 0.001
    )

    private let layout: TwinLayout
    private let parameters: [EstimatedParameter]
    private let signals: [Int]
    private let base: [Double]
    private let blocks: [EstimatorBlock]
    /// By member: deviations of the parameters from their base, then that of the line's factor on the rise.
    private var factors: [[Double]]
    private var noise: SplitMix64
    private var lastTime = 0.0
    /// How surprising the last measurement was, see ``InnovationStatistics``; about 1 in the long run.
    public private(set) var surprise = 1.0
    /// How likely each parameter has made a step within the last beats.
    public private(set) var stepProbabilities: [Double] = []
    private var agility: WanderAgility
    private var hypotheses: StepHypotheses
    /// What was measured in the last beat less what was expected of it, by code, in the scale of the code.
    public private(set) var innovations: [String: Double] = [:]
    private var scatter = SensorScatter()
    private var judge = SensorJudge()
    /// Values that were left out as artefacts, by code and finding (`order`, `damped`, `alone`).
    public private(set) var artefacts: [String: Int] = [:]
    /// Codes whose sensor seems to drift.
    public var drifting: [String] { judge.drifting.sorted() }

    /// Steps in which a beat is solved.
    static let stepsOfBeat = 250

    /// An ensemble around a heart at the onset of its periodic beat.
    ///
    /// - Parameters:
    ///   - members: number of hearts, a multiple of eight and 64 at least.
    ///   - seed: of the random numbers.
    public init(
        _ layout: TwinLayout, rest: CircuitState<Double>,
        members: Int = 96, seed: UInt64 = 1
    ) throws {
        precondition(members >= 64 && members % 8 == 0, "a multiple of eight, 64 at least")
        self.layout = layout
        parameters = EstimatedParameter.all
        var signals: [Int] = []
        for parameter in parameters {
            guard let place = layout.catalogue.place(of: parameter.name) else {
                throw TwinEngineError.notProportional(parameter: parameter.name)
            }
            signals.append(place)
        }
        self.signals = signals
        base = signals.map { layout.initial[$0] }
        blocks = try (0..<members / 8).map { _ in try EstimatorBlock(layout, rest: rest) }
        var noise = SplitMix64(seed: seed)
        let spreads = parameters.map(\.spread) + [Self.line.spread]
        let numbers = ExactNoise.draw(
            spreads.count, besides: [], size: members, noise: &noise)
        factors = (0..<members).map { member in
            spreads.indices.map { spreads[$0] * numbers[$0][member] }
        }
        agility = WanderAgility(count: parameters.count)
        hypotheses = StepHypotheses(deviations: parameters.map(\.step))
        self.noise = noise
        spread()
    }

    /// Takes what was measured at a time.
    ///
    /// - Parameters:
    ///   - measurement: of the beat that ended there.
    ///   - time: since the start [ms].
    /// - Returns: the parameters; nil where it could not be used: nothing is known of it, or a heart failed.
    public func take(_ measurement: Measurement, at time: Double) -> [Estimate]? {
        var used = Self.measures.sorted().filter { measured($0, measurement) != nil }
        let nonsense = SensorJudge.nonsense(measurement.values)
        leaveOut(nonsense, of: &used)
        walk(over: max(time - lastTime, 0) / Units.second)
        lastTime = time
        spread()
        guard (try? advance(to: time, rate: measurement.heartRate)) != nil, !used.isEmpty else {
            return nil
        }
        leaveOut(judge.judge(judged(measurement, used)), of: &used)
        guard !used.isEmpty else { return nil }
        for code in used {
            guard let value = measured(code, measurement) else { continue }
            scatter.take(code, value, assumed: Self.assumed(code))
        }
        var members = states
        guard
            let update = try? StepUpdate.apply(
                to: &members,
                predicted: factors.indices.map { member in used.map { predicted($0, member) } },
                measured: used.map { measured($0, measurement) ?? .nan },
                deviations: used.map { deviation($0) }, watched: parameters.count,
                hypotheses: &hypotheses, noise: &noise),
            members.allSatisfy({ $0.allSatisfy(\.isFinite) })
        else { return nil }
        for (member, values) in members.enumerated() {
            factors[member] = Array(values[...parameters.count])
            blocks[member / 8].setVolumes(Array(values[(parameters.count + 1)...]), member % 8)
        }
        surprise = update.surprise
        stepProbabilities = update.stepProbabilities
        innovations = Dictionary(uniqueKeysWithValues: zip(used, update.innovation))
        agility.take(update.pulls)
        for parameter in update.stepped { agility.loosen(parameter) }
        // The volumes already hold the blood that the update found.
        spread(infusing: false)
        return estimates
    }

    /// By member: deviations of parameters, factor of the line, volumes.
    private var states: [[Double]] {
        factors.indices.map { factors[$0] + blocks[$0 / 8].volumes($0 % 8) }
    }

    /// Lets parameters wander over a time [s].
    private func walk(over elapsed: Double) {
        let root = elapsed.squareRoot()
        let deviations =
            parameters.indices.map { agility[$0] * parameters[$0].wander * root }
            + [Self.line.wander * root]
        // Besides the weights of earlier steps, too: else these would go with what wanders now by chance.
        let weights = hypotheses.weights
        let known = weights.isEmpty ? states : zip(states, weights).map { $0 + $1 }
        let numbers = ExactNoise.draw(
            deviations.count, besides: known, size: factors.count, noise: &noise)
        for member in factors.indices {
            for k in deviations.indices {
                factors[member][k] += deviations[k] * numbers[k][member]
            }
        }
        hypotheses.begin(numbers, times: deviations)
    }

    private func leaveOut(_ found: [String: SensorJudge.Finding], of used: inout [String]) {
        for code in used {
            guard let finding = found[code] else { continue }
            artefacts["\(code) \(finding.rawValue)", default: 0] += 1
        }
        used.removeAll { found[$0] != nil }
    }

    /// What was measured, in the scale of ``predicted(_:_:)``; nil where it was not, or cannot be.
    private func measured(_ code: String, _ measurement: Measurement) -> Double? {
        guard let value = measurement.values[code] else { return nil }
        guard code == Upstroke.name else { return value }
        return value > 0 ? Double.log(value) : nil
    }

    /// What a member expects to be measured; of the rise its logarithm.
    private func predicted(_ code: String, _ member: Int) -> Double {
        let value = blocks[member / 8].value(code, member % 8)
        guard code == Upstroke.name else { return value }
        return Double.log(value) + factors[member][parameters.count]
    }

    private static func assumed(_ code: String) -> Double {
        deviations[code] ?? upstrokeDeviation
    }

    private func deviation(_ code: String) -> Double {
        scatter.deviation(code, assumed: Self.assumed(code))
            * (judge.drifting.contains(code) ? SensorJudge.distrust : 1)
    }

    private func judged(
        _ measurement: Measurement, _ used: [String]
    ) -> [SensorJudge.Innovation] {
        used.map { code in
            let values = factors.indices.map { predicted(code, $0) }
            let mean = values.reduce(0, +) / Double(values.count)
            let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            // What the model does not tell is no fault of a sensor, however little it scatters.
            let assumed = Self.assumed(code)
            let own = max(scatter.deviation(code, assumed: assumed), assumed)
            return SensorJudge.Innovation(
                code: code, measured: measured(code, measurement) ?? .nan, expected: mean,
                variance: square / Double(values.count - 1) + own * own)
        }
    }

    /// The parameters now.
    public var estimates: [Estimate] {
        parameters.indices.map { k in
            let values = factors.map { value($0, k) }
            let ends = Quantiles.of(values, at: [0.05, 0.95])
            return Estimate(
                name: parameters[k].name, mean: values.reduce(0, +) / Double(values.count),
                low: ends[0], high: ends[1])
        }
    }

    private func value(_ factors: [Double], _ k: Int) -> Double {
        let range = layout.catalogue.signals[signals[k]].range
        let value =
            parameters[k].isFactor
            ? base[k] * Double.exp(factors[k]) : base[k] + factors[k]
        // A member of an ensemble may wander out of what can be; its heart stays at the end of it.
        return min(max(value, range.lowerBound), range.upperBound)
    }

    /// Gives the members their parameters.
    private func spread(infusing: Bool = true) {
        for (place, block) in blocks.enumerated() {
            let values = signals.indices.map { k -> Double8 in
                var lanes = Double8(filling: 0)
                for lane in 0..<8 { lanes[lane] = value(factors[8 * place + lane], k) }
                return lanes
            }
            block.take(
                Dictionary(uniqueKeysWithValues: zip(signals, values)), infusing: infusing)
        }
    }

    private func advance(to time: Double, rate: Double?) throws {
        let results = Parallel.map(count: blocks.count) { [blocks] block in
            (try? blocks[block].advance(to: time, rate: rate)) != nil
        }
        guard results.allSatisfy({ $0 }) else {
            throw TwinEngineError.forecast(reason: "a heart of the estimator failed")
        }
    }
}
