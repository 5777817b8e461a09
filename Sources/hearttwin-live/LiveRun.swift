import ArgumentParser
import CommandLineSupport
import Glibc
import Quantities
import Synchronization
import TwinEngine
import TwinProtocol
import TwinServer

/// `hearttwin live`: runs a heart and lets events steer it.
struct LiveRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a patient's heart and let events steer it.",
        discussion: """
            Prints a line of JSON for every beat, every forecast, and at the end the account of all events. \
            Sources: stdin, file:events.ndjson (at the times of its events; @10 ten times as fast, @max without \
            waiting), wfdb:record, edf:file.edf, csv:table.csv, hdf5:file.h5 (likewise), kafka:host:9092/topic, mqtt:host:1883/topic, mqtts:host:8883/topic, mllp:127.0.0.1:2575. \
            A recording beside live sources is followed first, then they are.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(
        help:
            "Where events come from; live sources may be given several times (default: stdin, or with --listen only HTTP)."
    )
    var source: [String] = []

    @Option(
        help:
            "Time of the twin after which the run ends, such as '60 s' (default: with its sources)."
    )
    var duration: String?

    @Option(
        help: ArgumentHelp(
            "Keeps every applied event and checkpoints in a folder; a run in the same folder goes on there.",
            valueName: "folder"))
    var journal: String?

    @Option(
        help: ArgumentHelp(
            "Time of the twin between forecasts of the next minute, such as '10 s' (default: none).",
            valueName: "time"))
    var forecast: String?

    @Option(
        help: ArgumentHelp(
            "An intervention whose effect is forecast as well; may be given several times.",
            valueName: "intervention"))
    var whatIf: [String] = []

    @Option(
        help: ArgumentHelp(
            "TOML file of rules that forecasts are judged by (default: MAP < 55 mmHg within 60 s, probability > 50 %).",
            valueName: "file"))
    var alarms: String?

    @Option(
        help: "Equally likely hearts of a calibrated patient behind the intervals of forecasts.")
    var hearts = 24

    @Flag(
        help:
            "Let resistances, contractility and blood follow the measured pressures; estimates replace what events set."
    )
    var estimate = false

    @OptionGroup var form: SourceOptions
    @OptionGroup var outlets: SinkOptions
    @OptionGroup var door: DoorOptions
    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard (1...400).contains(hearts) else {
            throw ValidationError("--hearts \(hearts): 1 to 400.")
        }
        guard forecast != nil || door.listen != nil || (alarms == nil && whatIf.isEmpty) else {
            throw ValidationError("--alarms and --what-if need --forecast or --listen.")
        }
    }

    /// A time in milliseconds.
    private func time(_ text: String) throws -> Double {
        let value = try Quantity(text, like: try Unit("ms")).value(in: try Unit("ms"))
        guard value >= 1, value <= 3.2e10 else {
            throw ValidationError("\(text): 1 ms to a year.")
        }
        return value
    }

    func run() throws {
        let named = source.isEmpty && door.listen == nil ? ["stdin"] : source
        let sources = try named.map { text throws(TwinServerError) in
            try SourceAddress(text)
        }
        try form.check(sources)
        let recording = sources.first { $0.pace != nil }
        guard sources.filter({ $0.pace != nil }).count <= 1 else {
            throw ValidationError("one recording at most: it goes first, then live sources begin.")
        }
        signal(SIGPIPE, SIG_IGN)
        let twin = try TwinPatient(reading: patient)
        for text in whatIf {
            do throws(RejectionReason) { _ = try twin.commands(text) } catch {
                throw ValidationError(
                    "--what-if \(text): not an intervention that the loop of this patient knows.")
            }
        }
        let rules =
            try alarms.map { path in
                try LiveFileError.reading { try AlarmFile.rules(reading: path) }
            } ?? AlarmRule.standard
        for text in self.outlets.sink { _ = try SinkAddress(text) }
        let watch = LiveWatch(twin)
        let catalogue = twin.layout.catalogue
        let estimator = estimate ? LiveEstimator() : nil
        let session = try LiveSession(
            twin, timing: recording == nil ? .live : .recorded, journal: journal,
            schemas: try form.forms(), traced: door.listen != nil
        ) { event, due, now in
            watch.passed(event, due: due, now: now)
            LiveOutput.passed(event, catalogue, step: due == 0 ? now : due)
            estimator?.passed(event, catalogue, step: due == 0 ? now : due)
        }
        let outlets = try self.outlets.open(session, journal: journal, form: form) { step in
            session.ingest.origin.map { $0 + Int64(step) } ?? MonotonicClock.wallMilliseconds
        }
        LiveOutput.copy(to: outlets)
        defer { outlets.close() }
        if let duration { session.clock.stop(after: UInt64(try time(duration))) }
        Interrupts.listen(quiet: terminal.quiet)
        let period = try (forecast ?? (door.listen == nil ? nil : "10 s")).map(time)
        let forecasts = try period.map {
            LiveForecasts(
                session,
                Forecaster(twin.layout, rest: twin.state, ensemble: try twin.ensemble(hearts)),
                rules: rules, every: UInt64($0), questions: whatIf)
        }
        watch.ledger = forecasts?.ledger
        if let estimator { session.threads.start("estimator") { try estimator.follow(session) } }
        if let forecasts {
            try watch.open(door, session, forecasts, pace: recording?.pace, journal: journal)
            if door.listen != nil {
                session.threads.start("forecasts") { watch.look(ahead: forecasts, session) }
            }
        }
        defer { watch.close() }
        try LiveSources(
            session: session, options: form, endsWithSources: duration == nil,
            isQuiet: terminal.quiet
        ).follow(sources)
        note(session)
        print(session, forecasts, estimator, watch, outlets)
        if let failure = session.failure { throw failure }
    }

    private func note(_ session: LiveSession) {
        guard !terminal.quiet, !session.recovery.records.isEmpty else { return }
        let recovery = session.recovery
        let from = recovery.checkpoint.map { "the checkpoint at \($0) ms" } ?? "the start"
        let state =
            recovery.isBroken
            ? "; the journal was altered and is used up to there"
            : recovery.isTorn ? "; its last record was not complete" : ""
        ProgressLine.write(
            "hearttwin: goes on at \(session.heart.step) ms with \(recovery.records.count) records, from \(from)\(state)\n"
        )
    }

    /// Prints until the run ends.
    private func print(
        _ session: LiveSession, _ forecasts: LiveForecasts?, _ estimator: LiveEstimator?,
        _ watch: LiveWatch, _ outlets: LiveOutlets
    ) {
        while true {
            let isOver = session.hasEnded
            var isIdle = true
            while let beat = session.outputs.beats.pop() {
                let line = LiveOutput.line(beat)
                LiveOutput.write(line, .beat(beat), step: beat.step)
                watch.tell("beat", line)
                if let line = estimator?.line() {
                    LiveOutput.write(line, .other(kind: "estimate"), step: beat.step)
                    watch.tell("estimate", line)
                }
                forecasts?.ledger.see(beat)
                if door.listen != nil {
                    // Whoever watches is to see the next beats while a forecast is computed.
                    watch.latest.store(beat.step, ordering: .releasing)
                } else {
                    _ = forecasts?.see(beat.step)
                }
                isIdle = false
            }
            if isOver { break }
            if Interrupts.stopRequested || session.failure != nil { session.clock.stop() }
            if isIdle { MonotonicClock.sleep(until: MonotonicClock.now + 2_000_000) }
        }
        session.finish()
        let step = session.heart.step
        if let line = forecasts.flatMap({ LiveOutput.line($0.ledger) }) {
            LiveOutput.write(line, .other(kind: "scores"), step: step)
        }
        LiveOutput.write(
            LiveOutput.line(
                session.ingest, session.runner.status, steps: step, lost: outlets.lost,
                refused: outlets.refused,
                unfollowed: estimator?.failures.value), .other(kind: "end"), step: step)
    }
}
