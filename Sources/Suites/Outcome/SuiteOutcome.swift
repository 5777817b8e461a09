public import Verification

/// What a suite comes to: what `outcome.json` holds.
public struct SuiteOutcome: Sendable, Codable {
    /// A file that went into it.
    public struct Input: Sendable, Codable, Equatable {
        /// Path as given.
        public var path: String
        /// SHA-256 of its bytes, hexadecimal.
        public var sha256: String
    }

    /// A population and where its numbers come from.
    public struct Population: Sendable, Codable, Equatable {
        /// As rows name it.
        public var name: String
        /// What was run or read.
        public var origin: String
        /// Why there are no numbers; nil where there are.
        public var missing: String?
        /// What the reader has to know.
        public var notes: [String]
    }

    /// How many rows came to what.
    public struct Counts: Sendable, Codable, Equatable {
        public var pass = 0
        public var warn = 0
        public var fail = 0
        public var info = 0
        public var skipped = 0
    }

    /// Name of the suite.
    public var suite: String
    /// One line for people.
    public var summary: String
    /// Version of the program.
    public var version: String
    /// Whether a reduced form of a benchmark is among what was run.
    public var reduced: Bool
    /// Whether no row fails.
    public var passed: Bool
    /// Weighted share of what the rows could give, a warning counting half [1]; nil where nothing was judged.
    public var score: Double?
    /// How many rows came to what.
    public var counts: Counts
    /// The rows, in the order of the suite.
    public var rows: [RowOutcome]
    /// The populations, sorted by name.
    public var populations: [Population]
    /// Whose numbers ours were compared with.
    public var domain: [ValidatedPopulation]
    /// Files that went into it.
    public var inputs: [Input]
}

/// What a row comes to.
public struct RowOutcome: Sendable, Codable {
    public var id: String
    public var quantity: String
    public var population: String
    public var kind: String
    /// What of the quantity is judged: value, change or percent.
    public var of: String
    public var verdict: Verdict
    public var weight: Double
    public var source: String
    /// Unit of observed, expected, low and high.
    public var unit: String?
    public var observed: Double?
    public var expected: Double?
    public var low: Double?
    public var high: Double?
    /// Distance from the published value in standard deviations [1].
    public var z: Double?
    /// How many numbers stand behind the observed one.
    public var count: Int
    /// What was found, in a few words.
    public var finding: String
    /// Further numbers by name.
    public var details: [String: Double]
    /// The individuals behind it, for the page only.
    package var agreement: Agreement?
    package var agreementUnit: String?
    /// The curves behind it, for the page only.
    package var curve: CurveComparison?

    private enum CodingKeys: CodingKey {
        case id, quantity, population, kind, of, verdict, weight, source, unit, observed, expected
        case low, high, z, count, finding, details
    }
}
