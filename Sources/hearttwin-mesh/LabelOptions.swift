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

    @Option(help: "Cell array with the part of each tetrahedron.")
    var partArray = AnatomyLabels.healthHeart.partArray

    @Option(
        name: .customLong("part"),
        help: "A part to keep: left=N, right=N or septum=N; may be given several times.")
    var parts: [String] = []

    @Option(help: "Cell array with the surface of each triangle.")
    var surfaceArray = AnatomyLabels.healthHeart.surfaceArray

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

    /// The labels of a file: by names where there is a file of names, else the numbers of
    /// ansys-health-heart; options go first.
    func resolved(for input: String) throws -> AnatomyLabels {
        let beside = URL(filePath: input).deletingPathExtension().path + ".namemap.json"
        let file = names ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil)
        var labels = try file.map { try AnatomyLabels(nameMap: $0) } ?? .healthHeart
        labels.partArray = partArray
        labels.surfaceArray = surfaceArray
        if !parts.isEmpty { labels.regions = try Self.meanings(parts, "--part", Self.regions) }
        if !surfaces.isEmpty {
            labels.tags = try Self.meanings(surfaces, "--surface", Self.tags)
            labels.rings = [:]
        }
        if let coordinates {
            let names = coordinates.split(separator: ",").map(String.init)
            guard names.count == 3 else {
                throw ValidationError("--coordinates takes three names, such as ab,tm,rt.")
            }
            labels.coordinateArrays = (names[0], names[1], names[2])
        }
        return labels
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
