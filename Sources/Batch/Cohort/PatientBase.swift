import Calibration
import Circulation
import Documents
import Foundation
import HeartModel
import PatientModels
import Patients
import Quantities
import Storage

/// Whose parameters the patients of a source have where nothing else is said.
struct PatientBase {
    /// Parameters in the units of their cards.
    var parameters: [String: Double] = [:]
    /// What the patient file says, where ``file`` brings it along.
    var own: [String: Double] = [:]
    /// Patient file, for the level of the heart.
    var file: String?
    /// SHA-256 of that file.
    var digest: String?
    /// What the file says beside its meshes.
    private var facts: PatientFacts?

    /// The healthy adult.
    init() {}

    /// A patient file: its parameters, without its meshes on the level of the loop.
    ///
    /// - Throws: `PatientsError`, `HeartModelError`.
    init(file: String, level: RunSettings.Level) throws {
        let known = try PatientFacts(reading: file, knowing: Patient.catalogue)
        facts = known
        parameters = try known.heartParameters().given.filter {
            level == .heart || $0.key.hasPrefix(LoopParameters.prefix)
        }
        guard level == .heart else { return }
        self.file = URL(filePath: file).standardizedFileURL.path
        digest = FileManager.default.contents(atPath: file).map { SHA256.hex($0) }
        (own, parameters) = (parameters, [:])
    }

    /// A kind of patient by published means.
    ///
    /// - Throws: `CalibrationError`, `CirculationError`.
    init(archetype: String) throws {
        let loop = try Archetypes.named(archetype).calibrated(count: 2).loop
        parameters = loop.valuesByName.filter {
            $0.value != LoopParameters.cardsByName[$0.key]?.defaultValue
        }
    }

    /// What a source says: `base` or `archetype`; the healthy adult where it says nothing.
    init(_ section: TOMLSection, in cohort: CohortFile) throws {
        let archetype = try section.optionalString("archetype")
        guard let base = try section.optionalString("base") else {
            if let archetype {
                guard cohort.run.level == .loop else {
                    throw section.error(
                        "archetype",
                        "is a circulation without a heart; hearttwin calibrate --archetype makes patient "
                            + "files")
                }
                try self.init(archetype: archetype)
            } else {
                guard cohort.run.level == .loop else {
                    throw section.error(
                        "base", "is missing: the patient file whose heart the patients have")
                }
                self.init()
            }
            return
        }
        guard archetype == nil else {
            throw section.error("base", "and archetype exclude each other")
        }
        try self.init(file: cohort.file(base), level: cohort.run.level)
    }

    /// A patient with these parameters.
    func point(id: String) -> CohortPoint {
        var point = CohortPoint(id: id)
        point.parameters = parameters
        point.own = own
        point.file = file
        point.digest = digest
        return point
    }

    /// One of the equally likely hearts of the file.
    ///
    /// - Parameters:
    ///   - member: its number, from 1.
    ///   - count: how many are wanted, for the number of digits in its identifier.
    /// - Throws: `EnsembleError`, `HeartModelError`.
    func point(member: Int, of count: Int, id: String) throws -> CohortPoint {
        let digits = "\(count)".count
        var point = point(id: id + "-" + BatchFolder.number(member, digits: digits))
        guard let given = try facts?.heartParameters(member: member).given else { return point }
        if file == nil {
            point.parameters = given.filter { $0.key.hasPrefix(LoopParameters.prefix) }
        } else {
            (point.own, point.member) = (given, member)
        }
        return point
    }
}
