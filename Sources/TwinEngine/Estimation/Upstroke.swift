import Circuits
import Numerics
import Quantities

/// The steepest rise of arterial pressure in a beat, over 24 ms: how fast the left ventricle drives blood into the aorta.
///
/// Three periods of a monitor's wave at 125 Hz, so that the noise of single samples does not make it.
public enum Upstroke {
    /// Its name among measured values [mmHg/s].
    public static let name = "arterialUpstroke"
    /// Time over which a rise is taken [ms].
    static let window = 24.0

    /// The steepest rise in samples of a wave [mmHg/s]; nil where they are further apart than the window.
    ///
    /// - Parameter period: between samples [ms].
    static func steepest(_ values: [Double], period: Double) -> Double? {
        guard period > 0, period <= window else { return nil }
        let apart = Int((window / period).rounded())
        guard values.count > apart else { return nil }
        let rise = (apart..<values.count).reduce(-Double.infinity) {
            max($0, values[$1] - values[$1 - apart])
        }
        return rise / (Double(apart) * period) * Units.second
    }

    /// The same for eight hearts, in mmHg/s; all lanes are looked at in steps of their own beat.
    ///
    /// - Parameters:
    ///   - pulse: pressure after every step of a beat [kPa].
    ///   - cycle: length of the beat [ms].
    static func steepest(_ pulse: [Double8], cycle: Double8) -> Double8 {
        let step = cycle.largest / Double(pulse.count)
        let apart = window / step
        let (whole, share) = (Int(apart), apart - apart.rounded(.down))
        var rise = Double8(filling: -.infinity)
        for place in 0..<max(pulse.count - whole - 1, 0) {
            let end =
                Double8(filling: 1 - share) * pulse[place + whole]
                + Double8(filling: share) * pulse[place + whole + 1]
            rise = Double8.larger(rise, end - pulse[place])
        }
        let length = cycle * Double8(filling: apart / Double(pulse.count))
        return rise / length * Double8(filling: Units.second / Units.mmHg)
    }
}
