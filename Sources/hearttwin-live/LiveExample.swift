import ArgumentParser
import CommandLineSupport
import Foundation
import Numerics
import Quantities
import TwinEngine
import TwinProtocol

/// `hearttwin live example`: events of a simulated patient who loses blood and is treated.
struct LiveExample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example",
        abstract: "Print events of a simulated patient who bleeds and is given blood.",
        discussion: """
            The patient's own heart with its baroreflex, seen by a monitor once a second with noise: heart rate, \
            arterial, pulmonary and central venous pressure. 1200 mL are lost in the second minute, \
            1000 mL given back in the fourth. Times begin in the year 2023, or with --live now.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(help: "Seed of the noise.")
    var seed: UInt64 = 1

    @Flag(help: "Print each event when its time has come, with the time of now.")
    var live = false

    @Option(help: "When the bleeding begins; treatment follows two minutes later.")
    var bleedAt = "60 s"

    @Option(help: "How long it goes on, such as '90 s'.")
    var duration = "300 s"

    /// When the monitor was switched on [ms since 1970 UTC].
    private static let start: Int64 = 1_700_000_000_000
    /// What is done: how many seconds after the first, what, over how long [ms].
    private static let plan = [
        (second: 0, call: "haemorrhage(volume=1200 mL)", ramp: 60_000.0),
        (second: 120, call: "volume-loading(volume=1000 mL)", ramp: 60_000.0),
    ]
    private static let longest = 86_400
    /// What the monitor shows, with the deviation of its noise.
    private static let shown = [
        ("MDC_ECG_HEART_RATE", "/min", 1.0), ("MDC_PRESS_BLD_ART_ABP_DIA", "mm[Hg]", 1.0),
        ("MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]", 1.0), ("MDC_PRESS_BLD_ART_ABP_SYS", "mm[Hg]", 1.5),
        ("MDC_PRESS_BLD_ART_PULM_MEAN", "mm[Hg]", 0.5),
        ("MDC_PRESS_BLD_VEN_CENT_MEAN", "mm[Hg]", 0.3),
    ]

    private func seconds(_ text: String) throws -> Int {
        let unit = try Unit("s")
        let value = try Quantity(text, like: unit).value(in: unit).rounded()
        guard (0...Double(Self.longest)).contains(value) else {
            throw ValidationError("\(text): 0 s to a day.")
        }
        return Int(value)
    }

    func run() throws {
        let (onset, length) = (try seconds(bleedAt), try seconds(duration))
        signal(SIGPIPE, SIG_IGN)
        let twin = try TwinPatient(reading: patient)
        let name = twin.layout.catalogue.patient
        let heart = try twin.heart()
        var noise = SplitMix64(seed: seed)
        let start = live ? MonotonicClock.wallMilliseconds : Self.start
        let began = MonotonicClock.now
        func event(_ kind: TwinEvent.Kind, _ source: String, _ second: Int, _ rest: String) {
            LiveOutput.write(
                "{\"schema\":\"\(kind.schema)\",\"patient\":\"\(name)\",\"source\":\"\(source)\","
                    + "\"timeMs\":\(start + 1000 * Int64(second)),\"sequence\":\(second),\(rest)}"
            )
        }
        for second in 0..<length {
            if live {
                MonotonicClock.sleep(until: began + UInt64(second) * 1_000_000_000)
            }
            for step in Self.plan where onset + step.second == second {
                for var command in try twin.commands(step.call) {
                    command.ramp = UInt32(step.ramp)
                    _ = heart.apply(command)
                }
                event(
                    .intervention, "ward", second,
                    "\"call\":\"\(step.call)\",\"rampMs\":\(Int(step.ramp))")
            }
            for _ in 0..<1000 { _ = heart.advance() }
            for (code, unit, deviation) in Self.shown {
                let value = heart.beat.value(of: code) + deviation * noise.nextNormal()
                let text = String(format: "%.1f", value)
                event(
                    .vital, "monitor", second,
                    "\"code\":\"\(code)\",\"value\":\(text),\"unit\":\"\(unit)\"")
            }
        }
    }
}
