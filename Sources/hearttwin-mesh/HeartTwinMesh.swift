import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin mesh`.
@main
struct HeartTwinMesh: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Mesh.self])

    static func main() { runProgram() }
}

/// `hearttwin mesh`: makes and examines meshes of ventricles.
struct Mesh: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make and examine meshes of ventricles.",
        discussion: "From a labelled heart to a patient file: docs/meshes.md.",
        subcommands: [
            MeshImport.self, MeshExport.self, MeshInfo.self, MeshCheck.self, MeshRemesh.self,
            MeshRefine.self, MeshFill.self, MeshFibers.self, MeshCoordinates.self, MeshMap.self,
        ])
}
