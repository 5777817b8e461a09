import CommandLineSupport

/// A mesh that no patient can be made of.
struct UnusableMesh: CommandError {
    var path: String
    var problems: [String]

    var exitCode: Int32 { CommandExit.badData }

    var description: String { problems.map { "\(path): \($0)" }.joined(separator: "\n") }
}
