/// Who the patient is.
public struct Subject: Sendable, Equatable {
    /// Sex, as far as population ranges depend on it.
    public enum Sex: String, Sendable, CaseIterable {
        case female, male, unknown
    }

    /// Pseudonym; never a name.
    public var identifier: String
    /// Sex.
    public var sex: Sex
    /// Age [years].
    public var ageYears: Double?
    /// Height [cm].
    public var heightCm: Double?
    /// Weight [kg].
    public var weightKg: Double?

    /// Describes a subject.
    public init(
        identifier: String, sex: Sex = .unknown, ageYears: Double? = nil, heightCm: Double? = nil,
        weightKg: Double? = nil
    ) {
        self.identifier = identifier
        self.sex = sex
        self.ageYears = ageYears
        self.heightCm = heightCm
        self.weightKg = weightKg
    }

    /// Body surface area [m²], when height and weight are known.
    ///
    /// `BSA = √(height · weight / 3600)`
    ///
    /// Source: Mosteller, *N. Engl. J. Med.* 317 (1987) 1098, doi:10.1056/NEJM198710223171717.
    public var bodySurfaceAreaM2: Double? {
        guard let heightCm, let weightKg else { return nil }
        return (heightCm * weightKg / 3600).squareRoot()
    }
}
