import ArgumentParser
import Foundation
import Numerics
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
            1000 mL given back in the fourth. Times begin in the year 2023.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(help: "Seed of the noise.")
    var seed: UInt64 = 1

    /// When the monitor was switched on [ms since 1970 UTC].
    private static let start: Int64 = 1_700_000_000_000
    /// What is done: at which second, what, over how long [ms].
    private static let plan = [
        (second: 60, call: "haemorrhage(volume=1200 mL)", ramp: 60_000.0),
        (second: 180, call: "volume-loading(volume=1000 mL)", ramp: 60_000.0),
    ]
    private static let seconds = 300
    /// What the monitor shows, with the deviation of its noise.
    private static let shown = [
        ("MDC_ECG_HEART_RATE", "/min", 1.0), ("MDC_PRESS_BLD_ART_ABP_DIA", "mm[Hg]", 1.0),
        ("MDC_PRESS_BLD_ART_ABP_MEAN", "mm[Hg]", 1.0), ("MDC_PRESS_BLD_ART_ABP_SYS", "mm[Hg]", 1.5),
        ("MDC_PRESS_BLD_ART_PULM_MEAN", "mm[Hg]", 0.5),
        ("MDC_PRESS_BLD_VEN_CENT_MEAN", "mm[Hg]", 0.3),
    ]

    func run() throws {
        let twin = try TwinPatient(reading: patient)
        let name = twin.layout.catalogue.patient
        let heart = try twin.heart()
        var noise = SplitMix64(seed: seed)
        func event(_ kind: TwinEvent.Kind, _ source: String, _ second: Int, _ rest: String) {
            print(
                "{\"schema\":\"\(kind.schema)\",\"patient\":\"\(name)\",\"source\":\"\(source)\","
                    + "\"timeMs\":\(Self.start + 1000 * Int64(second)),\"sequence\":\(second),\(rest)}"
            )
        }
        for second in 0..<Self.seconds {
            for step in Self.plan where step.second == second {
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
