import Quantities

/// The kinds of patients, sorted by identifier.
public enum Archetypes {
    /// The registry.
    public static let all: [Archetype] = [
        .acuteHeartFailure,
        .acuteMyocardialInfarction,
        .cardiogenicShock,
        .chronicHeartFailurePig,
        .endStageHeartFailure,
        .healthy,
        .heartFailurePreserved,
        .heartFailureReduced,
        .hypertrophicObstructiveCardiomyopathy,
        .lowOutputHeartFailure,
        .pulmonaryArterialHypertension,
        .severeAorticStenosis,
        .severeMitralRegurgitation,
    ]

    /// The kind with an identifier.
    ///
    /// - Throws: ``CalibrationError/unknownArchetype(name:known:)``.
    public static func named(_ identifier: String) throws(CalibrationError) -> Archetype {
        guard let found = all.first(where: { $0.identifier == identifier }) else {
            throw .unknownArchetype(name: identifier, known: all.map(\.identifier))
        }
        return found
    }
}
