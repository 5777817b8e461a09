import Foundation
public import Geometry
import MeshFormats
public import Numerics

/// gmsh, run as a program of its own: it fills surfaces with tetrahedra.
public struct GmshProgram: Sendable {
    /// Path of the program.
    public let path: String
    /// Time after which it is stopped [s]; filling rodero-01 at 2 mm takes under a minute.
    private static let timeLimit = 900
    /// Distance by which a vertex may come back changed [mm].
    private static let roundOff = 1e-9

    /// Finds gmsh in the folders of a search path.
    ///
    /// - Throws: ``GmshError/missing``.
    ///
    /// - `folders`: separated by colons; nil for the environment's PATH.
    public init(searching folders: String? = nil) throws(GmshError) {
        let folders = folders ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
        let paths = folders.split(separator: ":").map { "\($0)/gmsh" }
        guard let found = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) })
        else { throw .missing }
        path = found
    }

    /// Fills a surface; the result has the surface's vertices first and in their order.
    ///
    /// gmsh runs on one thread, so that the same surface gives the same tetrahedra, and optimises as
    /// it does by default (edge swaps until the worst shape is 0.3 or no better).
    ///
    /// - Throws: ``GmshError``.
    public func fill(_ surface: RemeshedSurface) throws(GmshError) -> TetMesh {
        try fill(points: surface.points, triangles: surface.triangles)
    }

    /// Fills a closed surface of triangles that are oriented outwards.
    ///
    /// - Throws: ``GmshError``.
    public func fill(points: [Vec3], triangles: [SIMD3<Int32>]) throws(GmshError) -> TetMesh {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hearttwin-gmsh-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let text = GmshFile.text(points: points, triangles: triangles)
            for (name, text) in [("surface.msh", text), ("fill.geo", Self.script)] {
                try text.write(
                    to: folder.appending(path: name), atomically: false, encoding: .utf8)
            }
        } catch {
            throw .noTemporaryFiles(reason: error.localizedDescription)
        }
        let messages = try run(in: folder)
        guard
            let text = try? String(
                contentsOf: folder.appending(path: "filled.msh"), encoding: .utf8)
        else { throw .failed(messages: messages) }
        var mesh: TetMesh
        do throws(MeshFormatError) {
            mesh = try GmshFile.tetrahedra(text)
        } catch {
            throw .failed(messages: messages.isEmpty ? "\(error)" : messages)
        }
        // gmsh writes sixteen digits, one less than a double may need.
        let count = points.count
        let same =
            mesh.points.count >= count
            && zip(mesh.points, points).allSatisfy { ($0 - $1).norm < Self.roundOff }
        if !same { throw .failed(messages: "it has moved vertices of the surface") }
        mesh.points.replaceSubrange(..<count, with: points)
        return mesh
    }

    private static let script = """
        Merge "surface.msh";
        Surface Loop(1) = {1};
        Volume(1) = {1};

        """

    /// Runs gmsh and returns what it complains about.
    private func run(in folder: URL) throws(GmshError) -> String {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.currentDirectoryURL = folder
        process.arguments = [
            "fill.geo", "-3", "-nt", "1", "-format", "msh2", "-save_all", "-v", "2", "-o",
            "filled.msh",
        ]
        let log = folder.appending(path: "log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = try? FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw .failed(messages: error.localizedDescription)
        }
        if ended.wait(timeout: .now() + .seconds(Self.timeLimit)) == .timedOut {
            process.terminate()
            throw .failed(messages: "it did not end within \(Self.timeLimit) s")
        }
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline)
            .filter { $0.contains("Error") || $0.contains("Warning") }
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .prefix(3).joined(separator: "; ")
    }
}

/// What can go wrong with gmsh.
public enum GmshError: Error, Equatable, CustomStringConvertible {
    /// No gmsh in any folder of PATH.
    case missing
    /// It ran and left no tetrahedra.
    case failed(messages: String)
    /// The files it works on cannot be written.
    case noTemporaryFiles(reason: String)

    /// The documented exit code of the command line.
    public var exitCode: Int32 {
        switch self {
        case .missing: 69
        case .failed: 65
        case .noTemporaryFiles: 73
        }
    }

    public var description: String {
        switch self {
        case .missing:
            "remeshing needs the program gmsh, which is not on PATH; run: apt-get install gmsh"
        case .failed(let messages):
            "gmsh could not fill the surface with tetrahedra (\(messages)); try another size"
        case .noTemporaryFiles(let reason):
            "the files for gmsh cannot be written: \(reason); set TMPDIR to a folder with space"
        }
    }
}
