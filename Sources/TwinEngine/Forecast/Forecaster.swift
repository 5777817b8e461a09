public import Circuits
import Foundation
public import Numerics
import Quantities
import TwinProtocol

/// Answers what comes next and what would be if, from a copy of the live state, while the twin runs on.
public final class Forecaster: Sendable {
    private let layout: TwinLayout
    private let rest: CircuitState<Double>
    private let ensemble: TwinEnsemble
    private let thresholds: [Threshold]

    /// Makes a forecaster.
    ///
    /// - Parameter rest: the state that the twin started from.
    public init(
        _ layout: TwinLayout, rest: CircuitState<Double>, ensemble: TwinEnsemble,
        thresholds: [Threshold] = [.arterial]
    ) {
        self.layout = layout
        self.rest = rest
        self.ensemble = ensemble
        self.thresholds = thresholds
    }

    /// Time between the points of curves [ms].
    private static let spacing = 1000.0
    /// Furthest that can be looked ahead [s]; a choice: longer than that nobody leaves a patient alone.
    public static let furthest = 900.0

    /// Something that may be done, and how people call it.
    public struct Case: Sendable {
        /// What is assumed to be done now; nothing for a forecast.
        public var commands: [Command]
        /// The same for people.
        public var interventions: [String]

        /// Names a case.
        public init(commands: [Command] = [], interventions: [String] = []) {
            self.commands = commands
            self.interventions = interventions
        }
    }

    /// Looks ahead from a state; see ``forecasts(from:cases:duration:thresholds:)``.
    ///
    /// - Parameters:
    ///   - words: of a ``TwinHeart`` of the layout.
    ///   - commands: what is assumed to be done now.
    ///   - interventions: the same for people.
    ///   - duration: time ahead [ms].
    ///   - thresholds: in place of those it was made with.
    /// - Throws: ``TwinEngineError/forecast(reason:)``.
    public func forecast(
        from words: UnsafePointer<UInt64>, commands: [Command] = [], interventions: [String] = [],
        duration: Double = 60_000, thresholds: [Threshold]? = nil
    ) throws -> Forecast {
        try forecasts(
            from: words, cases: [Case(commands: commands, interventions: interventions)],
            duration: duration, thresholds: thresholds)[0]
    }

    /// Looks ahead from one state in several cases, all at once.
    ///
    /// - Parameters:
    ///   - words: of a ``TwinHeart`` of the layout.
    ///   - cases: what may be done.
    ///   - duration: time ahead [ms].
    ///   - thresholds: in place of those it was made with.
    /// - Throws: ``TwinEngineError/forecast(reason:)``.
    public func forecasts(
        from words: UnsafePointer<UInt64>, cases: [Case], duration: Double,
        thresholds: [Threshold]? = nil
    ) throws -> [Forecast] {
        let began = MonotonicClock.now
        let live = try TwinHeart(layout, state: rest)
        live.read(from: words)
        let step = live.step
        // To the next onset, three beats at most.
        for _ in 0..<Int(3 * live.solver.cycle) {
            if live.advance() { break }
        }
        let ramps = try cases.map { try changes(of: live, with: $0.commands) }
        let state = UncheckedHeart(live)
        let width = ensemble.volumes.count
        let blocks = Parallel.map(count: cases.count * width) { [ensemble, ramps] place in
            try? LaneForecast(
                state.heart, ramps: ramps[place / width], ensemble: ensemble, block: place % width,
                duration: duration)
        }
        return try cases.enumerated().map { number, one in
            let lanes = (0..<width).flatMap { block -> [Lane] in
                guard let found = blocks[number * width + block] else { return [] }
                return (0..<min(8, ensemble.count - 8 * block)).map { Lane(found, $0) }
            }
            guard !lanes.isEmpty else {
                throw TwinEngineError.forecast(reason: "no heart could be computed to the end")
            }
            return report(
                lanes, step: step, interventions: one.interventions, duration: duration,
                thresholds: thresholds ?? self.thresholds, began: began)
        }
    }

    /// What is under way, and what commands would add to it.
    private func changes(of live: TwinHeart, with commands: [Command]) throws -> [SignalRamp] {
        var ramps = live.ramps
        for command in commands {
            let earlier = ramps.first { $0.signal == Int(command.signal) }?.goal
            guard let ramp = live.ramp(command, after: earlier) else {
                throw TwinEngineError.forecast(
                    reason:
                        "\(layout.catalogue.signals[Int(command.signal)].name) would leave its range"
                )
            }
            ramps.removeAll { $0.signal == ramp.signal }
            ramps.append(ramp)
        }
        return ramps
    }

    /// A copy that blocks only read.
    private struct UncheckedHeart: @unchecked Sendable {
        let heart: TwinHeart
        init(_ heart: TwinHeart) { self.heart = heart }
    }

    /// One heart over time.
    private struct Lane {
        var times: [Double]
        var values: [[Double]]

        init(_ forecast: LaneForecast, _ lane: Int) {
            times = forecast.beats.map { $0.time[lane] }
            values = MonitorView.codes.indices.map { code in
                forecast.beats.map { $0.values[code][lane] }
            }
        }

        /// The beat that a time falls into.
        func value(_ code: Int, at time: Double) -> Double {
            let place = times.firstIndex { $0 >= time } ?? times.count - 1
            return values[code][place]
        }
    }

    private func report(
        _ lanes: [Lane], step: UInt64, interventions: [String], duration: Double,
        thresholds: [Threshold], began: UInt64
    ) -> Forecast {
        let times = Array(stride(from: 0, through: duration, by: Self.spacing))
        let curves = MonitorView.codes.enumerated().map { code, name in
            let quantiles = times.map { time in
                Quantiles.of(lanes.map { $0.value(code, at: time) }, at: [0.05, 0.5, 0.95])
            }
            return Forecast.Curve(
                code: name.0, unit: name.1, low: quantiles.map { $0[0] },
                median: quantiles.map { $0[1] }, high: quantiles.map { $0[2] })
        }
        let failed = ensemble.count - lanes.count
        let note =
            failed > 0 ? " (\(failed) of \(ensemble.count) hearts could not be computed)" : ""
        var crossings: [Forecast.Crossing] = []
        var statements: [String] = []
        for threshold in thresholds {
            guard let code = MonitorView.codes.firstIndex(where: { $0.0 == threshold.code }) else {
                continue
            }
            let moments = lanes.compactMap { lane -> Double? in
                lane.values[code].firstIndex { threshold.isCrossed(by: $0) }
                    .map { (lane.times[$0]) / Units.second }
                    .flatMap { $0 <= duration / Units.second ? $0 : nil }
            }
            let crossing = Forecast.Crossing(threshold, moments: moments, of: lanes.count)
            crossings.append(crossing)
            statements.append(
                crossing.statement(
                    threshold, unit: MonitorView.words[code], isTreated: !interventions.isEmpty,
                    hearts: lanes.count,
                    seconds: duration / Units.second) + note)
        }
        return Forecast(
            step: step, interventions: interventions, hearts: lanes.count,
            failed: failed, seconds: times.map { $0 / Units.second },
            curves: curves, statements: statements, crossings: crossings,
            milliseconds: Double(MonotonicClock.now - began) / 1e6)
    }
}
