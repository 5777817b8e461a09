/// How far a measurement may be off where the file does not say: one standard deviation.
///
/// No study was read for these: they are assumptions, and every use of one is noted to the user.
public enum MeasurementPrecision {
    /// A deviation with its reason.
    public struct Entry: Sendable {
        /// Absolute part, in the unit of the reading.
        public var absolute = 0.0
        /// Relative part [1].
        public var relative = 0.0
        /// Where it comes from.
        public var source: String

        /// The deviation of a value.
        public func deviation(of value: Double) -> Double { absolute + relative * abs(value) }
    }

    /// The entry of a reading.
    public static func entry(_ name: String) -> Entry {
        switch name {
        case "systolic_pressure", "diastolic_pressure", "mean_arterial_pressure":
            Entry(absolute: 8, source: "assumed; what ISO 81060-2 allows a cuff, from memory")
        case "cardiac_output":
            Entry(relative: 0.1, source: "assumed, thermodilution")
        case "lv_ejection_fraction":
            Entry(absolute: 6, source: "assumed, echo")
        case "mitral_e_a_ratio", "left_atrial_volume":
            Entry(relative: 0.15, source: "assumed, Doppler and echo")
        case "mitral_regurgitant_fraction":
            Entry(absolute: 8, source: "assumed, echo or resonance")
        case "aortic_mean_gradient":
            Entry(absolute: 2, relative: 0.05, source: "assumed, Doppler")
        case let name where name.hasSuffix("_pressure"):
            Entry(absolute: 2.5, source: "assumed, fluid-filled catheter")
        default:
            Entry(relative: 0.1, source: "assumed, imaging")
        }
    }
}
