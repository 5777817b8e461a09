import Quantities

/// A named output of a beat in the unit people read, for listings, targets and acceptance ranges.
public struct HaemodynamicQuantity: Sendable {
    /// Name in files and listings (lower camel case).
    public let name: String
    /// One line for people.
    public let summary: String
    /// Unit of ``value(_:)``.
    public let unit: String
    private let factor: Double
    private let raw: @Sendable (HaemodynamicSummary) -> Double

    /// The quantity of a beat, in ``unit``.
    public func value(_ summary: HaemodynamicSummary) -> Double { raw(summary) / factor }

    /// The quantity with this name, if there is one.
    public static func named(_ name: String) -> HaemodynamicQuantity? {
        all.first { $0.name == name }
    }

    /// Every quantity.
    public static let all: [HaemodynamicQuantity] =
        general + ventricle("left", "left ventricle") { $0.left }
        + ventricle("right", "right ventricle") { $0.right }
        + pressure("aortic", "aortic pressure") { $0.aorta }
        + pressure("pulmonaryArtery", "pulmonary artery pressure") { $0.pulmonaryArtery }
        + pressure("leftAtrial", "left atrial pressure") { $0.leftAtrium }
        + pressure("rightAtrial", "right atrial pressure") { $0.rightAtrium }
        + filling("mitral") { $0.mitral } + filling("tricuspid") { $0.tricuspid }

    private init(
        _ name: String, _ summary: String, _ unit: String, _ factor: Double,
        _ raw: @escaping @Sendable (HaemodynamicSummary) -> Double
    ) {
        self.name = name
        self.summary = summary
        self.unit = unit
        self.factor = factor
        self.raw = raw
    }

    private static let percent = 0.01
    private static let mmHg = Units.mmHg

    private static let general: [HaemodynamicQuantity] = [
        HaemodynamicQuantity("heartRate", "Heart rate", "1/min", 1 / Units.minute) {
            $0.heartRate
        },
        HaemodynamicQuantity(
            "cardiacOutput", "Net aortic flow", "L/min", Units.litrePerMinute
        ) { $0.cardiacOutput },
        HaemodynamicQuantity(
            "leftIsovolumicRelaxationTime", "End of ejection to onset of filling, left ventricle",
            "ms", 1
        ) { $0.leftIsovolumicRelaxation },
        HaemodynamicQuantity(
            "pulmonaryValvePeakGradient",
            "Highest right ventricular less highest pulmonary artery pressure", "mmHg", mmHg
        ) { $0.right.systolicPressure - $0.pulmonaryArtery.systolic },
        HaemodynamicQuantity(
            "leftAtrialLargestVolume", "Largest left atrial volume", "mL", Units.mL
        ) {
            $0.largestLeftAtrialVolume
        },
        HaemodynamicQuantity("leftAtrialLeastVolume", "Least left atrial volume", "mL", Units.mL) {
            $0.leastLeftAtrialVolume
        },
    ]

    private static func ventricle(
        _ prefix: String, _ place: String,
        _ part: @escaping @Sendable (HaemodynamicSummary) -> VentricularSummary
    ) -> [HaemodynamicQuantity] {
        func quantity(
            _ name: String, _ summary: String, _ unit: String, _ factor: Double,
            _ raw: @escaping @Sendable (VentricularSummary) -> Double
        ) -> HaemodynamicQuantity {
            HaemodynamicQuantity(prefix + name, "\(summary), \(place)", unit, factor) {
                raw(part($0))
            }
        }
        return [
            quantity("EndDiastolicVolume", "Volume at QRS onset", "mL", Units.mL) {
                $0.endDiastolicVolume
            },
            quantity("EndSystolicVolume", "Minimum volume", "mL", Units.mL) {
                $0.endSystolicVolume
            },
            quantity("StrokeVolume", "Stroke volume", "mL", Units.mL) { $0.strokeVolume },
            quantity("EjectionFraction", "Ejection fraction", "%", percent) {
                $0.ejectionFraction
            },
            quantity("EndDiastolicPressure", "Pressure at QRS onset", "mmHg", mmHg) {
                $0.endDiastolicPressure
            },
            quantity("SystolicPressure", "Highest pressure", "mmHg", mmHg) {
                $0.systolicPressure
            },
            quantity("MaximumPressureRate", "dP/dt max", "mmHg/s", Units.mmHgPerSecond) {
                $0.maximumPressureRate
            },
            quantity("MinimumPressureRate", "dP/dt min", "mmHg/s", Units.mmHgPerSecond) {
                $0.minimumPressureRate
            },
            quantity("RelaxationTime", "Time constant of relaxation", "ms", 1) {
                $0.relaxationTime
            },
            quantity("EjectionTime", "Duration of ejection", "ms", 1) { $0.ejectionTime },
            quantity("PeakEjectionRate", "Peak outflow", "mL/s", 1) { $0.peakEjectionRate },
            quantity(
                "StrokeWork", "Area of the pressure-volume loop", "mmHg.mL", mmHg * Units.mL
            ) { $0.strokeWork },
            quantity(
                "OutletRegurgitantFraction", "Backward share of outflow", "%", percent
            ) { $0.regurgitantFraction },
        ]
    }

    private static func pressure(
        _ prefix: String, _ summary: String,
        _ part: @escaping @Sendable (HaemodynamicSummary) -> PressureSummary
    ) -> [HaemodynamicQuantity] {
        [
            HaemodynamicQuantity(prefix + "Systolic", "Highest \(summary)", "mmHg", mmHg) {
                part($0).systolic
            },
            HaemodynamicQuantity(prefix + "Diastolic", "Lowest \(summary)", "mmHg", mmHg) {
                part($0).diastolic
            },
            HaemodynamicQuantity(prefix + "Mean", "Mean \(summary)", "mmHg", mmHg) {
                part($0).mean
            },
        ]
    }

    private static func filling(
        _ prefix: String, _ part: @escaping @Sendable (HaemodynamicSummary) -> FillingSummary
    ) -> [HaemodynamicQuantity] {
        [
            HaemodynamicQuantity(
                prefix + "EarlyPeakFlow", "Peak early inflow, \(prefix)", "mL/s", 1
            ) {
                part($0).earlyPeak
            },
            HaemodynamicQuantity(
                prefix + "LatePeakFlow", "Peak atrial inflow, \(prefix)", "mL/s", 1
            ) {
                part($0).latePeak
            },
            HaemodynamicQuantity(prefix + "EarlyToLate", "E/A ratio of inflow, \(prefix)", "1", 1) {
                part($0).earlyToLate
            },
            HaemodynamicQuantity(
                prefix + "AtrialShare", "Share of filling by atrial contraction, \(prefix)", "%",
                percent
            ) { part($0).atrialShare },
            HaemodynamicQuantity(
                prefix + "RegurgitantFraction", "Backward share of inflow, \(prefix)", "%", percent
            ) { part($0).regurgitantFraction },
        ]
    }
}
