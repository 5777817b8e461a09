// What a calibration leaves undecided.
extension PatientSchema {
    package static let posterior: [SchemaEntry] = [
        posteriorGroup, posteriorMethod, posteriorProvenance, posteriorNames, posteriorUnits,
        posteriorSamples,
    ]

    package static let posteriorGroup = SchemaEntry(
        "/hearttwin/posterior", .group,
        "Equally likely sets of parameters that a calibration found",
        otherwise: "parameters are known exactly")
    package static let posteriorMethod = SchemaEntry(
        "/hearttwin/posterior@method", .text, "How the sets were drawn",
        choices: PosteriorEnsemble.methods)
    package static let posteriorProvenance = SchemaEntry(
        "/hearttwin/posterior@provenance", .text, "The calibration that gave them",
        otherwise: "unknown")
    package static let posteriorNames = SchemaEntry(
        "/hearttwin/posterior/names", .text, "Parameters as module.name, each once",
        shape: [.count("parameters")])
    package static let posteriorUnits = SchemaEntry(
        "/hearttwin/posterior/units", .text,
        "Unit of each parameter in UCUM notation, \"1\" if plain", shape: [.count("parameters")])
    package static let posteriorSamples = SchemaEntry(
        "/hearttwin/posterior/samples", .float64, "One set a row, two at least, in those units",
        shape: [.count("samples"), .count("parameters")])
}
