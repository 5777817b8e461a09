import Foundation
import TwinEngine

/// Forecasts at intervals of the twin's time, on the printing thread, from copies of the live state.
final class LiveForecasts {
    private let session: LiveSession
    private let forecaster: Forecaster
    private let period: UInt64
    private let questions: [(text: String, commands: [Command])]
    private var next: UInt64

    init(
        _ session: LiveSession, _ forecaster: Forecaster, every period: UInt64,
        questions: [(text: String, commands: [Command])]
    ) {
        self.session = session
        self.forecaster = forecaster
        self.period = period
        self.questions = questions
        next = period
    }

    /// Longest wait for a copy of the state [ns]; it comes within a step while the twin runs.
    private static let patience: UInt64 = 100_000_000

    /// A beat was printed: answers what is due.
    func see(_ beat: BeatRecord) {
        guard beat.step >= next else { return }
        next = (beat.step / period + 1) * period
        let fork = session.outputs.fork
        fork.ask()
        let end = MonotonicClock.now + Self.patience
        while !fork.isReady {
            guard MonotonicClock.now < end, !session.hasEnded else { return }
            MonotonicClock.sleep(until: MonotonicClock.now + 200_000)
        }
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: fork.count)
        defer { words.deallocate() }
        words.update(from: fork.words, count: fork.count)
        fork.release()
        answer(words, commands: [], interventions: [])
        for question in questions {
            answer(words, commands: question.commands, interventions: [question.text])
        }
    }

    private func answer(
        _ words: UnsafePointer<UInt64>, commands: [Command], interventions: [String]
    ) {
        do {
            LiveOutput.write(
                try LiveOutput.line(
                    try forecaster.forecast(
                        from: words, commands: commands, interventions: interventions)))
        } catch {
            LiveOutput.write(
                "{\"type\":\"noForecast\",\"milliseconds\":\(next),\"reason\":\"\(error)\"}")
        }
    }
}
