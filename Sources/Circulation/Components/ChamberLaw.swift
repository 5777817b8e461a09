/// Pressure of a chamber and its slope by volume.
public struct ChamberPressure: Sendable, Equatable {
    /// Pressure [kPa].
    public var value: Double
    /// ∂p/∂V at constant time [kPa/mm³]; positive.
    public var slope: Double

    /// Makes a pressure with its slope.
    @inlinable
    public init(value: Double, slope: Double) {
        self.value = value
        self.slope = slope
    }
}

/// Pressure–volume–time law of an atrium or a ventricle.
///
/// Evaluated in two stages so that what depends on time only is computed once per time level: a
/// ``Phase`` from the time, then the pressure from volume and phase. Laws are periodic in time or
/// not, as they like; times are absolute [ms], volumes [mm³], pressures [kPa].
public protocol ChamberLaw: Sendable {
    /// What the law needs to know of a moment (for instance the activation).
    associatedtype Phase: Sendable

    /// The phase at an absolute time [ms].
    func phase(at time: Double) -> Phase

    /// Pressure [kPa] and slope [kPa/mm³] at a volume [mm³].
    func pressure(volume: Double, phase: Phase) -> ChamberPressure
}

extension ChamberLaw {
    /// Pressure [kPa] and slope [kPa/mm³] at a volume [mm³] and an absolute time [ms].
    @inlinable
    public func pressure(volume: Double, time: Double) -> ChamberPressure {
        pressure(volume: volume, phase: phase(at: time))
    }
}
