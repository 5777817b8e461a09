package import Calibration
import Circuits
import Patients
public import Quantities

/// Kinds of patients by calibration to published means: every number inside mean ± one standard deviation of
/// the group.
public struct ArchetypesCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "archetypes",
        summary: "Kinds of patients by calibration, inside what was published of them",
        source: "see each kind's file in Calibration/Archetypes")

    /// Makes the case.
    public init() {}

    public func populations(_ options: VerificationOptions) throws -> [ValidatedPopulation] {
        Archetypes.all.map { ValidatedPopulation($0) }
    }

    public func run(_ options: VerificationOptions) throws -> [Check] {
        try Archetypes.all.flatMap { archetype in
            let calibration = try archetype.calibrated(count: 2)
            options.progress(
                "\(archetype.identifier): \(calibration.fit.costs.count - 1) iterations")
            let readings = Dictionary(
                uniqueKeysWithValues: zip(
                    calibration.posterior.study.outputs, calibration.fit.point.readings
                ).map { ($0.name, (value: $1, unit: $0.unit)) })
            return archetype.findings.compactMap { finding -> Check? in
                readings[finding.name].map { reading in
                    Check(
                        "\(archetype.identifier): \(finding.name)", unit: reading.unit,
                        observed: reading.value, expected: finding.mean,
                        tolerance: finding.spread)
                }
            }
        }
    }
}

extension ValidatedPopulation {
    /// The group of a kind of patient, by what was published of it.
    package init(_ archetype: Archetype) {
        self.init(
            archetype.identifier,
            archetype.findings.compactMap { finding in
                MeasurementCards.card(finding.name).map {
                    Coordinate(
                        finding.name, unit: $0.unit, mean: finding.mean, spread: finding.spread)
                }
            })
    }
}
