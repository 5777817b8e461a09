import HeartModel
import Quantities

/// Numbers of the left ventricle's segments.
extension RunSummary {
    /// One segment: strains at end-systole, peaks and work.
    public struct Segment: Codable, Sendable {
        /// Number and name, as `HeartModel.AHASegment`.
        public var number: Int
        public var name: String
        /// Strains at end-systole against QRS onset [%]; nil in a segment without points to observe.
        public var longitudinalPercent: Double?
        public var circumferentialPercent: Double?
        public var radialPercent: Double?
        /// Most negative longitudinal strain of the beat [%], and when [ms after QRS onset].
        public var peakLongitudinalPercent: Double?
        public var timeToPeakLongitudinalMs: Double?
        /// Work of contraction over the beat per volume of muscle [kJ/m³].
        public var workKJPerM3: Double
        /// Volume of the segment's wall in the image [mL].
        public var volumeML: Double

        init(_ part: RegionalDeformation.Part, times: [Double], endSystole: Int) {
            func percent(_ value: Double) -> Double? { value.isFinite ? 100 * value : nil }
            number = part.segment?.rawValue ?? 0
            name = part.segment?.name ?? "left ventricle"
            longitudinalPercent = percent(part.longitudinal[endSystole])
            circumferentialPercent = percent(part.circumferential[endSystole])
            radialPercent = percent(part.radial[endSystole])
            if let peak = part.peakLongitudinalFrame {
                peakLongitudinalPercent = 100 * part.longitudinal[peak]
                timeToPeakLongitudinalMs = times[peak]
            }
            workKJPerM3 = part.work
            volumeML = part.volume / Units.mL
        }
    }

    /// All segments of a beat, the whole left ventricle left out.
    ///
    /// - `endSystole`: frame of the smallest volume.
    static func segments(_ deformation: RegionalDeformation, endSystole: Int) -> [Segment] {
        deformation.parts.dropFirst().map {
            Segment($0, times: deformation.times, endSystole: endSystole)
        }
    }
}
