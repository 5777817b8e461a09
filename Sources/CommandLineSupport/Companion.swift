import Foundation

/// A command of hearttwin that is a program of its own beside it, so that the main job builds without it.
public struct Companion: Sendable {
    /// The word after `hearttwin`.
    public let command: String

    /// Names a companion.
    public init(_ command: String) { self.command = command }

    /// The program's name.
    public var program: String { "hearttwin-\(command)" }

    /// Becomes the companion, with the arguments after the command.
    ///
    /// - Throws: ``MissingCompanion`` where it is not built.
    public func become(_ arguments: some Sequence<String>) throws -> Never {
        let path = (Self.folder as NSString).appendingPathComponent(program)
        var strings = ([path] + arguments).map { strdup($0) }
        strings.append(nil)
        execv(path, strings)
        throw MissingCompanion(
            companion: self, path: path, reason: String(cString: strerror(errno)))
    }

    /// The folder of the running program.
    private static var folder: String {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return ((path ?? CommandLine.arguments[0]) as NSString).deletingLastPathComponent
    }
}

/// A companion that cannot be started.
public struct MissingCompanion: CommandError {
    let companion: Companion
    let path: String
    let reason: String

    /// The documented code.
    public var exitCode: Int32 { CommandExit.missingProgram }

    /// What is missing and how to get it.
    public var description: String {
        "hearttwin \(companion.command) is the program \(path): \(reason). scripts/hearttwin "
            + "\(companion.command) builds it"
    }
}
