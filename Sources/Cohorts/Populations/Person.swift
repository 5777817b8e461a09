public import Patients
import Calibration

/// What is known of a person before the circulation is drawn.
public struct Person: Sendable, Equatable {
    /// Sex.
    public var sex: Subject.Sex
    /// Age [years].
    public var ageYears: Double?
    /// Height [cm].
    public var heightCm: Double?
    /// Weight [kg].
    public var weightKg: Double?

    /// Describes a person.
    public init(
        sex: Subject.Sex, ageYears: Double? = nil, heightCm: Double? = nil, weightKg: Double? = nil
    ) {
        self.sex = sex
        self.ageYears = ageYears
        self.heightCm = heightCm
        self.weightKg = weightKg
    }

    /// Surface of the body [m²]; that of the average adult where height or weight is not known.
    public var bodySurfaceAreaM2: Double {
        Subject(identifier: "", heightCm: heightCm, weightKg: weightKg).bodySurfaceAreaM2
            ?? PatientCalibration.adultSurface
    }

    /// Volumes of the body by those of the average adult [1].
    public var size: Double { bodySurfaceAreaM2 / PatientCalibration.adultSurface }

    /// Age, or the middle of life where it is not known [years].
    var age: Double { ageYears ?? 50 }
}
