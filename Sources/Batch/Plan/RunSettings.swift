/// How the cases of a batch are computed.
public struct RunSettings: Codable, Sendable, Equatable {
    /// Levels of detail.
    public enum Level: String, Codable, Sendable, CaseIterable { case loop, heart }
    /// What happens to a patient that cannot be used.
    public enum BadInput: String, Codable, Sendable, CaseIterable { case stop, skip }
    /// What is kept of a case beyond its row.
    public enum Keep: String, Codable, Sendable, CaseIterable { case table, traces }
    /// On or off.
    public enum Switch: String, Codable, Sendable, CaseIterable { case on, off }

    /// Three-dimensional walls, or the closed loop alone.
    public var level = Level.loop
    /// Whether the arterial baroreflex answers (loop).
    public var baroreflex = Switch.on
    /// Time after an intervention (loop) [ms].
    public var duration = 120_000.0
    /// What starts the beats of the untreated heart (heart); the normal activation when nil.
    public var activation: String?
    /// Most beats of a case (heart).
    public var maximumBeats = 20
    /// Longest time for a case [s]; none when nil.
    public var secondsPerCase: Double?
    /// What happens to a patient that cannot be used.
    public var badInput = BadInput.stop
    /// What is kept of a case of the loop beyond its row.
    public var keep = Keep.table
    /// Identifiers of the numbers in the table; all when empty.
    public var metrics: [String] = []
}

/// Something done to every patient: a scenario of a batch.
public struct BatchScenario: Codable, Sendable, Equatable {
    /// Its name in the table.
    public var name: String
    /// Interventions in order, in the form of the command line.
    public var interventions: [String]
    /// Name of what every patient is first: nothing is done.
    public static let untreated = "untreated"
}

/// A number that a batch reports.
public struct BatchMetric: Codable, Sendable, Equatable {
    /// Identifier, unit at its end.
    public var identifier: String
    /// Name for people.
    public var name: String
    /// Unit.
    public var unit: String
}

/// A parameter that the batch varies for every patient.
public struct BatchSweep: Codable, Sendable, Equatable {
    /// Name of the parameter.
    public var parameter: String
    /// Unit of the values; "1" for factors.
    public var unit: String
    /// Whether values multiply what the patient has.
    public var isFactor: Bool
    /// The values.
    public var values: [Double]

    /// Name of the column in the table.
    public var column: String { isFactor ? "factor.\(parameter)" : parameter }
}
