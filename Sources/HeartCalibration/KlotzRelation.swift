import Glibc

/// End-diastolic pressure–volume relation of a human left ventricle from one measured point.
///
/// ```
/// V0  = Vm·(0.6 − 0.006·Pm)
/// V30 = V0 + (Vm − V0)/(Pm/An)^(1/Bn)        An = 27.78 mmHg, Bn = 2.76
/// P   = 30·(V/V30)^β,                        β = ln(Pm/30)/ln(Vm/V30)          Pm ≤ 22 mmHg
/// P   = Pm·(V/Vm)^β,                         β = ln(Pm/15)/ln(Vm/V15)          Pm > 22 mmHg
/// V15 = V0 + 0.8·(V30 − V0)
/// ```
///
/// - `Vm`, `Pm`: measured volume [mL] and pressure [mmHg]; `V0`: volume without pressure; `V30`: volume at 30 mmHg.
///
/// Below a tenth of the measured pressure the power law leaves V0, which is why both are given.
///
/// Source: Klotz et al., *Am. J. Physiol. Heart Circ. Physiol.* 291 (2006) H403–H412, doi:10.1152/ajpheart.01240.2005,
/// and Klotz, Dickstein, Burkhoff, *Nat. Protoc.* 2 (2007) 2152–2158, doi:10.1038/nprot.2007.270; the constants from
/// published code that cites the latter.
public struct KlotzRelation: Sendable {
    /// Volume without pressure [mL].
    public let unloadedVolume: Double
    /// Volume at 30 mmHg [mL].
    public let fullVolume: Double
    /// The measured point [mL, mmHg].
    private let point: (volume: Double, pressure: Double)
    /// Exponent β [1].
    public let exponent: Double

    /// Pressures for which it is used [mmHg]: end-diastolic ones.
    public static let pressures = 1.0...40.0
    /// Above, a point is too near to 30 mmHg to give the exponent [mmHg].
    private static let highest = 22.0

    /// The relation through a point; nil for a pressure outside ``pressures`` or a volume that is not positive.
    public init?(volume: Double, pressure: Double) {
        guard Self.pressures.contains(pressure), volume > 0, volume.isFinite else { return nil }
        unloadedVolume = volume * (0.6 - 0.006 * pressure)
        fullVolume =
            unloadedVolume + (volume - unloadedVolume) / pow(pressure / 27.78, 1 / 2.76)
        point = (volume, pressure)
        let v15 = unloadedVolume + 0.8 * (fullVolume - unloadedVolume)
        exponent =
            pressure <= Self.highest
            ? log(pressure / 30) / log(volume / fullVolume) : log(pressure / 15) / log(volume / v15)
    }

    /// Volume at a pressure [mL].
    public func volume(at pressure: Double) -> Double {
        point.volume * pow(pressure / point.pressure, 1 / exponent)
    }
}
