public import Circulation
import Quantities

/// One number about a beat, in the unit people read.
public struct HeartMetric: Sendable, Equatable {
    /// Identifier in files, lower camel case with the unit at its end.
    public var identifier: String
    /// Name for people.
    public var name: String
    /// Unit of ``value``.
    public var unit: String
    /// The number.
    public var value: Double

    /// Describes a number.
    public init(identifier: String, name: String, unit: String, value: Double) {
        self.identifier = identifier
        self.name = name
        self.unit = unit
        self.value = value
    }
}

/// Everything that is reported about a beat.
public enum HeartMetrics {
    /// Haemodynamic numbers, from the loop's traces; without those that a beat does not have, such as
    /// E/A without an A wave.
    public static func haemodynamic(_ s: HaemodynamicSummary) -> [HeartMetric] {
        func volume(_ id: String, _ name: String, _ value: Double) -> HeartMetric {
            HeartMetric(identifier: id + "ML", name: name, unit: "mL", value: value / Units.mL)
        }
        func pressure(_ id: String, _ name: String, _ value: Double) -> HeartMetric {
            HeartMetric(
                identifier: id + "MmHg", name: name, unit: "mmHg", value: value / Units.mmHg)
        }
        func percent(_ id: String, _ name: String, _ value: Double) -> HeartMetric {
            HeartMetric(identifier: id + "Percent", name: name, unit: "%", value: 100 * value)
        }
        func rate(_ id: String, _ name: String, _ value: Double) -> HeartMetric {
            HeartMetric(
                identifier: id + "MmHgPerS", name: name, unit: "mmHg/s",
                value: value / Units.mmHgPerSecond)
        }
        func ventricle(_ id: String, _ name: String, _ v: VentricularSummary) -> [HeartMetric] {
            [
                volume(id + "EDV", "\(name) end-diastolic volume", v.endDiastolicVolume),
                volume(id + "ESV", "\(name) end-systolic volume", v.endSystolicVolume),
                volume(id + "SV", "\(name) stroke volume", v.strokeVolume),
                percent(id + "EF", "\(name) ejection fraction", v.ejectionFraction),
                pressure(id + "Systolic", "\(name) systolic pressure", v.systolicPressure),
                pressure(
                    id + "EDP", "\(name) end-diastolic pressure (QRS onset)",
                    v.endDiastolicPressure),
                HeartMetric(
                    identifier: id + "StrokeWorkJ", name: "\(name) stroke work", unit: "J",
                    value: v.strokeWork / Units.joule),
                rate(id + "DPdtMax", "\(name) dP/dt max", v.maximumPressureRate),
                rate(id + "DPdtMin", "\(name) dP/dt min", v.minimumPressureRate),
            ]
        }
        return ventricle("lv", "LV", s.left) + ventricle("rv", "RV", s.right) + [
            pressure("aorticSystolic", "aortic systolic pressure", s.aorta.systolic),
            pressure("aorticDiastolic", "aortic diastolic pressure", s.aorta.diastolic),
            pressure("aorticMean", "mean arterial pressure", s.aorta.mean),
            pressure("paSystolic", "PA systolic pressure", s.pulmonaryArtery.systolic),
            pressure("paDiastolic", "PA diastolic pressure", s.pulmonaryArtery.diastolic),
            pressure("paMean", "PA mean pressure", s.pulmonaryArtery.mean),
            pressure("laMean", "LA mean pressure", s.leftAtrium.mean),
            pressure("raMean", "RA mean pressure", s.rightAtrium.mean),
            HeartMetric(
                identifier: "cardiacOutputLPerMin", name: "cardiac output", unit: "L/min",
                value: s.cardiacOutput / Units.litrePerMinute),
            HeartMetric(
                identifier: "heartRatePerMin", name: "heart rate", unit: "1/min",
                value: s.heartRate * 60 * Units.second),
            percent("atrialKick", "atrial share of LV filling", s.mitral.atrialShare),
        ] + afterload(s) + earlyToLate(s)
    }

    /// What the ventricles eject into, and flows that are not those of the left ventricle; without ratios that
    /// a heart at rest does not have.
    private static func afterload(_ s: HaemodynamicSummary) -> [HeartMetric] {
        func metric(_ id: String, _ name: String, _ unit: String, _ value: Double) -> HeartMetric {
            HeartMetric(identifier: id, name: name, unit: unit, value: value)
        }
        let resistance = Units.mmHg / Units.litrePerMinute
        return [
            metric(
                "arterialElastanceMmHgPerML", "effective arterial elastance", "mmHg/mL",
                s.left.arterialElastance * Units.mL / Units.mmHg),
            metric(
                "aorticGradientMmHg", "mean aortic valve gradient", "mmHg",
                s.aorticGradient / Units.mmHg),
            metric(
                "mitralRegurgitantPercent", "mitral regurgitant fraction", "%",
                100 * s.mitral.regurgitantFraction),
            metric(
                "svrWoodUnits", "systemic vascular resistance", "mmHg.min/L",
                s.systemicResistance / resistance),
            metric(
                "pvrWoodUnits", "pulmonary vascular resistance", "mmHg.min/L",
                s.pulmonaryResistance / resistance),
            metric(
                "systemicFlowLPerMin", "systemic blood flow", "L/min",
                s.systemicFlow / Units.litrePerMinute),
            metric(
                "qpOverQs", "pulmonary by systemic flow", "1", s.pulmonaryFlow / s.systemicFlow),
        ].filter { $0.value.isFinite }
    }

    /// E/A of the mitral valve; nothing in a beat without an A wave.
    private static func earlyToLate(_ s: HaemodynamicSummary) -> [HeartMetric] {
        let ratio = s.mitral.earlyToLate
        return ratio == .infinity
            ? [] : [HeartMetric(identifier: "eOverA", name: "mitral E/A", unit: "1", value: ratio)]
    }

    /// What the segments of the left ventricle tell together: torsion at end-systole, spread of the
    /// times of peak longitudinal strain, and work.
    ///
    /// Mechanical dispersion is the standard deviation of those times over sixteen segments, the apex
    /// left out: Haugaa et al., *JACC Cardiovasc. Imaging* 3 (2010) 247–256, doi:10.1016/j.jcmg.2009.11.012.
    ///
    /// - `endSystole`: frame of the smallest volume.
    /// - `closure`: of the aortic valve [ms after QRS onset], where systole ends for ``SeptalReboundStretch``; without it nil.
    public static func regional(
        _ deformation: RegionalDeformation, endSystole: Int, closure: Double? = nil
    ) -> [HeartMetric] {
        let whole = deformation.parts[0]
        var metrics = [
            HeartMetric(
                identifier: "lvTorsionDegPerCm", name: "LV torsion", unit: "deg/cm",
                value: deformation.twist[endSystole] * 180 / .pi
                    / (deformation.twistLength / Units.centimetre)),
            HeartMetric(
                identifier: "lvWallWorkJ", name: "LV work of contraction", unit: "J",
                value: whole.work * whole.volume / Units.joule),
        ]
        let times = deformation.parts.filter { $0.segment != nil && $0.segment != .apex }
            .compactMap(\.peakLongitudinalFrame).map { deformation.times[$0] }
        if times.count > 1 {
            let mean = times.reduce(0, +) / Double(times.count)
            let squares = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            metrics.append(
                HeartMetric(
                    identifier: "mechanicalDispersionMs", name: "LV mechanical dispersion",
                    unit: "ms", value: (squares / Double(times.count - 1)).squareRoot()))
        }
        if let closure, let stretch = SeptalReboundStretch.value(deformation, until: closure) {
            metrics.append(
                HeartMetric(
                    identifier: "septalReboundStretchPercent", name: "septal rebound stretch",
                    unit: "%", value: 100 * stretch))
        }
        return metrics
    }

    /// How much of the left ventricle is scar; nothing without any.
    public static func scar(
        _ deformation: RegionalDeformation, _ parameters: HeartParameters
    ) -> [HeartMetric] {
        let shares = parameters.scarShares
        let whole = deformation.parts[0].volume
        let scar = deformation.parts.reduce(0) { sum, part in
            sum + part.volume * (part.segment.flatMap { shares[$0] } ?? 0)
        }
        guard scar > 0 else { return [] }
        return [
            HeartMetric(
                identifier: "lvScarPercent", name: "scar of the LV wall", unit: "%",
                value: 100 * scar / whole)
        ]
    }

    /// Deformation of the left ventricle at end-systole.
    public static func deformation(_ strain: LeftVentricularStrain) -> [HeartMetric] {
        [
            HeartMetric(
                identifier: "glsPercent", name: "LV global longitudinal strain (endocardial)",
                unit: "%",
                value: 100 * strain.longitudinal),
            HeartMetric(
                identifier: "gcsPercent", name: "LV global circumferential strain (endocardial)",
                unit: "%",
                value: 100 * strain.circumferential),
            HeartMetric(
                identifier: "wallThickeningPercent", name: "LV wall thickening", unit: "%",
                value: 100 * strain.thickening),
            HeartMetric(
                identifier: "lvTwistDegrees", name: "LV twist", unit: "deg",
                value: strain.twist * 180 / .pi),
        ]
    }
}
