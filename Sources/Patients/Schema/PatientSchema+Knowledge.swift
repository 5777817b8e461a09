// Conduction, electrodes, measurements, parameters and provenance.
extension PatientSchema {
    static let conduction: [SchemaEntry] = [
        conductionGroup, treeGroup, tree, treePoints, treeEdges, rootGroup, rootPositions,
        rootTimes,
    ]

    static let conductionGroup = SchemaEntry(
        "/hearttwin/conduction", .group,
        .optional(default: "five root sites placed by ventricular coordinates (Durrer 1970)"),
        "Where activation enters the muscle")
    static let treeGroup = SchemaEntry(
        "/hearttwin/conduction/purkinje", .group, .optional(default: "root sites"),
        "Trees of the bundle branches")
    static let tree = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>", .group, .optional(default: "root sites"),
        "One tree: left, right")
    static let treePoints = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>/points", .float64,
        [.count("tree points"), .fixed(3)], unit: "mm", "Nodes; the first is the root")
    static let treeEdges = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>/edges", .int32, [.count("tree edges"), .fixed(2)],
        "Pairs of nodes")
    static let rootGroup = SchemaEntry(
        "/hearttwin/conduction/root_sites", .group, .optional(default: "trees"),
        "Earliest activated sites")
    static let rootPositions = SchemaEntry(
        "/hearttwin/conduction/root_sites/positions", .float64, [.count("sites"), .fixed(3)],
        unit: "mm", "Where")
    static let rootTimes = SchemaEntry(
        "/hearttwin/conduction/root_sites/times", .float64, [.count("sites")], unit: "ms",
        range: 0...1000, "When")

    static let electrodes: [SchemaEntry] = [electrodeGroup, electrodeNames, electrodePositions]

    static let electrodeGroup = SchemaEntry(
        "/hearttwin/electrodes", .group,
        .optional(default: "standard positions around the heart's own axes"),
        "Electrodes of the surface ECG")
    static let electrodeNames = SchemaEntry(
        "/hearttwin/electrodes/names", .text, [.count("electrodes")], "RA, LA, RL, LL, V1 to V6")
    static let electrodePositions = SchemaEntry(
        "/hearttwin/electrodes/positions", .float64, [.count("electrodes"), .fixed(3)], unit: "mm",
        "Where, in the coordinates of the mesh")

    static let knowledge: [SchemaEntry] = [
        measurementGroup, measurement, measurementUnits, measurementKind, measurementSite,
        measurementSource, measurementUncertainty, parameterGroup, parameter, parameterUnits,
        parameterLower, parameterUpper, parameterDeviation, parameterProvenance, provenanceGroup,
        provenance,
    ]

    static let measurementGroup = SchemaEntry(
        "/hearttwin/measurements", .group, .optional(default: "population values"),
        "What is known about the patient")
    static let measurement = SchemaEntry(
        "/hearttwin/measurements/<name>", .float64, [.count("values")],
        .optional(default: "population value"), "One value or several")
    static let measurementUnits = SchemaEntry(
        "/hearttwin/measurements/<name>@units", .text, "Unit in UCUM notation, \"1\" if plain")
    static let measurementKind = SchemaEntry(
        "/hearttwin/measurements/<name>@kind", .text,
        choices: Measurement.Kind.allCases.map(\.rawValue), "How it is known")
    static let measurementSite = SchemaEntry(
        "/hearttwin/measurements/<name>@site", .text, .optional(default: "unknown"),
        "Where in the body")
    static let measurementSource = SchemaEntry(
        "/hearttwin/measurements/<name>@source", .text, .optional(default: "unknown"),
        "Device, study or citation")
    static let measurementUncertainty = SchemaEntry(
        "/hearttwin/measurements/<name>@uncertainty", .float64, .optional(default: "unknown"),
        "Standard deviation in the same units")

    static let parameterGroup = SchemaEntry(
        "/hearttwin/parameters", .group, .optional(default: "defaults of the models' cards"),
        "Model parameters of this patient")
    static let parameter = SchemaEntry(
        "/hearttwin/parameters/<module.name>", .float64, .optional(default: "default of its card"),
        "Value of one parameter")
    static let parameterUnits = SchemaEntry(
        "/hearttwin/parameters/<module.name>@units", .text, "Unit in UCUM notation, \"1\" if plain")
    static let parameterLower = SchemaEntry(
        "/hearttwin/parameters/<module.name>@lower", .float64,
        .optional(default: "the card's range"), "Lower bound of a fit, with upper")
    static let parameterUpper = SchemaEntry(
        "/hearttwin/parameters/<module.name>@upper", .float64,
        .optional(default: "the card's range"), "Upper bound of a fit, with lower")
    static let parameterDeviation = SchemaEntry(
        "/hearttwin/parameters/<module.name>@sd", .float64, .optional(default: "unknown"),
        "Standard deviation")
    static let parameterProvenance = SchemaEntry(
        "/hearttwin/parameters/<module.name>@provenance", .text, .optional(default: "unknown"),
        "Citation, or the fit that gave it")

    static let provenanceGroup = SchemaEntry(
        "/hearttwin/provenance", .group, .optional(default: "unknown"), "Where the data come from")
    static let provenance = SchemaEntry(
        "/hearttwin/provenance/<name>", .text, .optional(default: "unknown"),
        "Free text: source, licence, attribution, created, tool")
}
