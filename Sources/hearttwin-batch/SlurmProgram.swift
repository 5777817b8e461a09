import CommandLineSupport
import Foundation

/// A program of Slurm, found on the path.
struct SlurmProgram {
    let name: String

    /// Names a program.
    init(_ name: String) { self.name = name }

    /// What it prints.
    ///
    /// - Throws: ``SlurmError``.
    func output(_ arguments: [String]) throws(SlurmError) -> String {
        guard let path = ProgramPath.find(name) else { throw .missing(program: name) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw .refused(program: name, reason: error.localizedDescription)
        }
        // Both are a few lines: neither fills its pipe while the other is read.
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let words = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw .refused(
                program: name,
                reason: words.split(separator: "\n").last.map(String.init)
                    ?? "exit code \(process.terminationStatus)")
        }
        return text
    }
}

/// What can go wrong with Slurm.
enum SlurmError: CommandError {
    case missing(program: String)
    case refused(program: String, reason: String)
    case noSuchTask(index: Int, count: Int)

    var exitCode: Int32 {
        switch self {
        case .missing: CommandExit.missingProgram
        case .refused: CommandExit.retry
        case .noSuchTask: CommandExit.usage
        }
    }

    var description: String {
        switch self {
        case .missing(let program):
            "\(program) is not on the path: submit from a machine of the cluster, or write the script only "
                + "with --slurm-script"
        case .refused(let program, let reason): "\(program): \(reason)"
        case .noSuchTask(let index, let count):
            "--array-index \(index): the array has the tasks 0 to \(count - 1)"
        }
    }
}
