import Dispatch
import Foundation

/// The compiled code of a membrane, loaded into the program.
///
/// Kept for the life of the program. Compiled once: library and source are kept in a cache folder, and a
/// library is used again where its source is the same to the letter, with the same compiler and processor.
final class KernelLibrary: Sendable {
    typealias Advance =
        @convention(c) (
            Int64, UnsafeMutableRawPointer, UnsafeRawPointer, Int64, UnsafeRawPointer, Double
        ) -> Void
    typealias AdvanceTable =
        @convention(c) (
            Int64, UnsafeMutableRawPointer, UnsafeRawPointer, UnsafeRawPointer, Double,
            UnsafePointer<Double>, UnsafePointer<Double>, Double, Double, Double
        ) -> Void
    typealias Rates =
        @convention(c) (
            UnsafeRawPointer, UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer,
            UnsafeMutableRawPointer
        ) -> Void
    typealias Currents =
        @convention(c) (
            UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer
        ) -> Void
    typealias Rows =
        @convention(c) (
            UnsafeRawPointer, UnsafeRawPointer, Double, UnsafeMutableRawPointer
        ) -> Void

    let advance: Advance
    let rates: Rates
    let currents: Currents
    let advanceTable: AdvanceTable?
    let rows: Rows?

    /// Largest time a compiler may take [s].
    private static let timeLimit = 300

    /// Compiles and loads a kernel, from the cache where it is there.
    ///
    /// - Throws: ``MembraneImportError/compiler(program:output:)``.
    init(source: String, compiler: KernelCompiler) throws(MembraneImportError) {
        let path = try Self.compiled(source, compiler)
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            let reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
            throw .compiler(program: compiler.path, output: "cannot load \(path): \(reason)")
        }
        func symbol<F>(_ name: String, as type: F.Type) -> F? {
            dlsym(handle, name).map { unsafeBitCast($0, to: type) }
        }
        guard let advance = symbol("heart_advance", as: Advance.self),
            let rates = symbol("heart_rates", as: Rates.self),
            let currents = symbol("heart_currents", as: Currents.self)
        else { throw .compiler(program: compiler.path, output: "\(path) has no kernel") }
        self.advance = advance
        self.rates = rates
        self.currents = currents
        advanceTable = symbol("heart_advance_table", as: AdvanceTable.self)
        rows = symbol("heart_rows", as: Rows.self)
    }

    /// Path of the library of a source.
    private static func compiled(
        _ source: String, _ compiler: KernelCompiler
    ) throws(MembraneImportError) -> String {
        let text = "// \(compiler.description)\n" + source
        let folder = KernelCache.folder
        let base = folder + "/" + KernelCache.key(text)
        let manager = FileManager.default
        try KernelCache.prepare(folder)
        if manager.fileExists(atPath: base + ".so"),
            (try? String(contentsOfFile: base + ".c", encoding: .utf8)) == text
        {
            return base + ".so"
        }
        // Not by the process alone: two threads may ask for one kernel at once.
        let part = "\(base).\(UUID().uuidString).part"
        defer { for end in [".c", ".so", ".log"] { try? manager.removeItem(atPath: part + end) } }
        do {
            try text.write(toFile: part + ".c", atomically: false, encoding: .utf8)
        } catch {
            throw .cannotWrite(path: folder, reason: error.localizedDescription)
        }
        try run(compiler, part)
        // The library first: a library without its source is compiled again.
        for end in [".so", ".c"] {
            guard rename(part + end, base + end) == 0 else {
                throw .cannotWrite(path: base + end, reason: String(cString: strerror(errno)))
            }
        }
        return base + ".so"
    }

    private static func run(
        _ compiler: KernelCompiler, _ part: String
    ) throws(MembraneImportError) {
        let process = Process()
        process.executableURL = URL(filePath: compiler.path)
        process.arguments = compiler.flags + ["-o", part + ".so", part + ".c", "-lm"]
        _ = FileManager.default.createFile(atPath: part + ".log", contents: nil)
        let log = FileHandle(forWritingAtPath: part + ".log")
        process.standardOutput = log
        process.standardError = log
        process.standardInput = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw .compiler(program: compiler.path, output: error.localizedDescription)
        }
        guard ended.wait(timeout: .now() + .seconds(timeLimit)) == .success else {
            process.terminate()
            throw .compiler(
                program: compiler.path, output: "it did not end within \(timeLimit) s")
        }
        guard process.terminationStatus == 0 else {
            let text = (try? String(contentsOfFile: part + ".log", encoding: .utf8)) ?? ""
            let lines = text.split(separator: "\n").filter { $0.contains("error") }
            throw .compiler(
                program: compiler.path, output: lines.prefix(3).joined(separator: "; "))
        }
    }
}

/// Where compiled kernels are kept.
enum KernelCache {
    /// Makes the folder and sees that nobody else can put libraries into it: what lies there is loaded.
    ///
    /// - Throws: ``MembraneImportError/cannotWrite(path:reason:)``.
    static func prepare(_ folder: String) throws(MembraneImportError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotWrite(path: folder, reason: error.localizedDescription)
        }
        var status = stat()
        guard stat(folder, &status) == 0 else {
            throw .cannotWrite(path: folder, reason: String(cString: strerror(errno)))
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw .cannotWrite(
                path: folder,
                reason:
                    "it belongs to another user or others may write to it; set HEARTTWIN_CACHE to a folder of "
                    + "your own")
        }
    }

    /// `HEARTTWIN_CACHE`, else the user's cache folder.
    static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        if let chosen = environment["HEARTTWIN_CACHE"], !chosen.isEmpty {
            return chosen + "/membranes"
        }
        if let cache = environment["XDG_CACHE_HOME"], !cache.isEmpty {
            return cache + "/hearttwin/membranes"
        }
        if let home = environment["HOME"], !home.isEmpty {
            return home + "/.cache/hearttwin/membranes"
        }
        return NSTemporaryDirectory() + "hearttwin-\(getuid())/membranes"
    }

    /// A name for a text: its FNV-1a hash. Two texts with one name are told apart by their content.
    ///
    /// Source: Fowler, Noll, Vo, RFC 9923 (from memory).
    static func key(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
