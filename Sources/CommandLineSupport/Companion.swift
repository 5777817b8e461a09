import Foundation

/// A program beside hearttwin that holds one or several of its commands, so that the main job builds
/// without them.
public struct Companion: Sendable {
    /// The program's name.
    public let program: String

    /// Names a companion.
    public init(_ program: String) { self.program = program }

    /// Becomes the companion, with a command of hearttwin and the arguments after it.
    ///
    /// - Throws: ``MissingCompanion`` where it is not built.
    public func become(_ command: String, _ arguments: some Sequence<String>) throws -> Never {
        let path = Self.path(program)
        var strings = ([path, command] + arguments).map { strdup($0) }
        strings.append(nil)
        execv(path, strings)
        throw MissingCompanion(
            command: command, path: path, reason: String(cString: strerror(errno)))
    }

    /// The path of a program beside the running one.
    public static func path(_ program: String) -> String {
        (folder as NSString).appendingPathComponent(program)
    }

    /// The folder of the running program.
    private static var folder: String {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return ((path ?? CommandLine.arguments[0]) as NSString).deletingLastPathComponent
    }
}

/// A companion that cannot be started.
public struct MissingCompanion: CommandError {
    let command: String
    let path: String
    let reason: String

    /// The documented code.
    public var exitCode: Int32 { CommandExit.missingProgram }

    /// What is missing and how to get it.
    public var description: String {
        "hearttwin \(command) is in the program \(path): \(reason). scripts/hearttwin "
            + "\(command) builds it"
    }
}
