import Circulation
import HeartModel
import Patients
import Quantities

/// What a name of the schema means: a parameter of the model, or something measured.
struct SchemaName: Sendable {
    /// What it names.
    enum Kind: Sendable { case parameter, measurement }

    var name: String
    var kind: Kind
    /// Unit of the card.
    var unit: Unit
    /// Admissible values of a parameter, in ``unit``.
    var range: ClosedRange<Double>?

    /// Looks a name up for a level of detail.
    ///
    /// - Throws: `SchemaNameError` with the nearest name.
    init(_ name: String, level: RunSettings.Level) throws {
        self.name = name
        if let card = HeartParameters.card(name) {
            guard level == .heart || name.hasPrefix(LoopParameters.prefix) else {
                throw SchemaNameError.heartOnly(name)
            }
            kind = .parameter
            unit = try Unit(card.unit)
            range = card.range
        } else if let card = MeasurementCards.card(name) {
            guard level == .loop else { throw SchemaNameError.loopOnly(name) }
            kind = .measurement
            unit = try Unit(card.unit)
        } else {
            throw SchemaNameError.unknown(name, known: Self.all)
        }
    }

    /// Every name.
    static let all = HeartParameters.names + MeasurementCards.all.map(\.name)

    /// Refuses a value outside the range of a parameter.
    ///
    /// - Throws: `HeartModelError.outOfRange`.
    func check(_ value: Double) throws {
        guard let range, !range.contains(value) else { return }
        throw HeartModelError.outOfRange(
            name: name, value: value, unit: unit.symbol, allowed: range)
    }
}

/// A name that a cohort cannot use.
enum SchemaNameError: Error, CustomStringConvertible {
    case unknown(String, known: [String])
    case heartOnly(String)
    case loopOnly(String)

    var description: String {
        switch self {
        case .unknown(let name, let known):
            "no parameter or measurement is called \"\(name.printable)\""
                + Spelling.suggestion(for: name, among: known)
        case .heartOnly(let name):
            "\(name) means nothing to the closed loop alone; level = \"heart\" knows it"
        case .loopOnly(let name):
            "\(name) is a measurement, to which only level = \"loop\" fits patients; calibrate their files "
                + "first"
        }
    }
}
