import Foundation

/// Asks other programs.
enum ProgramSearch {
    /// What a program writes to its standard output; nil where it cannot be run or ends with an error.
    static func output(of program: String, _ arguments: [String]) -> Data? {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }
}
