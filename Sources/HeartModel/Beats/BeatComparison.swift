public import Circulation
import Quantities

/// How much a beat differs from the one before: the test of the limit cycle.
public struct BeatComparison: Sendable, Equatable {
    /// Relative change of each compared quantity [1], by name.
    public var changes: [(name: String, value: Double)]

    /// Largest relative change [1].
    public var largest: Double { changes.map(\.value).max() ?? .infinity }
    /// Name of the quantity that changed most.
    public var worst: String { changes.max { $0.value < $1.value }?.name ?? "" }

    /// Compares two beats: stroke volumes, volumes and pressures of both ventricles, both arteries
    /// and both atria.
    public init(_ before: HaemodynamicSummary, _ after: HaemodynamicSummary) {
        changes = zip(Self.quantities(before), Self.quantities(after)).map { old, new in
            (new.name, abs(new.value - old.value) / max(abs(old.value), new.floor))
        }
    }

    /// True when everything changed by less than `tolerance` [1].
    public func isPeriodic(tolerance: Double = Self.standardTolerance) -> Bool {
        largest < tolerance
    }

    /// Half a per cent per beat.
    public static let standardTolerance = 0.005

    public static func == (a: BeatComparison, b: BeatComparison) -> Bool {
        a.changes.map(\.name) == b.changes.map(\.name)
            && a.changes.map(\.value) == b.changes.map(\.value)
    }

    /// The compared quantities; a change is relative to at least `floor`.
    private static func quantities(
        _ s: HaemodynamicSummary
    ) -> [(name: String, value: Double, floor: Double)] {
        // Below 1 mmHg or 1 mL a relative change says nothing.
        let p = Units.mmHg
        let v = Units.mL
        return [
            ("LV end-diastolic volume", s.left.endDiastolicVolume, v),
            ("LV end-systolic volume", s.left.endSystolicVolume, v),
            ("LV stroke volume", s.left.strokeVolume, v),
            ("LV peak pressure", s.left.systolicPressure, p),
            ("LV end-diastolic pressure", s.left.endDiastolicPressure, p),
            ("RV end-diastolic volume", s.right.endDiastolicVolume, v),
            ("RV end-systolic volume", s.right.endSystolicVolume, v),
            ("RV stroke volume", s.right.strokeVolume, v),
            ("RV peak pressure", s.right.systolicPressure, p),
            ("RV end-diastolic pressure", s.right.endDiastolicPressure, p),
            ("aortic systolic pressure", s.aorta.systolic, p),
            ("aortic diastolic pressure", s.aorta.diastolic, p),
            ("pulmonary artery mean pressure", s.pulmonaryArtery.mean, p),
            ("LA mean pressure", s.leftAtrium.mean, p),
            ("RA mean pressure", s.rightAtrium.mean, p),
        ]
    }
}
