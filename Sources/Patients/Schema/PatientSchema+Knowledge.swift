// Conduction, electrodes, measurements, parameters and provenance.
extension PatientSchema {
    static let conduction: [SchemaEntry] = [
        conductionGroup, treeGroup, tree, treePoints, treeEdges, rootGroup, rootPositions,
        rootTimes,
    ]

    static let conductionGroup = SchemaEntry(
        "/hearttwin/conduction", .group, "Where activation enters the muscle",
        otherwise: "trees grown from the first sites of Durrer et al. 1970")
    static let treeGroup = SchemaEntry(
        "/hearttwin/conduction/purkinje", .group, "Trees of the bundle branches",
        otherwise: "without root_sites, trees grown from the places of Durrer et al. 1970")
    static let tree = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>", .group, "One tree: left, right",
        otherwise: "root sites")
    static let treePoints = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>/points", .float64, "Nodes",
        shape: [.count("tree points"), .fixed(3)], unit: "mm")
    static let treeEdges = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>/edges", .int32, "Pairs of nodes",
        shape: [.count("tree edges"), .fixed(2)])
    static let rootGroup = SchemaEntry(
        "/hearttwin/conduction/root_sites", .group, "Where bundle branches enter trees or muscle",
        otherwise: "with trees, their first points")
    static let rootPositions = SchemaEntry(
        "/hearttwin/conduction/root_sites/positions", .float64, "Where",
        shape: [.count("sites"), .fixed(3)], unit: "mm")
    static let rootTimes = SchemaEntry(
        "/hearttwin/conduction/root_sites/times", .float64, "When", shape: [.count("sites")],
        unit: "ms", range: 0...1000)

    static let electrodes: [SchemaEntry] = [electrodeGroup, electrodeNames, electrodePositions]

    static let electrodeGroup = SchemaEntry(
        "/hearttwin/electrodes", .group, "Electrodes of the surface ECG",
        otherwise: "standard positions around the heart's own axes")
    static let electrodeNames = SchemaEntry(
        "/hearttwin/electrodes/names", .text, "RA, LA, RL, LL, V1 to V6",
        shape: [.count("electrodes")])
    static let electrodePositions = SchemaEntry(
        "/hearttwin/electrodes/positions", .float64, "Where, in the coordinates of the mesh",
        shape: [.count("electrodes"), .fixed(3)], unit: "mm")

    static let knowledge: [SchemaEntry] = [
        measurementGroup, measurement, measurementUnits, measurementKind, measurementSite,
        measurementSource, measurementUncertainty, modelGroup, model, parameterGroup, parameter,
        parameterUnits,
        parameterLower, parameterUpper, parameterDeviation, parameterProvenance, provenanceGroup,
        provenance,
    ]

    static let measurementGroup = SchemaEntry(
        "/hearttwin/measurements", .group, "What is known about the patient",
        otherwise: "population values")
    static let measurement = SchemaEntry(
        "/hearttwin/measurements/<name>", .float64, "One value or several",
        shape: [.count("values")], otherwise: "population value")
    static let measurementUnits = SchemaEntry(
        "/hearttwin/measurements/<name>@units", .text, "Unit in UCUM notation, \"1\" if plain")
    static let measurementKind = SchemaEntry(
        "/hearttwin/measurements/<name>@kind", .text, "How it is known",
        choices: Measurement.Kind.allCases.map(\.rawValue))
    static let measurementSite = SchemaEntry(
        "/hearttwin/measurements/<name>@site", .text, "Where in the body", otherwise: "unknown")
    static let measurementSource = SchemaEntry(
        "/hearttwin/measurements/<name>@source", .text, "Device, study or citation",
        otherwise: "unknown")
    static let measurementUncertainty = SchemaEntry(
        "/hearttwin/measurements/<name>@uncertainty", .float64,
        "Standard deviation in the same units", otherwise: "unknown")

    static let modelGroup = SchemaEntry(
        "/hearttwin/models", .group, "Laws of the model chosen for this patient",
        otherwise: "the standard laws")
    static let model = SchemaEntry(
        "/hearttwin/models/<choice>", .text, "Identifier of the law", otherwise: "the standard law")

    static let parameterGroup = SchemaEntry(
        "/hearttwin/parameters", .group, "Model parameters of this patient",
        otherwise: "defaults of the models' cards")
    static let parameter = SchemaEntry(
        "/hearttwin/parameters/<module.name>", .float64, "Value of one parameter",
        otherwise: "default of its card")
    static let parameterUnits = SchemaEntry(
        "/hearttwin/parameters/<module.name>@units", .text, "Unit in UCUM notation, \"1\" if plain")
    static let parameterLower = SchemaEntry(
        "/hearttwin/parameters/<module.name>@lower", .float64, "Lower bound of a fit, with upper",
        otherwise: "the card's range")
    static let parameterUpper = SchemaEntry(
        "/hearttwin/parameters/<module.name>@upper", .float64, "Upper bound of a fit, with lower",
        otherwise: "the card's range")
    static let parameterDeviation = SchemaEntry(
        "/hearttwin/parameters/<module.name>@sd", .float64, "Standard deviation",
        otherwise: "unknown")
    static let parameterProvenance = SchemaEntry(
        "/hearttwin/parameters/<module.name>@provenance", .text,
        "Citation, or the fit that gave it", otherwise: "unknown")

    static let provenanceGroup = SchemaEntry(
        "/hearttwin/provenance", .group, "Where the data come from", otherwise: "unknown")
    static let provenance = SchemaEntry(
        "/hearttwin/provenance/<name>", .text,
        "Free text: source, licence, attribution, created, tool", otherwise: "unknown")
}
