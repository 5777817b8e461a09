public import TwinEngine
public import TwinProtocol

/// What the server asks the twin; its threads call it, several at once.
public protocol TwinService: Sendable {
    /// Who the patient is, what is heard and what may be done: a JSON object for pages.
    var about: String { get }
    /// The shape that the page draws, an object of JSON; nil where none was given.
    var shape: String? { get }
    /// Whether events are taken; not while a recording tells the twin what happens.
    var takesEvents: Bool { get }

    /// Takes a line of JSON with an event.
    ///
    /// - Parameters:
    ///   - name: of the sender.
    ///   - isAllowed: whether the sender may say this.
    /// - Returns: why it is not taken.
    func take(
        _ line: UnsafeBufferPointer<UInt8>, from name: String, isAllowed: (TwinEvent) -> Bool
    ) -> RejectionReason?

    /// Takes a message of another format, which may hold several events.
    ///
    /// - Returns: for each of its events, why it is not taken.
    func take(
        message: UnsafeBufferPointer<UInt8>, as format: EventFormat, from name: String,
        isAllowed: (TwinEvent) -> Bool
    ) -> [RejectionReason?]

    /// What came so far, for ``isKept(_:)``.
    var ticket: UInt64 { get }
    /// Whether what came before a ticket would outlive this process.
    func isKept(_ ticket: UInt64) -> Bool

    /// Looks ahead from one moment of the live state: as things are, and then with each of some lists of
    /// interventions done.
    ///
    /// - Parameters:
    ///   - cases: calls such as `haemorrhage(volume=500 mL)`.
    ///   - ramp: over how long they take effect [ms].
    ///   - milliseconds: how far.
    /// - Returns: as things are, then each case.
    /// - Throws: ``WhatIfError`` for what cannot be done, `TwinEngineError` where there is no answer.
    func look(_ cases: [[String]], over ramp: Double, milliseconds: Double) throws -> [Forecast]

    /// What a scenario file's content describes: one treatment, or one for each value of its sweep.
    ///
    /// - Throws: ``WhatIfError/badScenario(reason:)``.
    func treatments(ofScenario text: String) throws(WhatIfError) -> [WhatIfTreatment]

    /// Numbers for monitoring.
    var metrics: [Metric] { get }
    /// The same for pages: an object of JSON.
    var health: String { get }
}

/// Something that may be done to a patient.
public struct WhatIfTreatment: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// Calls such as `haemorrhage(volume=500 mL)`.
    public var interventions: [String]

    /// Names a treatment.
    public init(name: String, interventions: [String]) {
        self.name = name
        self.interventions = interventions
    }
}

/// Why a what-if is not answered.
public enum WhatIfError: Error, Equatable, CustomStringConvertible {
    /// Not the JSON object that is wanted.
    case malformed(reason: String)
    /// No scenario file's content.
    case badScenario(reason: String)
    /// Interventions that this loop does not know, or with other arguments.
    case badIntervention(text: String, reason: String)
    /// Another time than can be answered.
    case badTime(key: String, text: String, allowed: ClosedRange<Double>)

    /// Seconds that can be looked ahead, and that an intervention may take.
    static let horizons = 5.0...Forecaster.furthest
    static let ramps = 0.0...Forecaster.furthest

    public var description: String {
        switch self {
        case .malformed(let reason):
            "not a question: \(reason); wanted is "
                + #"{"interventions": ["haemorrhage(volume=500 mL)"], "over": "30 s", "horizon": "60 s"}"#
        case .badScenario(let reason): reason
        case .badIntervention(let text, let reason): "\(text): \(reason)"
        case .badTime(let key, let text, let allowed):
            "\(key) \(text): a time from \(Int(allowed.lowerBound)) s to "
                + "\(Int(allowed.upperBound)) s, such as \"60 s\" or \"5 min\""
        }
    }
}
