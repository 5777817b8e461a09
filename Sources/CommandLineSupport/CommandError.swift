/// An error of a command that knows its own exit code; its description is the sentence for people.
public protocol CommandError: Error, CustomStringConvertible {
    /// One of the documented codes, see ``CommandExit``.
    var exitCode: Int32 { get }
}
