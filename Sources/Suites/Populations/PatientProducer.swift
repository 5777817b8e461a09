package import Documents
import Foundation
import HeartModel
import PatientModels
import Patients
import Quantities
import Verification

/// Patient files on the level of the closed loop: one or several, or all of a folder; or the equally likely hearts
/// of a calibrated one.
package struct PatientProducer: Producer {
    package static let key = "patient"
    package static let keys = ["hearts"] + PopulationTreatment.keys

    private let paths: [String]
    private let hearts: Int?
    private let treatment: PopulationTreatment

    /// Patients whose means and standard deviations say something of a group.
    private static let group = 3

    package init(_ section: TOMLSection, in context: SuiteContext, folder: String) throws {
        var paths: [String] = []
        for given in try section.strings(Self.key) {
            let path = context.path(given, besides: folder)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw section.error(Self.key, "= \"\(given.printable)\": no such file, \(path)")
            }
            let inside =
                isFolder.boolValue ? try FileManager.default.contentsOfDirectory(atPath: path) : []
            paths +=
                isFolder.boolValue
                ? inside.filter { $0.hasSuffix(".h5") }.sorted().map { path + "/" + $0 } : [path]
        }
        guard !paths.isEmpty else { throw section.error(Self.key, "names no patient file") }
        hearts = try section.optionalInteger("hearts", in: 2...1000)
        guard hearts == nil || paths.count == 1 else {
            throw section.error("hearts", "are those of one patient")
        }
        self.paths = paths
        treatment = try PopulationTreatment(section)
    }

    package var sentence: String {
        let who = paths.count == 1 ? paths[0] : "\(paths.count) patients"
        return (hearts.map { "\($0) equally likely hearts of " } ?? "") + who + treatment.sentence
    }

    package func observe(_ context: SuiteContext) throws -> Observations {
        var found = Observations()
        var measured: [[String: Double]] = []
        for path in paths {
            let patient = try PatientFacts(reading: path, knowing: Patient.catalogue)
            measured.append(
                try PatientNumbers(
                    patient.subject.identifier, measurements: patient.measurements, run: nil
                ).values.mapValues(\.value))
            if let hearts {
                guard let posterior = patient.posterior else {
                    throw RowProblem(
                        "\(path) holds no equally likely hearts; hearttwin calibrate draws them")
                }
                let count = min(hearts, posterior.samples.count)
                found.add(
                    hearts: try treatment.responses(
                        of: try (0..<count).map {
                            try patient.heartParameters(of: posterior, set: $0)
                        }), of: patient.subject.identifier)
                found.notes.append(
                    "the \(count) hearts are what the data of \(path) leave open about one heart, not that "
                        + "many people"
                        + (count < hearts ? "; \(hearts) are wanted, the file holds no more" : ""))
            } else {
                let response = try treatment.response(of: try patient.heartParameters())
                let name = paths.count == 1 ? patient.subject.identifier : path
                found.add(name, before: response.before, after: response.after)
            }
            found.files.append(path)
            context.progress("\(path)\(treatment.sentence): done")
        }
        found.domain = Self.domain(measured)
        return found
    }

    private static func domain(_ measured: [[String: Double]]) -> [ValidatedPopulation] {
        guard measured.count >= group else { return [] }
        let units = Set(measured.flatMap(\.keys)).compactMap { name in
            MeasurementCards.card(name).map { (name, $0.unit) }
        }
        return [
            ValidatedPopulation(
                "\(measured.count) patient files", members: measured,
                units: Dictionary(uniqueKeysWithValues: units))
        ]
    }
}
