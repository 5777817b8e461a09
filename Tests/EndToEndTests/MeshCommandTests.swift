import Foundation
import Geometry
import MeshFormats
import Numerics
import Patients
import Remeshing
import Testing

private let hasGmsh = (try? GmshProgram()) != nil

/// A folder with `heart.vtu`, an idealised biventricle labelled as somebody else would.
private struct MeshFolder: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "hearttwin-mesh-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let anatomy = try IdealBiventricle.adult.anatomy(
            elementSize: 6, leftLayers: 2, rightLayers: 1)
        var grid = VentricularMeshFile.grid(anatomy)
        let parts = grid.cellArrays[0].values
        let tags = grid.cellArrays[1].values
        // Bases carry a label of their own that no option names.
        grid.cellArrays = [
            VTKArray(name: "organ", values: parts.map { $0 > 0 ? $0 + 10 : 0 }),
            VTKArray(name: "face", values: tags.map { $0 > 0 ? $0 + 100 : .nan }),
            VTKArray(name: "number", values: grid.types.indices.map { Double($0) }),
        ]
        // A crumb that touches nothing.
        let first = Int32(grid.points.count)
        grid.points += [Vec3(200, 0, 0), Vec3(201, 0, 0), Vec3(200, 1, 0), Vec3(200, 0, 1)]
        for index in grid.pointArrays.indices { grid.pointArrays[index].values += [0, 0, 0, 0] }
        grid.append(.tetrahedron, [first, first + 1, first + 2, first + 3])
        for (index, value) in [11.0, .nan, -1].enumerated() {
            grid.cellArrays[index].values.append(value)
        }
        try VTUWriter.write(grid, path: url.appending(path: "heart.vtu").path)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The commands of docs/meshes.md, without the program's name.
    static func documented() throws -> [[String]] {
        let text = try String(
            contentsOf: ProgramRun.root.appending(path: "docs/meshes.md"), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("hearttwin ") }
            .map { $0.split(separator: " ").dropFirst().map(String.init) }
    }
}

@Suite(.enabled(if: ProgramRun.binary != nil, "HEARTTWIN_BINARY is not set; scripts/test sets it"))
struct MeshCommandTests {
    @Test(.enabled(if: hasGmsh, "gmsh is not on PATH; apt-get install gmsh"))
    func theDocumentedCommandsMakeAPatient() throws {
        let folder = try MeshFolder()
        let commands = try MeshFolder.documented()
        #expect(commands.count == 15, "found \(commands)")
        for command in commands {
            let run = try ProgramRun(command, in: folder.url)
            #expect(run.status == 0, "\(command): exit \(run.status): \(run.errors)")
        }
        let inspection = try ProgramRun(["inspect", "mine.h5", "--json"], in: folder.url).object()
        #expect(inspection["identifier"] as? String == "mine")
        for file in ["mechanics.vtu", "mine.h5"] {
            let verdict = try ProgramRun(["mesh", "check", file, "--json"], in: folder.url).object()
            #expect(verdict["usable"] as? Bool == true, "\(file): \(verdict)")
        }
        let report = try ProgramRun(
            ["mesh", "remesh", "anatomy.vtu", "--size", "13", "--json", "-q", "-o", "again.vtu"],
            in: folder.url
        ).object()
        let mesh = try #require(report["mesh"] as? [String: Any])
        let volumes = try #require(mesh["volumes"] as? [String: [String: Double]])
        for (name, volume) in volumes {
            let change = try #require(volume["changePercent"])
            #expect(abs(change) < 2, "\(name) changed by \(change) %")
        }
        #expect(
            try Data(contentsOf: folder.url.appending(path: "again.vtu"))
                == Data(contentsOf: folder.url.appending(path: "mechanics.vtu")),
            "the same command gives the same file")
    }

    @Test func importSaysWhatItDid() throws {
        let folder = try MeshFolder()
        let command = try #require(try MeshFolder.documented().first)
        let run = try ProgramRun(command + ["--json"], in: folder.url)
        let result = try run.object()
        #expect(result["looseTetrahedra"] as? Int == 1)
        #expect(run.errors.contains("1 tetrahedra dropped"), "\(run.errors)")
        let cavities = try #require(result["cavitiesML"] as? [String: Double])
        // 117.3 mL of the shape, less what chords of 6 mm leave out.
        let left = try #require(cavities["left"])
        #expect(left > 113 && left < 117.4, "left cavity \(left) mL")
        let info = try ProgramRun(["mesh", "info", "anatomy.vtu", "--json"], in: folder.url)
            .object()
        let mesh = try #require((info["meshes"] as? [[String: Any]])?.first)
        let arrays = try #require(mesh["arrays"] as? [[String: Any]]).map { $0["name"] as? String }
        #expect(arrays == ["ab", "tm", "rt", "part", "tag", "number"])
    }

    @Test(arguments: [
        (["import", "none.vtu", "-o", "x.vtu"], Int32(66), "none.vtu"),
        (["import", "heart.vtu", "-o", "x.vtu"], 65, "_volume-id"),
        (["import", "heart.vtu"], 64, "output"),
        (["import", "heart.vtu", "--part", "heart=1", "-o", "x.vtu"], 64, "septum=N"),
        (["import", "heart.vtu", "--coordinates", "ab", "-o", "x.vtu"], 64, "three names"),
        (["import", "heart.vtu", "--names", "none.json", "-o", "x.vtu"], 66, "none.json"),
        (["info", "none.vtu"], 66, "none.vtu"),
        (["info", "none.h5"], 66, "none.h5"),
        (["check", "broken.vtu"], 65, "broken.vtu"),
        (["check", "heart.vtu"], 65, "mesh import"),
        (["remesh", "heart.vtu", "--size", "10", "-o", "x.vtu"], 65, "mesh import"),
        (["remesh", "heart.vtu", "--size", "0", "-o", "x.vtu"], 64, "size"),
        (["remesh", "heart.vtu", "--size", "10", "--order", "3", "-o", "x.vtu"], 64, "order"),
    ])
    func badInputIsExplainedWithItsExitCode(
        arguments: [String], status: Int32, mention: String
    ) throws {
        if arguments[0] == "remesh", status == 65, !hasGmsh { return }
        let folder = try MeshFolder()
        try Data("<VTKFile".utf8).write(to: folder.url.appending(path: "broken.vtu"))
        let run = try ProgramRun(["mesh"] + arguments, in: folder.url)
        #expect(run.status == status, "exit \(run.status), expected \(status): \(run.errors)")
        #expect(run.errors.contains(mention), "no \"\(mention)\" in: \(run.errors)")
        #expect(run.output.isEmpty, "standard output is for results: \(run.output)")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(Set(left) == ["heart.vtu", "broken.vtu"], "left behind: \(left)")
    }

    @Test func withoutGmshRemeshingSaysWhatToInstall() throws {
        let folder = try MeshFolder()
        let run = try ProgramRun(
            ["mesh", "remesh", "heart.vtu", "--size", "10", "-o", "x.vtu"], in: folder.url,
            path: "/nonexistent")
        #expect(run.status == 69, "exit \(run.status): \(run.errors)")
        #expect(run.errors.contains("apt-get install gmsh"), "\(run.errors)")
    }

    @Test func outputsThatCannotBeWrittenEndWith73() throws {
        let folder = try MeshFolder()
        var command = try #require(try MeshFolder.documented().first)
        command[command.count - 1] = "no-such-folder/anatomy.vtu"
        let run = try ProgramRun(command, in: folder.url)
        #expect(run.status == 73, "exit \(run.status): \(run.errors)")
        #expect(run.errors.contains("no-such-folder"), "\(run.errors)")
    }
}
