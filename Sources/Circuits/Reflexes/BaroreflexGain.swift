public import Circulation
import Numerics

/// How strongly the arterial baroreflex of a heart answers, by that of ``BaroreflexConstants``.
public struct BaroreflexGain<Real: CircuitReal>: Sendable {
    /// On the heart period [1].
    public var period: Real
    /// On contractility, resistance and venous volume [1].
    public var sympathetic: Real

    /// Makes gains; those of healthy people unless given.
    public init(period: Real = 1, sympathetic: Real = 1) {
        self.period = period
        self.sympathetic = sympathetic
    }
}

extension LoopParameters {
    /// How strongly the reflex of this heart answers.
    public var baroreflexGain: BaroreflexGain<Double> {
        BaroreflexGain(
            period: self["baroreflexPeriodGain"], sympathetic: self["baroreflexSympatheticGain"])
    }
}

extension BaroreflexGain<Double> {
    /// The same in every lane.
    public func filling<Lanes: CircuitReal>() -> BaroreflexGain<Lanes> {
        BaroreflexGain<Lanes>(
            period: Lanes(filling: period), sympathetic: Lanes(filling: sympathetic))
    }
}
