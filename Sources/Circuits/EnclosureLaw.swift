public import Numerics

/// A space around compartments: its pressure follows from what is in it and from time.
public protocol EnclosureLaw: CircuitLaw {
    /// Pressure [kPa] and its slope by the content [kPa/mm³].
    ///
    /// - `content`: volume of all compartments inside [mm³].
    /// - `time`: since the start of the run, or since the onset of the QRS where the law ``followsBeat`` [ms].
    static func pressure<Real: CircuitReal>(
        content: Real, time: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real)

    /// The same in a beat of a length [ms]; without it, unless a law says otherwise.
    static func pressure<Real: CircuitReal>(
        content: Real, time: Real, cycle: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real)

    /// Whether `time` is that since the onset of the QRS, where the law follows the beat.
    static var followsBeat: Bool { get }

    /// The same for one kind of numbers; made by an extension.
    static func pressure(_ call: EnclosureCall<Double>) -> (value: Double, slope: Double)
    static func pressure(_ call: EnclosureCall<Double8>) -> (value: Double8, slope: Double8)
    static func pressure(_ call: EnclosureCall<Dual8>) -> (value: Dual8, slope: Dual8)
}

/// The arguments of an enclosure's law.
public struct EnclosureCall<Real: RealLanes> {
    let content: Real
    let time: Real
    let cycle: Real
    let parameters: LawParameters<Real>
}

extension EnclosureLaw {
    public static var followsBeat: Bool { false }

    @inline(__always)
    public static func pressure<Real: CircuitReal>(
        content: Real, time: Real, cycle: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) { pressure(content: content, time: time, p) }

    public static func pressure(_ call: EnclosureCall<Double>) -> (value: Double, slope: Double) {
        pressure(
            content: call.content, time: call.time, cycle: call.cycle, call.parameters)
    }
    public static func pressure(_ call: EnclosureCall<Double8>) -> (value: Double8, slope: Double8)
    {
        pressure(
            content: call.content, time: call.time, cycle: call.cycle, call.parameters)
    }
    public static func pressure(_ call: EnclosureCall<Dual8>) -> (value: Dual8, slope: Dual8) {
        pressure(
            content: call.content, time: call.time, cycle: call.cycle, call.parameters)
    }
}
