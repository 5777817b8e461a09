package import Documents
import Foundation
import Quantities
import Reports

/// Finished runs, by the numbers of their `summary.json`: run folders, or folders that hold some.
package struct RunsProducer: Producer {
    package static let key = "runs"
    package static let keys: [String] = []

    private let folders: [String]

    package init(_ section: TOMLSection, in context: SuiteContext, folder: String) throws {
        var folders: [String] = []
        for given in try section.strings(Self.key) {
            let path = context.path(given, besides: folder)
            if Self.isRun(path) {
                folders.append(path)
            } else {
                let inside = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
                let runs = inside.sorted().map { path + "/" + $0 }.filter(Self.isRun)
                guard !runs.isEmpty else {
                    throw section.error(
                        Self.key,
                        "= \"\(given.printable)\": no summary.json there, nor in a folder of \(path)"
                    )
                }
                folders += runs
            }
        }
        guard !folders.isEmpty else { throw section.error(Self.key, "names no folder") }
        self.folders = folders
    }

    private static func isRun(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/summary.json")
    }

    package var sentence: String { folders.count == 1 ? folders[0] : "\(folders.count) runs" }

    package func observe(_ context: SuiteContext) throws -> Observations {
        var found = Observations()
        for folder in folders {
            let summary = try RunSummary(ofRunIn: folder)
            for number in summary.numbers {
                var observation =
                    found.byName[number.identifier]
                    ?? Observation(unit: number.unit, values: [], members: [])
                observation.values.append(number.value)
                observation.members.append((folder as NSString).lastPathComponent)
                found.byName[number.identifier] = observation
            }
            if !summary.periodic {
                found.notes.append("\(folder): the last beat does not repeat the one before it")
            }
            found.files.append(folder + "/summary.json")
        }
        return found
    }
}
