import ArgumentParser
import Foundation
import Geometry
import MeshFormats
import Patients

/// Options that say what the labels of a segmented heart mean.
struct LabelOptions: ParsableArguments {
    @Option(
        help: "Names of the labels (JSON); default: the input's name with .namemap.json, if there.")
    var names: String?

    @Option(
        help: ArgumentHelp(
            "Whose labels: auto, health-heart (ansys-health-heart), ventricles (our own), strocchi, strocchi-12-14 or rodero.",
            valueName: "cohort"))
    var labels = "auto"

    @Option(help: "Cell array with the part of each tetrahedron (default: as the labels have it).")
    var partArray: String?

    @Option(
        name: .customLong("part"),
        help: "A part to keep: left=N, right=N or septum=N; may be given several times.")
    var parts: [String] = []

    @Option(help: "Cell array with the surface of each triangle (default: as the labels have it).")
    var surfaceArray: String?

    @Option(
        name: .customLong("surface"),
        help: "A surface: lv-endo=N, rv-endo=N or epi=N; may be given several times.")
    var surfaces: [String] = []

    @Option(
        help: "Point arrays of the apicobasal, transmural and rotational coordinate: A,T,R.")
    var coordinates: String?

    private static let regions: [String: WallRegion] = [
        "left": .leftVentricle, "right": .rightVentricle, "septum": .septum,
    ]
    private static let tags: [String: SurfaceTag] = [
        "lv-endo": .lvEndocardium, "rv-endo": .rvEndocardium, "epi": .epicardium,
    ]

    /// The labels of a file, and the cohort they are of: by names where there is a file of names, by
    /// what the file looks like, else the numbers of ansys-health-heart; options go first.
    func resolved(
        for input: String, _ grid: UnstructuredGrid
    ) throws -> (labels: AnatomyLabels, cohort: AnatomyLabels.Cohort?) {
        let beside = URL(filePath: input).deletingPathExtension().path + ".namemap.json"
        let file = names ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil)
        let isOwn = partArray != nil || surfaceArray != nil || !parts.isEmpty || !surfaces.isEmpty
        var cohort: AnatomyLabels.Cohort?
        var labels: AnatomyLabels
        if let file {
            labels = try AnatomyLabels(nameMap: file)
        } else if let known = AnatomyLabels.cohorts.first(where: { $0.identifier == self.labels }) {
            let found = AnatomyLabels.recognised(in: grid)?.partArray
            guard let array = partArray ?? found else {
                throw ValidationError(
                    "--labels \(self.labels): no cell array has all of its labels; name it by --part-array."
                )
            }
            (labels, cohort) = (AnatomyLabels(known, partArray: array), known)
        } else if self.labels == "ventricles" || self.labels == "auto" && !isOwn,
            let own = AnatomyLabels.ventricles(in: grid)
        {
            labels = own
        } else if self.labels == "auto", !isOwn, let known = AnatomyLabels.recognised(in: grid) {
            labels = AnatomyLabels(known.cohort, partArray: known.partArray)
            cohort = known.cohort
        } else if ["auto", "health-heart"].contains(self.labels) {
            labels = .healthHeart
        } else {
            let known =
                ["auto", "health-heart", "ventricles"] + AnatomyLabels.cohorts.map(\.identifier)
            throw ValidationError(
                "--labels \(self.labels) does not fit; known are \(known.joined(separator: ", ")).")
        }
        if let partArray { labels.partArray = partArray }
        if let surfaceArray {
            labels.surfaceArray = surfaceArray
            labels.findsSurfaces = false
        }
        if !parts.isEmpty { labels.regions = try Self.meanings(parts, "--part", Self.regions) }
        if !surfaces.isEmpty {
            labels.tags = try Self.meanings(surfaces, "--surface", Self.tags)
            labels.rings = [:]
            labels.findsSurfaces = false
        }
        if let coordinates {
            let names = coordinates.split(separator: ",").map(String.init)
            guard names.count == 3 else {
                throw ValidationError("--coordinates takes three names, such as ab,tm,rt.")
            }
            labels.coordinateArrays = (names[0], names[1], names[2])
        }
        return (labels, cohort)
    }

    private static func meanings<Meaning>(
        _ texts: [String], _ option: String, _ known: [String: Meaning]
    ) throws -> [Int32: Meaning] {
        var meanings: [Int32: Meaning] = [:]
        for text in texts {
            let words = text.split(separator: "=", omittingEmptySubsequences: false)
            guard words.count == 2, let meaning = known[String(words[0])],
                let label = Int32(words[1])
            else {
                throw ValidationError(
                    "\(option) \(text) is not \(known.keys.sorted().joined(separator: "=N, "))=N.")
            }
            meanings[label] = meaning
        }
        return meanings
    }
}
