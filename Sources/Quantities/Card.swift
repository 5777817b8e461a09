/// What a parameter is: name, unit, default, admissible range and where the default comes from.
public struct ParameterCard: Sendable, Equatable {
    /// Name in code, files and listings (lower camel case).
    public var name: String
    /// One line for people.
    public var summary: String
    /// Unit of ``defaultValue`` and ``range`` in UCUM-like notation ("1" when dimensionless).
    public var unit: String
    /// Default value in ``unit``.
    public var defaultValue: Double
    /// Admissible values in ``unit``; outside is an input error.
    public var range: ClosedRange<Double>
    /// Citation down to the table or equation.
    public var source: String

    /// Describes a parameter.
    public init(
        _ name: String, _ summary: String, unit: String, default defaultValue: Double,
        range: ClosedRange<Double>, source: String
    ) {
        self.name = name
        self.summary = summary
        self.unit = unit
        self.defaultValue = defaultValue
        self.range = range
        self.source = source
    }
}

/// The identity of a registered thing (model, material, component, benchmark, format).
///
/// Command-line listings, patient-file validation and documentation tables are made from cards.
public struct ModelCard: Sendable, Equatable {
    /// Unique identifier within its registry, kebab-case.
    public var identifier: String
    /// One line for people.
    public var summary: String
    /// Citation with DOI.
    public var source: String
    /// Names of the state variables, in storage order.
    public var states: [String]
    /// Parameters in storage order.
    public var parameters: [ParameterCard]

    /// Describes a registered thing.
    public init(
        identifier: String, summary: String, source: String, states: [String] = [],
        parameters: [ParameterCard] = []
    ) {
        self.identifier = identifier
        self.summary = summary
        self.source = source
        self.states = states
        self.parameters = parameters
    }
}
