import Geometry
import Numerics
public import Patients
import Quantities

/// What is in a patient file, what is missing and what is used instead, and whether the numbers
/// look like a person's: the content of `hearttwin inspect`.
public struct PatientInspection: Sendable, Encodable {
    /// A part of the file.
    public struct Part: Sendable, Encodable {
        /// Path in the file.
        public var path: String
        /// One line for people.
        public var summary: String
        /// What is there, counted; nil when missing.
        public var content: String?
        /// What is used when it is missing.
        public var fallback: String
    }

    /// A number that can be compared with a normal range.
    public struct Value: Sendable, Encodable {
        /// Name of the measurement.
        public var name: String
        /// One line for people.
        public var summary: String
        /// Mean of the values given, in ``unit``; nil when missing.
        public var value: Double?
        /// Unit of value and range.
        public var unit: String
        /// "measured", "derived", "population", "simulated", or "from the mesh".
        public var kind: String?
        /// Normal range for the sex, and its source.
        public var low: Double?
        /// Upper end.
        public var high: Double?
        /// Where the range comes from.
        public var source: String?
        /// How the value compares.
        public var plausibility: MeasurementCard.Plausibility?
    }

    /// A model parameter set in the file.
    public struct Parameter: Sendable, Encodable {
        /// `module.name`.
        public var name: String
        /// Value in the file, in the card's unit.
        public var value: Double
        /// The card's default.
        public var defaultValue: Double
        /// Unit of both.
        public var unit: String
        /// Where the value comes from.
        public var provenance: String?
    }

    /// A law of the model.
    public struct Model: Sendable, Encodable {
        /// What it describes.
        public var choice: String
        /// One line for people.
        public var summary: String
        /// The law in use.
        public var identifier: String
        /// Whether the file names it; otherwise it is the standard one.
        public var isGiven: Bool
    }

    /// Path of the file.
    public var file: String
    /// Version of the format.
    public var schemaVersion: String
    /// Pseudonym.
    public var identifier: String
    /// Sex, age [years], height [cm], weight [kg], body surface area [m²].
    public var sex: String
    public var ageYears: Double?
    public var heightCm: Double?
    public var weightKg: Double?
    public var bodySurfaceAreaM2: Double?
    /// Sizes of the meshes and volumes.
    public var anatomy: AnatomySummary
    /// Parts of the file, there or not.
    public var parts: [Part]
    /// Known measurements, there or not, then what the mesh itself says.
    public var values: [Value]
    /// The laws of the model, chosen in the file or standard.
    public var models: [Model]
    /// Parameters set in the file; all others have their card's default.
    public var parameters: [Parameter]
    /// Free texts by name.
    public var provenance: [String: String]
    /// Objects and attributes beyond the schema.
    public var extras: [String]
    /// What deserves a second look, one sentence each.
    public var warnings: [String]

    /// Inspects a patient that has passed validation.
    ///
    /// - Parameters:
    ///   - patient: The patient.
    ///   - file: Its path.
    ///   - catalogue: The model's parameters.
    public init(of patient: Patient, file: String, knowing catalogue: ParameterCatalogue) {
        self.file = file
        schemaVersion = PatientSchema.version
        identifier = patient.subject.identifier
        sex = patient.subject.sex.rawValue
        ageYears = patient.subject.ageYears
        heightCm = patient.subject.heightCm
        weightKg = patient.subject.weightKg
        bodySurfaceAreaM2 = patient.subject.bodySurfaceAreaM2
        anatomy = AnatomySummary(of: patient)
        parts = Self.parts(of: patient)
        values = Self.values(of: patient, anatomy)
        models = catalogue.choices.map { choice in
            let given = patient.models[choice.name]
            return Model(
                choice: choice.name, summary: choice.summary,
                identifier: given ?? choice.standard, isGiven: given != nil)
        }
        parameters = Self.parameters(of: patient, catalogue)
        provenance = patient.provenance
        extras = (patient.extras?.objects ?? []) + (patient.extras?.attributes ?? [])
        warnings = []
        warnings = PatientWarnings.collect(patient, self)
    }

    private static func parts(of patient: Patient) -> [Part] {
        func part(_ entry: SchemaEntry, _ content: String?) -> Part {
            var fallback = ""
            if case .optional(let text) = entry.presence { fallback = text }
            return Part(
                path: entry.path, summary: entry.summary, content: content, fallback: fallback)
        }
        func counted(_ count: Int, _ noun: String) -> String? {
            count == 0 ? nil : count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
        }
        let trees = patient.conduction.trees.map { "\($0.name): \($0.points.count) nodes" }
        return [
            part(PatientSchema.fiber, patient.fibres.map { "\($0.count) directions" }),
            part(
                PatientSchema.apicobasal,
                patient.anatomy.coordinates.map { "\($0.apicobasal.count) values each" }),
            part(
                PatientSchema.rimGroup,
                patient.valveRims.isEmpty
                    ? nil : patient.valveRims.map(\.valve.rawValue).joined(separator: ", ")),
            part(
                PatientSchema.mechanicsGroup,
                patient.mechanicsMesh.map {
                    "\($0.tetCount) tetrahedra, \(3 * $0.points.count) displacement unknowns"
                }),
            part(
                PatientSchema.referenceGroup,
                patient.referenceState.map {
                    "unloaded from \(($0.imagedPressures.left / Units.mmHg).short) and "
                        + "\(($0.imagedPressures.right / Units.mmHg).short) mmHg"
                        + ($0.residualStretch.isEmpty ? " (kept, not used)" : "")
                }),
            part(
                PatientSchema.treeGroup, trees.isEmpty ? nil : trees.joined(separator: ", ")),
            part(
                PatientSchema.rootGroup, counted(patient.conduction.rootSites.count, "site")),
            part(PatientSchema.electrodeGroup, counted(patient.electrodes.count, "electrode")),
            part(
                PatientSchema.waveformGroup,
                patient.waveforms.isEmpty
                    ? nil : patient.waveforms.keys.sorted().joined(separator: ", ")),
            part(
                PatientSchema.posteriorGroup,
                patient.posterior.flatMap { posterior in
                    counted(posterior.names.count, "parameter").map {
                        "\(posterior.samples.count) parameter sets of \($0) (\(posterior.method))"
                    }
                }),
            part(
                PatientSchema.calibrationGroup,
                patient.calibrations.isEmpty
                    ? nil
                    : patient.calibrations.sorted { $0.key < $1.key }.map {
                        "\($0.key): \(words($0.value))"
                    }.joined(separator: "; ")),
        ]
    }

    /// A calibration in a phrase.
    private static func words(_ record: CalibrationRecord) -> String {
        let (factors, readings) = (record.factors.count, record.readings.count)
        var words =
            "\(factors) factor\(factors == 1 ? "" : "s") by \(readings) number\(readings == 1 ? "" : "s")"
        if let farthest = record.readings.map({ abs($0.z) }).max() {
            words += ", at most \(farthest.short) deviations off"
        }
        return words
    }

    private static func values(of patient: Patient, _ anatomy: AnatomySummary) -> [Value] {
        let sex = patient.subject.sex
        var values = MeasurementCards.all.map { card in
            value(card, patient.measurements[card.name], sex)
        }
        for (name, measurement) in patient.measurements.sorted(by: { $0.key < $1.key })
        where MeasurementCards.card(name) == nil {
            values.append(
                Value(
                    name: name, summary: "Not used by the model",
                    value: mean(measurement.values), unit: measurement.unit.symbol,
                    kind: measurement.kind.rawValue))
        }
        let fromMesh = [
            ("lv_end_diastolic_volume", anatomy.leftCavityML), ("lv_mass", anatomy.leftMassG),
        ]
        for (name, number) in fromMesh {
            guard let card = MeasurementCards.card(name), let number else { continue }
            let quantity = try? Unit(card.unit)
            let measurement = quantity.map { Measurement([number], unit: $0, kind: .derived) }
            var value = value(card, measurement, sex)
            value.kind = "from the mesh"
            values.append(value)
        }
        return values
    }

    private static func value(
        _ card: MeasurementCard, _ measurement: Measurement?, _ sex: Subject.Sex
    ) -> Value {
        let range = card.normal(for: sex)
        var value = Value(
            name: card.name, summary: card.summary, unit: card.unit, low: range.lowerBound,
            high: range.upperBound, source: card.source)
        guard let measurement, let given = mean(measurement.values) else { return value }
        value.kind = measurement.kind.rawValue
        // A measurement of another dimension keeps its own unit; the warnings say so.
        guard let unit = try? Unit(card.unit),
            let number = try? measurement.unit.convert(given, to: unit)
        else {
            value.value = given
            value.unit = measurement.unit.symbol
            value.plausibility = .implausible
            return value
        }
        value.value = number
        value.plausibility = card.plausibility(of: number, for: sex)
        return value
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func parameters(
        of patient: Patient, _ catalogue: ParameterCatalogue
    ) -> [Parameter] {
        patient.parameters.sorted { $0.key < $1.key }.compactMap { name, stored in
            guard let card = catalogue[name], let unit = try? Unit(card.unit),
                let value = try? stored.unit.convert(stored.value, to: unit)
            else { return nil }
            return Parameter(
                name: name, value: value, defaultValue: card.defaultValue, unit: card.unit,
                provenance: stored.provenance)
        }
    }
}
