public import Circulation
import Numerics

/// How strongly the reflexes of a heart answer, by those of ``BaroreflexConstants`` and ``CardiopulmonaryConstants``.
public struct BaroreflexGain<Real: CircuitReal>: Sendable {
    /// On the heart period [1].
    public var period: Real
    /// On contractility, resistance and venous volume [1].
    public var sympathetic: Real
    /// Of the cardiopulmonary baroreflex, by that of healthy people; 0 switches it off [1].
    public var cardiopulmonary: Real
    /// Exponent with which a ventricle's contractility follows its load; 0 switches it off [1].
    public var homeometric: Real

    /// Makes gains: the arterial reflex of healthy people and nothing else, unless given.
    public init(
        period: Real = 1, sympathetic: Real = 1, cardiopulmonary: Real = 0, homeometric: Real = 0
    ) {
        self.period = period
        self.sympathetic = sympathetic
        self.cardiopulmonary = cardiopulmonary
        self.homeometric = homeometric
    }
}

extension LoopParameters {
    /// How strongly the reflexes of this heart answer.
    public var baroreflexGain: BaroreflexGain<Double> {
        BaroreflexGain(
            period: self["baroreflexPeriodGain"], sympathetic: self["baroreflexSympatheticGain"],
            cardiopulmonary: self["baroreflexCardiopulmonaryGain"],
            homeometric: self["homeometricExponent"])
    }
}

extension BaroreflexGain<Double> {
    /// The same in every lane.
    public func filling<Lanes: CircuitReal>() -> BaroreflexGain<Lanes> {
        BaroreflexGain<Lanes>(
            period: Lanes(filling: period), sympathetic: Lanes(filling: sympathetic),
            cardiopulmonary: Lanes(filling: cardiopulmonary),
            homeometric: Lanes(filling: homeometric))
    }
}
