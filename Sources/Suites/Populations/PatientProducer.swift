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
    package static let keys = ["hearts"] + Treatment.keys

    private let paths: [String]
    private let hearts: Int?
    private let treatment: Treatment

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
        treatment = try Treatment(section)
    }

    package var sentence: String {
        let who = paths.count == 1 ? paths[0] : "\(paths.count) patients"
        return (hearts.map { "\($0) equally likely hearts of " } ?? "") + who + treatment.sentence
    }

    package func observe(_ context: SuiteContext) throws -> Observations {
        var found = Observations()
        var measured: [String: (unit: Quantities.Unit, values: [Double])] = [:]
        for path in paths {
            let patient = try PatientFacts(reading: path, knowing: Patient.catalogue)
            for (name, measurement) in patient.measurements {
                guard
                    let unit = try MeasurementCards.card(name).map({ try Quantities.Unit($0.unit) }
                    ),
                    let first = measurement.values.first
                else { continue }
                measured[name, default: (unit, [])].values.append(
                    try measurement.unit.convert(first, to: unit))
            }
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
        found.domain = Self.domain(measured, count: paths.count)
        return found
    }

    private static func domain(
        _ measured: [String: (unit: Quantities.Unit, values: [Double])], count: Int
    ) -> [ValidatedPopulation] {
        guard count >= group else { return [] }
        let coordinates = measured.compactMap { name, found -> ValidatedPopulation.Coordinate? in
            let moments = Moments(found.values)
            guard moments.count >= group, moments.deviation > 0 else { return nil }
            return ValidatedPopulation.Coordinate(
                name, unit: found.unit.symbol, mean: moments.mean, spread: moments.deviation)
        }
        return [ValidatedPopulation("\(count) patient files", coordinates)]
    }
}
