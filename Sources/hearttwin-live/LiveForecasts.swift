import Reports
import Foundation
import Quantities
import Scenarios
import TwinEngine
import TwinProtocol

/// Looks ahead from copies of the live state: at intervals of the twin's time, and whenever somebody asks.
///
/// Anybody may call ``look(_:over:milliseconds:)``; the rest belongs to the printing thread.
final class LiveForecasts: @unchecked Sendable {
    /// What is told of forecasts that were due.
    struct Report {
        /// What comes if nothing is done, and what the rules say of it.
        var forecast: Forecast
        var alarms: [Alarm]
    }

    /// Judges forecasts by what then happens.
    let ledger = ForecastLedger()
    private let patient: TwinPatient
    private let snapshots: StateSnapshots
    private let forecaster: Forecaster
    private let rules: [AlarmRule]
    private let period: UInt64
    private let questions: [String]
    private var next: UInt64

    /// Time ahead of forecasts that are due, where no rule looks further [ms].
    private static let horizon = 60_000.0

    /// - Parameters:
    ///   - period: time of the twin between forecasts; nil for only those that are asked for.
    ///   - questions: interventions that are forecast as well.
    init(
        _ session: LiveSession, _ forecaster: Forecaster, rules: [AlarmRule], every period: UInt64?,
        questions: [String]
    ) {
        patient = session.patient
        snapshots = StateSnapshots(session.outputs)
        self.forecaster = forecaster
        self.rules = rules
        self.period = period ?? .max
        self.questions = questions
        next = period ?? .max
    }

    /// Looks ahead from now, with each of some lists of interventions done.
    ///
    /// - Parameter ramp: over how long they take effect that do not say so themselves [ms].
    func look(
        _ cases: [[String]], over ramp: Double = 0, milliseconds: Double
    ) throws -> [Forecast] {
        let cases = try cases.map { interventions in
            var commands = try interventions.flatMap { text throws in try patient.commands(text) }
            for place in commands.indices where commands[place].ramp == 0 {
                commands[place].ramp = UInt32(ramp.rounded())
            }
            return Forecaster.Case(commands: commands, interventions: interventions)
        }
        return try forecaster.forecasts(
            from: try snapshots.take(), cases: cases, duration: milliseconds,
            thresholds: rules.map(\.threshold))
    }

    /// A beat is over at a step: answers what is due, on standard output.
    ///
    /// - Returns: what comes if nothing is done, if that was due.
    func see(_ step: UInt64) -> Report? {
        guard step >= next else { return nil }
        next = (step / period + 1) * period
        let report = due()
        for question in questions { say { try look([[question]], milliseconds: Self.horizon) } }
        return report
    }

    private func due() -> Report? {
        let horizon = max(Self.horizon, 1000 * (rules.map(\.within).max() ?? 0))
        guard let forecast = say({ try look([[]], milliseconds: horizon) }) else { return nil }
        ledger.keep(forecast)
        let alarms = zip(rules, zip(forecast.crossings, forecast.statements)).map { rule, found in
            Alarm(rule, crossing: found.0, statement: found.1)
        }
        return Report(forecast: forecast, alarms: alarms)
    }

    @discardableResult
    private func say(_ body: () throws -> [Forecast]) -> Forecast? {
        do {
            let forecasts = try body()
            for forecast in forecasts {
                // What is asked of one moment is told apart by its interventions.
                let kind = (["forecast"] + forecast.interventions).joined(separator: " ")
                LiveOutput.write(
                    try LiveOutput.line(forecast), .other(kind: kind), step: forecast.step)
            }
            return forecasts.first
        } catch {
            let reason = (try? JSONText.of("\(error)", oneLine: true))?.dropLast() ?? "\"\""
            LiveOutput.write(
                "{\"type\":\"noForecast\",\"milliseconds\":\(next),\"reason\":\(reason)}",
                .other(kind: "noForecast"), step: next)
            return nil
        }
    }
}
