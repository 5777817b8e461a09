public import ArgumentParser
import Quantities
public import Reports

/// What only the level of the closed loop takes.
public struct LoopOptions: ParsableArguments {
    @Option(help: "Level loop: whether the arterial baroreflex answers; on unless given.")
    public var baroreflex: Switch?

    @Option(help: "Level loop: time after the interventions; 120 s unless given.")
    public var duration: String?

    @Option(
        help:
            "Level loop: equally likely hearts of a calibrated patient to run beside the best one, for intervals."
    )
    public var ensemble = 0

    @Option(
        help:
            "Level loop: ventricles by elastances, of walls with patches, which know activation and scar, or learned from a finished run (emulator); elastances unless given."
    )
    public var ventricles: Ventricles?

    @Option(
        help: ArgumentHelp(
            "Level loop: a file (TOML) with an intervention of your own; hearttwin schema intervention shows the format. May be given several times.",
            valueName: "file"))
    public var define: [String] = []

    /// What the ventricles of the loop are.
    public enum Ventricles: String, ExpressibleByArgument, CaseIterable, Sendable {
        case elastance, walls, emulator
    }

    @Option(
        help:
            "With --ventricles emulator: the results folder of a finished run, or an emulator.json; the one beside the patient file unless given."
    )
    public var emulator: String?

    /// On or off.
    public enum Switch: String, ExpressibleByArgument, CaseIterable, Sendable { case on, off }

    /// Makes the options that are not given.
    public init() {}

    public func validate() throws {
        guard ensemble == 0 || (2...Self.mostHearts).contains(ensemble) else {
            throw ValidationError("--ensemble \(ensemble): 2 to \(Self.mostHearts) hearts.")
        }
        guard emulator == nil || ventricles == .emulator else {
            throw ValidationError(
                "--emulator is of --ventricles emulator; add it, or leave it out.")
        }
    }

    /// Whether any of them is given.
    public var isGiven: Bool { ensemble != 0 || isMoreThanEnsemble }

    /// Whether any of them but the number of hearts is given.
    public var isMoreThanEnsemble: Bool {
        baroreflex != nil || duration != nil || ventricles != nil || !define.isEmpty
            || emulator != nil
    }

    /// Whether the arterial baroreflex answers.
    public var hasReflex: Bool { baroreflex != .off }

    /// Whether the ventricles are walls with patches.
    public var hasWalls: Bool { ventricles == .walls }

    /// The learned ventricles that were asked for; nil for others.
    ///
    /// - Throws: `ReportsError` for a file that is not there or cannot be read.
    public func storedEmulator(of patient: String) throws -> StoredEmulator? {
        guard ventricles == .emulator else { return nil }
        return try StoredEmulator(reading: emulator ?? Self.emulator(beside: patient))
    }

    /// Where the ventricles that were learned with a patient file are kept.
    public static func emulator(beside patient: String) -> String {
        let stem = patient.hasSuffix(".h5") ? String(patient.dropLast(3)) : patient
        return stem + ".emulator.json"
    }

    /// Time after the interventions [ms].
    ///
    /// - Throws: `QuantityError`, `ValidationError` outside 0…1 h.
    public var time: Double {
        get throws {
            let text = duration ?? "120 s"
            let unit = try Unit("ms")
            let value = try Quantity(text, like: unit).value(in: unit)
            // A slip of the unit should not run for days.
            guard value > 0, value <= Self.longest else {
                throw ValidationError("--duration \(text): more than 0 s, at most 3600 s.")
            }
            return value
        }
    }

    private static let mostHearts = 100_000
    private static let longest = 3600 * Units.second
}
