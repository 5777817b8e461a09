import Foundation
import Testing

/// What a run of the built program left.
struct ProgramRun {
    var status: Int32
    var output: String
    var errors: String

    /// The program, where scripts/test has built it.
    static let binary = ProcessInfo.processInfo.environment["HEARTTWIN_BINARY"]
    /// The checkout.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Runs the program in a folder, with another search path for programs where one is given.
    init(_ arguments: [String], in folder: URL = Self.root, path: String? = nil) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.binary ?? "/nonexistent")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        if let path {
            process.environment = ProcessInfo.processInfo.environment.merging(["PATH": path]) {
                $1
            }
        }
        let out = Pipe()
        let err = Pipe()
        process.standardOutput = out
        process.standardError = err
        try process.run()
        output = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }

    /// The JSON object on standard output.
    func object() throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
}
