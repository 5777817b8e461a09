public import Foundation

/// A program that was started and is looked after by its number.
public struct ChildProcess: Sendable {
    /// How a program ends.
    public enum End: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// Its number.
    public let identifier: pid_t

    /// Starts a program in a process group of its own, so that Ctrl-C reaches it only by way of us.
    ///
    /// - Parameters:
    ///   - input: becomes its standard input; nothing when nil.
    ///   - output: file that takes what it prints; nowhere when nil.
    ///   - errors: file that takes its messages; those of this process when nil.
    /// - Throws: ``BatchError/cannotStart(program:reason:)``.
    public init(
        _ program: String, _ arguments: [String], input: Int32? = nil, output: String? = nil,
        errors: String? = nil
    ) throws(BatchError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(
            &actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        if let errors {
            posix_spawn_file_actions_addopen(
                &actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var words = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var identifier: pid_t = 0
        let code = posix_spawn(&identifier, program, &actions, &attributes, words, environ)
        guard code == 0 else {
            throw .cannotStart(program: program, reason: String(cString: strerror(code)))
        }
        self.identifier = identifier
    }

    /// How it ended; nil while it runs.
    public func end() -> End? {
        var status: Int32 = 0
        guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
        return status & 0x7f == 0 ? .exit((status >> 8) & 0xff) : .signal(status & 0x7f)
    }

    /// Sends a signal to it.
    public func send(_ signal: Int32) { kill(identifier, signal) }
}
