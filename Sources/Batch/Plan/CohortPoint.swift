/// One patient at one point of the parameters that are varied.
public struct CohortPoint: Codable, Sendable, Equatable {
    /// A measured number.
    public struct Measured: Codable, Sendable, Equatable {
        /// Value, in the unit of the measurement's card.
        public var value: Double
        /// Standard deviation of the measurement, same unit; the model's own where it is not known.
        public var uncertainty: Double?
    }

    /// Identifier of the patient.
    public var id: String
    /// Parameters, in the units of their cards.
    public var parameters: [String: Double] = [:]
    /// Measurements to which the loop is fitted first.
    public var measurements: [String: Measured] = [:]
    /// Factors on parameters, after a fit.
    public var factors: [String: Double] = [:]
    /// Parameters that are set, after a fit and factors, in the units of their cards.
    public var settings: [String: Double] = [:]
    /// Values of the varied parameters, in the order of the sweeps.
    public var swept: [Double] = []
    /// Patient file, for the level of the heart.
    public var file: String?
    /// SHA-256 of that file.
    public var digest: String?
    /// Number of the equally likely heart of that file, from 1, on the level of the heart; nil for its best one.
    public var member: Int?
    /// What the patient file says, for factors on it; not part of the plan.
    var own: [String: Double] = [:]
    /// Why the patient is left out; nil when it is not.
    public var skipped: String?

    /// A patient.
    public init(id: String) { self.id = id }

    private enum CodingKeys: String, CodingKey {
        case id, parameters, measurements, factors, settings, swept, file, digest, member, skipped
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        parameters = try values.decodeIfPresent([String: Double].self, forKey: .parameters) ?? [:]
        measurements =
            try values.decodeIfPresent([String: Measured].self, forKey: .measurements) ?? [:]
        factors = try values.decodeIfPresent([String: Double].self, forKey: .factors) ?? [:]
        settings = try values.decodeIfPresent([String: Double].self, forKey: .settings) ?? [:]
        swept = try values.decodeIfPresent([Double].self, forKey: .swept) ?? []
        file = try values.decodeIfPresent(String.self, forKey: .file)
        digest = try values.decodeIfPresent(String.self, forKey: .digest)
        member = try values.decodeIfPresent(Int.self, forKey: .member)
        skipped = try values.decodeIfPresent(String.self, forKey: .skipped)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        if !parameters.isEmpty { try values.encode(parameters, forKey: .parameters) }
        if !measurements.isEmpty { try values.encode(measurements, forKey: .measurements) }
        if !factors.isEmpty { try values.encode(factors, forKey: .factors) }
        if !settings.isEmpty { try values.encode(settings, forKey: .settings) }
        if !swept.isEmpty { try values.encode(swept, forKey: .swept) }
        try values.encodeIfPresent(file, forKey: .file)
        try values.encodeIfPresent(digest, forKey: .digest)
        try values.encodeIfPresent(member, forKey: .member)
        try values.encodeIfPresent(skipped, forKey: .skipped)
    }
}
