import ArgumentParser
import CommandLineSupport

/// `hearttwin validate`, the program `hearttwin-validate`.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a published benchmark and judge every number against its source.")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run() throws { try Companion("validate").become(arguments) }
}

/// `hearttwin mesh`, the program `hearttwin-mesh`.
struct MeshCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mesh", abstract: "Make and examine meshes of ventricles.")

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run() throws { try Companion("mesh").become(arguments) }
}
