import ArgumentParser
import CommandLineSupport

/// `hearttwin mesh`: makes and examines meshes of ventricles.
@main
struct HeartTwinMesh: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin mesh", abstract: "Make and examine meshes of ventricles.",
        discussion: "From a labelled heart to a patient file: docs/meshes.md.",
        subcommands: [MeshImport.self, MeshInfo.self, MeshCheck.self, MeshRemesh.self])

    static func main() { runProgram() }
}
