import Foundation
import Geometry

extension AnatomyLabels {
    /// Names of surfaces and volumes in the `.namemap.json` files of ansys-health-heart.
    private struct NameMap: Decodable {
        var surfaces: [String: String]
        var volumes: [String: String]

        private enum CodingKeys: String, CodingKey {
            case surfaces = "_surface_id_to_name"
            case volumes = "_volume_id_to_name"
        }
    }

    private static let namedRegions: [String: WallRegion] = [
        "Left ventricle": .leftVentricle, "Right ventricle": .rightVentricle, "Septum": .septum,
    ]
    private static let namedTags: [String: SurfaceTag] = [
        "Left ventricle endocardium": .lvEndocardium,
        "Right ventricle endocardium": .rvEndocardium, "Right ventricle septum": .rvEndocardium,
        "Left ventricle epicardium": .epicardium, "Right ventricle epicardium": .epicardium,
    ]
    private static let namedRings: [String: Valve] = [
        "interface_left-ventricle-myocardium_mitral-valve-plane": .mitral,
        "interface_left-ventricle-myocardium_aortic-valve-plane": .aortic,
        "interface_right-ventricle-myocardium_tricuspid-valve-plane": .tricuspid,
        "interface_right-ventricle-myocardium_pulmonary-valve-plane": .pulmonary,
    ]

    /// The labels that a `.namemap.json` file of ansys-health-heart gives by name: the numbers differ
    /// from mesh to mesh, the names do not.
    ///
    /// - Throws: ``MeshFormatError/inFile(path:problem:)``.
    public init(nameMap path: String) throws(MeshFormatError) {
        do throws(MeshFormatError) {
            let bytes = try MeshFile.bytes(path)
            let map: NameMap
            do {
                map = try JSONDecoder().decode(NameMap.self, from: Data(bytes))
            } catch {
                throw MeshFormatError.badData(
                    array: "_surface_id_to_name, _volume_id_to_name",
                    problem: "the file is no JSON object with these two maps of names")
            }
            self = .healthHeart
            regions = try Self.meanings(map.volumes, Self.namedRegions)
            tags = try Self.meanings(map.surfaces, Self.namedTags)
            rings = try Self.meanings(map.surfaces, Self.namedRings)
        } catch {
            throw .inFile(path: path, problem: error)
        }
    }

    private static func meanings<Meaning>(
        _ names: [String: String], _ known: [String: Meaning]
    ) throws(MeshFormatError) -> [Int32: Meaning] {
        var meanings: [Int32: Meaning] = [:]
        for (label, name) in names {
            guard let meaning = known[name] else { continue }
            guard let number = Int32(label) else {
                throw .outOfRange(
                    array: "names", index: 0, value: label, allowed: "whole numbers as labels")
            }
            meanings[number] = meaning
        }
        if meanings.isEmpty {
            throw .badData(
                array: "names",
                problem: "none of the names is " + known.keys.sorted().joined(separator: ", "))
        }
        return meanings
    }

    /// The labels of a file of our own ventricles, in any format: arrays `part` and `tag`, or physical
    /// groups of Gmsh with names; nil for others.
    ///
    /// Names of parts are left, right and septum, those of surfaces lv-endo, rv-endo, epi and base.
    public static func ventricles(in grid: UnstructuredGrid) -> AnatomyLabels? {
        let regions: [String: WallRegion] = [
            "left": .leftVentricle, "right": .rightVentricle, "septum": .septum,
        ]
        let tags: [String: SurfaceTag] = [
            "lv-endo": .lvEndocardium, "rv-endo": .rvEndocardium, "epi": .epicardium,
            "base": .base,
        ]
        func meanings<T>(_ names: [Int32: String]?, _ known: [String: T]) -> [Int32: T] {
            (names ?? [:]).compactMapValues { known[$0] }
        }
        let arrays = Set(grid.cellArrays.map(\.name))
        if arrays.isSuperset(of: ["part", "tag"]) {
            var labels = AnatomyLabels(
                partArray: "part", regions: [1: .leftVentricle, 2: .rightVentricle, 7: .septum],
                surfaceArray: "tag",
                tags: [1: .lvEndocardium, 2: .rvEndocardium, 3: .epicardium, 4: .base],
                coordinateArrays: ("ab", "tm", "rt"))
            let named = meanings(grid.labelNames["part"], regions)
            if !named.isEmpty { labels.regions = named }
            let namedTags = meanings(grid.labelNames["tag"], tags)
            if !namedTags.isEmpty { labels.tags = namedTags }
            return labels
        }
        guard arrays.contains(GmshFormat.physical) else { return nil }
        let parts = meanings(grid.labelNames[GmshFormat.physicalNames(3)], regions)
        let surfaces = meanings(grid.labelNames[GmshFormat.physicalNames(2)], tags)
        guard !parts.isEmpty, !surfaces.isEmpty else { return nil }
        return AnatomyLabels(
            partArray: GmshFormat.physical, regions: parts, surfaceArray: GmshFormat.physical,
            tags: surfaces, coordinateArrays: ("ab", "tm", "rt"))
    }
}
