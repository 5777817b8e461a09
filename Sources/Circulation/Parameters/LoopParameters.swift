public import Quantities

/// Parameters of the closed loop with exponential chambers and orifice valves, by name.
///
/// The names are the cards' names with the prefix `circulation.`, as in patient files
/// (`circulation.systemicArterialResistance`). Defaults are the healthy adult of
/// ``healthyAdult``. Ventricular parameters (`leftVentricular…`, `rightVentricular…`) serve the
/// stand-alone loop only; a three-dimensional heart brings its own ventricles.
///
/// Durations of activation are given at 60 beats/min and scale with the square root of the cycle
/// length; onsets are relative to QRS onset and do not scale. Source of the scaling: Bazett,
/// *Heart* 7 (1920) 353–370, reprinted doi:10.1111/j.1542-474X.1997.tb00325.x.
public struct LoopParameters: Sendable, Equatable {
    /// Prefix of the names in patient files.
    public static let prefix = "circulation."

    /// Every parameter, in a fixed order.
    public static let cards: [ParameterCard] =
        LoopCards.general + LoopCards.pericardium + LoopCards.outflow + LoopCards.vessels
        + LoopCards.chambers + LoopCards.valves

    /// Every parameter by its full name.
    public static let cardsByName: [String: ParameterCard] = Dictionary(
        uniqueKeysWithValues: cards.map { (prefix + $0.name, $0) })

    private static let card = ModelCard(
        identifier: "circulation", summary: "Closed loop", source: "see the parameters",
        parameters: cards)

    private var values: [String: Double]

    /// Takes values in the units of the cards; missing ones are those of the healthy adult.
    ///
    /// - Parameter values: by full name (`circulation.bloodVolume`).
    /// - Throws: an unknown name, or a value outside its admissible range.
    public init(values: [String: Double] = [:]) throws(ParameterError) {
        var overrides: [String: Double] = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard name.hasPrefix(Self.prefix), Self.cardsByName[name] != nil else {
                throw .unknown(
                    name: name, owner: "the circulation",
                    known: Self.cardsByName.keys.sorted())
            }
            overrides[String(name.dropFirst(Self.prefix.count))] = value
        }
        let resolved = try ResolvedParameters(Self.card, overrides: overrides)
        self.values = Dictionary(
            uniqueKeysWithValues: Self.cards.map { ($0.name, resolved[$0.name]) })
    }

    /// The healthy adult: every parameter at its default.
    public static let healthyAdult = LoopParameters()

    private init() {
        values = Dictionary(uniqueKeysWithValues: Self.cards.map { ($0.name, $0.defaultValue) })
    }

    /// Values by full name, in the units of the cards.
    public var valuesByName: [String: Double] {
        Dictionary(uniqueKeysWithValues: values.map { (Self.prefix + $0.key, $0.value) })
    }

    /// The value of the parameter with this short name, in the unit of its card.
    public subscript(_ name: String) -> Double {
        guard let value = values[name] else {
            preconditionFailure("the circulation has no parameter \(name)")
        }
        return value
    }

    /// The parameters with some values replaced, by full name.
    ///
    /// - Throws: an unknown name, or a value outside its admissible range.
    public func replacing(_ changes: [String: Double]) throws(ParameterError) -> LoopParameters {
        try LoopParameters(values: valuesByName.merging(changes) { $1 })
    }

    /// Whether a pericardium presses on the chambers of the loop alone.
    public var hasPericardium: Bool { self["pericardialVolume"] < LoopCards.noPericardium }

    /// Whether the left ventricle's outflow tract of the loop alone is obstructed.
    public var hasObstruction: Bool { self["outflowBulgeArea"] > 0 }

    /// Whether a parameter means nothing to this loop: one of a pericardium or an obstruction that it does not have.
    ///
    /// - Parameter name: short name of the parameter.
    public func lacksPart(of name: String) -> Bool {
        !hasPericardium && name.hasPrefix("pericardial")
            || !hasObstruction && name.hasPrefix("outflow")
    }

    /// Whether a parameter says how strongly a reflex or the muscle's own regulation answers: read where a heart settles, and fixed
    /// from there on.
    ///
    /// - Parameter name: short name of the parameter.
    public static func isReflexGain(_ name: String) -> Bool {
        name.hasPrefix("baroreflex") || name == "homeometricExponent"
    }

    /// Cycle length [ms].
    public var period: Double { Units.minute / self["heartRate"] }

    /// Start of atrial contraction in the beat that begins at QRS onset [ms].
    public var atrialOnset: Double { period + self["leftAtrialOnset"] }
}
