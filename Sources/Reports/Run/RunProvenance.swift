import HeartModel
import Quantities
import Storage

/// Where a result comes from: program, command, inputs and every number that was used.
public struct RunProvenance: Sendable, Encodable {
    /// A file the run has read.
    public struct Input: Sendable, Encodable {
        /// Path as given.
        public var path: String
        /// SHA-256 of its bytes, hexadecimal.
        public var sha256: String

        /// Names a file.
        public init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }

    /// One number of the resolved configuration.
    public struct Setting: Sendable, Encodable {
        /// Dotted name.
        public var name: String
        /// In ``unit``.
        public var value: Double
        /// Unit of ``value``.
        public var unit: String
        /// Who set it: default, patient, ensemble, intervention, environment or command.
        public var source: String

        /// Describes a number.
        public init(name: String, value: Double, unit: String, source: String) {
            self.name = name
            self.value = value
            self.unit = unit
            self.source = source
        }
    }

    /// One law of the model.
    public struct Model: Sendable, Encodable {
        /// What it describes.
        public var name: String
        /// The law in use.
        public var identifier: String
        /// Who chose it: default, patient, environment or command.
        public var source: String

        /// Describes a law.
        public init(name: String, identifier: String, source: String) {
            self.name = name
            self.identifier = identifier
            self.source = source
        }
    }

    /// Version of the program.
    public var version: String
    /// The command line.
    public var arguments: [String]
    /// Files the run has read.
    public var inputs: [Input]
    /// Identifies everything the numbers depend on.
    public var fingerprint: String
    /// What starts a beat.
    public var activation: String
    /// What was done to the patient, in order.
    public var interventions: [String]
    /// Number of the equally likely heart of a calibrated patient; nil for the best one.
    public var member: Int?
    /// Most beats to compute.
    public var maximumBeats: Int
    /// Every choice of a law.
    public var models: [Model]
    /// Every parameter that something reads.
    public var configuration: [Setting]

    /// Seed of the random numbers.
    public static let seed = "none: a run draws no random numbers"

    /// Makes a record.
    public init(
        version: String, arguments: [String], inputs: [Input], fingerprint: String,
        activation: String, interventions: [String] = [], member: Int? = nil, maximumBeats: Int,
        models: [Model], configuration: [Setting]
    ) {
        self.version = version
        self.arguments = arguments
        self.inputs = inputs
        self.fingerprint = fingerprint
        self.activation = activation
        self.interventions = interventions
        self.member = member
        self.maximumBeats = maximumBeats
        self.models = models
        self.configuration = configuration
    }

    /// Name and value pairs for people.
    var pairs: [(name: String, value: String)] {
        let given = configuration.filter { $0.source != "default" }.map {
            "\($0.name) = \($0.value) \($0.unit)"
        }
        let done = interventions.isEmpty ? "none" : interventions.joined(separator: "; ")
        let heart = member.map { "number \($0) of the equally likely ones" }
        let laws = models.map { "\($0.name) = \($0.identifier)" }
        let values: [String] = [
            "hearttwin \(version)", arguments.joined(separator: " "), inputs.first?.path ?? "",
            inputs.first?.sha256 ?? "", fingerprint, activation,
            done, heart ?? "the patient's own", laws.joined(separator: "; "),
            given.joined(separator: "; "),
        ]
        return zip(Self.names, values).map { (name: $0, value: $1) }
    }

    /// What is told to people, in this order.
    static let names = [
        "program", "command", "patient file", "patient file SHA-256", "run fingerprint",
        "activation", "interventions", "heart", "laws", "parameters other than defaults",
    ]

    /// Writes the record into `/hearttwin/provenance` of a result, with what the run has to say
    /// about its time, its doubts and the convergence of each beat.
    func write(to group: H5Group, summary: RunSummary, json: String) throws(StorageError) {
        try group.setAttribute("version", version)
        try group.setAttribute("argv", arguments)
        try group.setAttribute("fingerprint", fingerprint)
        try group.setAttribute("seed", Self.seed)
        try group.setAttribute("activation", activation)
        try group.setAttribute("interventions", interventions)
        if let member { try group.setAttribute("member", Int64(member)) }
        try group.setAttribute("maximum_beats", Int64(maximumBeats))
        try group.write("inputs/path", inputs.map(\.path))
        try group.write("inputs/sha256", inputs.map(\.sha256))
        try group.write("models/name", models.map(\.name))
        try group.write("models/identifier", models.map(\.identifier))
        try group.write("models/source", models.map(\.source))
        try group.write("configuration/name", configuration.map(\.name))
        try group.write("configuration/value", configuration.map(\.value))
        try group.write("configuration/unit", configuration.map(\.unit))
        try group.write("configuration/source", configuration.map(\.source))
        try group.write("warnings", summary.warnings)
        try group.write("summary", [json])
        try write(summary.convergence, to: group.createGroup("convergence"))
        for (name, seconds) in [
            ("wall", summary.wallSeconds), ("cpu", summary.cpuSeconds),
            ("wall_per_beat", summary.secondsPerBeat),
        ] {
            try group.write("timings/\(name)", [seconds])
            try group.setAttribute("units", "s", of: "timings/\(name)")
        }
    }

    private func write(
        _ beats: [RunSummary.Convergence], to group: H5Group
    ) throws(StorageError) {
        func column(_ name: String, _ count: KeyPath<RunSummary.Convergence, Int>)
            throws(StorageError)
        {
            try group.write(name, beats.map { Int64($0[keyPath: count]) })
        }
        try column("beat", \.beat)
        try column("steps", \.steps)
        try column("rejected_steps", \.rejectedSteps)
        try column("newton_iterations", \.newtonIterations)
        try column("factorisations", \.factorisations)
        try group.write("largest_force_residual", beats.map(\.largestForceResidual))
        try group.setAttribute("units", "1", of: "largest_force_residual")
        try group.write("largest_volume_residual", beats.map(\.largestVolumeResidualMm3))
        try group.setAttribute("units", "mm3", of: "largest_volume_residual")
        // The first beat has none before it.
        try group.write("largest_change", beats.map { $0.largestChangePercent ?? .nan })
        try group.setAttribute("units", "%", of: "largest_change")
    }
}
