public import Circulation
import Glibc
import Quantities

/// A parameter that a fit may change: positive, log-normal prior.
public struct FreeParameter: Sendable, Equatable {
    /// Full name (`circulation.systemicArterialResistance`).
    public var name: String
    /// Centre of the prior, in the unit of the parameter's card.
    public var prior: Double
    /// Standard deviation of the logarithm in the prior [1].
    public var spread: Double

    /// Makes a free parameter.
    public init(_ name: String, prior: Double, spread: Double) {
        self.name = name
        self.prior = prior
        self.spread = spread
    }
}

/// A target with what the fit reached.
public struct FittedTarget: Sendable, Equatable {
    /// The target.
    public var target: LoopTarget
    /// The heart rate at which it was aimed at [1/min]; nil for that of the loop.
    public var heartRate: Double?
    /// Unit of the values.
    public var unit: String
    /// Value of the fitted loop.
    public var fitted: Double
    /// (fitted − target)/deviation [1].
    public var z: Double { (fitted - target.value) / target.deviation }
}

/// Result of fitting the loop.
public struct FittedLoop: Sendable {
    /// The parameters with the fitted values.
    public var parameters: LoopParameters
    /// Fitted values by full name, in card units.
    public var values: [String: Double]
    /// Standard deviation of the logarithm of each fitted value (Laplace approximation) [1].
    public var spreads: [String: Double]
    /// Targets and what was reached.
    public var targets: [FittedTarget]
    /// Cost by iteration (half the sum of squares of targets and prior).
    public var costs: [Double]
    /// Names of parameters that ended on their admissible bound.
    public var onBound: [String]
    /// The periodic beat of the fitted loop.
    public var beat: PeriodicBeat
    /// Its numbers.
    public var summary: HaemodynamicSummary
}

/// Fits parameters of the closed loop with stand-alone ventricles to haemodynamic targets.
///
/// Minimises ½Σ((y − target)/deviation)² + ½Σ((ln x − ln prior)/spread)² over the logarithms of
/// the free parameters, each evaluation being a periodic beat at each heart rate that has targets.
public struct LoopFit: Sendable {
    /// What may change.
    public var free: [FreeParameter]
    /// What is wanted.
    public var targets: [LoopTarget]
    /// What is wanted at other heart rates [1/min], without reflexes.
    public var targetsAtRates: [(heartRate: Double, targets: [LoopTarget])]
    /// Everything else.
    public var base: LoopParameters
    /// Steps a beat.
    public var stepsPerBeat = 400
    /// Largest change of a volume over the periodic beat [mm³]; far below the effect of a
    /// finite-difference step.
    public var volumeTolerance = 1e-4
    /// Minimiser.
    public var minimiser = LevenbergMarquardt()

    /// Makes a fit.
    ///
    /// - Throws: an unknown parameter or quantity, or an unusable target.
    public init(
        free: [FreeParameter], targets: [LoopTarget],
        targetsAtRates: [(heartRate: Double, targets: [LoopTarget])] = [],
        base: LoopParameters = .healthyAdult
    ) throws(CalibrationError) {
        for parameter in free where LoopParameters.cardsByName[parameter.name] == nil {
            throw .unknownName(name: parameter.name, kind: "parameter")
        }
        for target in targets + targetsAtRates.flatMap(\.targets) {
            guard HaemodynamicQuantity.named(target.quantity) != nil else {
                throw .unknownName(name: target.quantity, kind: "haemodynamic quantity")
            }
            guard target.value.isFinite, target.deviation > 0, target.deviation.isFinite else {
                throw .invalidTarget(
                    name: target.quantity, value: target.value, deviation: target.deviation)
            }
        }
        self.free = free
        self.targets = targets
        self.targetsAtRates = targetsAtRates
        self.base = base
    }

    /// Runs the fit from the centre of the prior.
    ///
    /// - Throws: ``CalibrationError`` or, for a loop that does not run at the start, its error.
    public func run() throws -> FittedLoop {
        let cards = free.compactMap { LoopParameters.cardsByName[$0.name] }
        // A logarithm needs a positive bound: a range that starts at zero starts at 1e-9 of the end.
        let lower = cards.map { log(max($0.range.lowerBound, 1e-9 * $0.range.upperBound)) }
        let upper = cards.map { log($0.range.upperBound) }
        var last: [LoopState?] = Array(repeating: nil, count: 1 + targetsAtRates.count)
        /// Beats at the loop's rate and at the others, each from where the last one at that rate ended.
        func beats(_ parameters: LoopParameters) throws -> [Outcome] {
            let rates = [parameters] + (try targetsAtRates.map { try parameters.at($0.heartRate) })
            return try rates.indices.map { place in
                let outcome = try beat(rates[place], from: last[place])
                last[place] = outcome.beat.state
                return outcome
            }
        }
        let fit = try minimiser.fit(
            start: free.map { log($0.prior) }, lower: lower, upper: upper
        ) { logarithms in
            residuals(logarithms, try beats(try parameters(logarithms)).map(\.summary))
        }
        let fitted = try parameters(fit.values)
        let results = try beats(fitted)
        let names = free.map(\.name)
        return FittedLoop(
            parameters: fitted,
            values: Dictionary(uniqueKeysWithValues: zip(names, fit.values.map { exp($0) })),
            spreads: Dictionary(
                uniqueKeysWithValues: names.indices.map {
                    (names[$0], fit.covariance[$0 * (names.count + 1)].squareRoot())
                }),
            targets: reached(results.map(\.summary)), costs: fit.costs,
            onBound: fit.onBound.map { names[$0] }, beat: results[0].beat,
            summary: results[0].summary)
    }

    private func parameters(_ logarithms: [Double]) throws -> LoopParameters {
        try base.replacing(
            Dictionary(
                uniqueKeysWithValues: zip(free.map(\.name), logarithms.map { exp($0) })))
    }

    private typealias Outcome = (beat: PeriodicBeat, summary: HaemodynamicSummary)

    /// The periodic beat, started from a neighbour's state with this loop's blood volume.
    private func beat(_ parameters: LoopParameters, from state: LoopState?) throws -> Outcome {
        var start = parameters.initialState()
        if let state {
            let missing = start.bloodVolume - state.bloodVolume
            start = state
            start.systemic.veinVolume += missing
        }
        let model = parameters.standalone
        let beat = try model.periodicBeat(
            from: start, period: parameters.period, steps: stepsPerBeat,
            volumeTolerance: volumeTolerance)
        let traces = try model.traces(
            from: beat.state, period: parameters.period, steps: stepsPerBeat)
        return (beat, HaemodynamicSummary(traces, atrialOnset: parameters.atrialOnset))
    }

    /// Targets with what the beats show, the loop's own rate first.
    private func reached(_ summaries: [HaemodynamicSummary]) -> [FittedTarget] {
        let rates =
            [(heartRate: nil as Double?, targets: targets)]
            + targetsAtRates.map { (heartRate: $0.heartRate, targets: $0.targets) }
        return zip(rates, summaries).flatMap { rate, summary in
            rate.targets.compactMap { target in
                HaemodynamicQuantity.named(target.quantity).map {
                    FittedTarget(
                        target: target, heartRate: rate.heartRate, unit: $0.unit,
                        fitted: $0.value(summary))
                }
            }
        }
    }

    private func residuals(
        _ logarithms: [Double], _ summaries: [HaemodynamicSummary]
    ) -> [Double] {
        reached(summaries).map(\.z)
            + zip(free, logarithms).map { ($1 - log($0.prior)) / $0.spread }
    }
}

extension LoopParameters {
    /// The same loop at another heart rate [1/min].
    fileprivate func at(_ heartRate: Double) throws(ParameterError) -> LoopParameters {
        try replacing([Self.prefix + "heartRate": heartRate])
    }
}
