public import ArgumentParser
import Quantities
public import Reports

/// How much of the moving wall is kept.
public struct MotionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Distance of two frames of result.vtkhdf, a multiple of 10 ms; 10 ms unless given.",
            valueName: "time"))
    public var every: String?

    @Option(
        help: ArgumentHelp(
            "Fields of result.vtkhdf beside the positions, with commas between, or none: activation_ms, transmembrane_potential_mV, fibre_stretch, active_tension_kPa, aha_segment; all unless given.",
            valueName: "names"))
    public var fields: String?

    /// Makes the options that are not given.
    public init() {}

    /// Whether any of them is given.
    public var isGiven: Bool { every != nil || fields != nil }

    /// What the options ask for.
    ///
    /// - Throws: `QuantityError` for a time without unit, `ReportsError` for other frames or fields than are recorded.
    public var output: MotionOutput {
        get throws {
            let unit = try Unit("ms")
            let interval = try every.map { try Quantity($0, like: unit).value(in: unit) }
            let names =
                fields == "none"
                ? [] : fields?.split(separator: ",", omittingEmptySubsequences: false)
            return try MotionOutput(
                every: interval ?? MotionRecorder.interval,
                fields: names?.map { String($0.trimmingPrefix(while: { $0 == " " })) })
        }
    }
}
