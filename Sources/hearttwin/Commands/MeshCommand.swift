import ArgumentParser

/// `hearttwin mesh`: makes and examines meshes of ventricles.
struct MeshCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mesh", abstract: "Make and examine meshes of ventricles.",
        discussion: "From a labelled heart to a patient file: docs/meshes.md.",
        subcommands: [MeshImport.self, MeshInfo.self, MeshCheck.self, MeshRemesh.self])
}
