// Conduction, electrodes, measurements, parameters and provenance.
extension PatientSchema {
    package static let conduction: [SchemaEntry] = [
        conductionGroup, treeGroup, tree, treePoints, treeEdges, rootGroup, rootPositions,
        rootTimes,
    ]

    package static let conductionGroup = SchemaEntry(
        "/hearttwin/conduction", .group, "Where activation enters the muscle",
        otherwise: "trees grown from the first sites of Durrer et al. 1970")
    package static let treeGroup = SchemaEntry(
        "/hearttwin/conduction/purkinje", .group, "Trees of the bundle branches",
        otherwise: "without root_sites, trees grown from the places of Durrer et al. 1970")
    package static let tree = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>", .group, "One tree: left, right",
        otherwise: "root sites")
    package static let treePoints = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>/points", .float64, "Nodes",
        shape: [.count("tree points"), .fixed(3)], unit: "mm")
    package static let treeEdges = SchemaEntry(
        "/hearttwin/conduction/purkinje/<tree>/edges", .int32, "Pairs of nodes",
        shape: [.count("tree edges"), .fixed(2)])
    package static let rootGroup = SchemaEntry(
        "/hearttwin/conduction/root_sites", .group, "Where bundle branches enter trees or muscle",
        otherwise: "with trees, their first points")
    package static let rootPositions = SchemaEntry(
        "/hearttwin/conduction/root_sites/positions", .float64, "Where",
        shape: [.count("sites"), .fixed(3)], unit: "mm")
    package static let rootTimes = SchemaEntry(
        "/hearttwin/conduction/root_sites/times", .float64, "When", shape: [.count("sites")],
        unit: "ms", range: 0...1000)

    package static let electrodes: [SchemaEntry] = [
        electrodeGroup, electrodeNames, electrodePositions,
    ]

    package static let electrodeGroup = SchemaEntry(
        "/hearttwin/electrodes", .group, "Electrodes of the surface ECG",
        otherwise: "standard positions around the heart's own axes")
    package static let electrodeNames = SchemaEntry(
        "/hearttwin/electrodes/names", .text, "RA, LA, RL, LL, V1 to V6",
        shape: [.count("electrodes")])
    package static let electrodePositions = SchemaEntry(
        "/hearttwin/electrodes/positions", .float64, "Where, in the coordinates of the mesh",
        shape: [.count("electrodes"), .fixed(3)], unit: "mm")

    package static let knowledge: [SchemaEntry] = [
        measurementGroup, measurement, measurementUnits, measurementKind, measurementSite,
        measurementSource, measurementUncertainty, modelGroup, model, parameterGroup, parameter,
        parameterUnits,
        parameterLower, parameterUpper, parameterDeviation, parameterProvenance,
    ]

    package static let measurementGroup = SchemaEntry(
        "/hearttwin/measurements", .group, "What is known about the patient",
        otherwise: "population values")
    package static let measurement = SchemaEntry(
        "/hearttwin/measurements/<name>", .float64, "One value or several",
        shape: [.count("values")], otherwise: "population value")
    package static let measurementUnits = SchemaEntry(
        "/hearttwin/measurements/<name>@units", .text, "Unit in UCUM notation, \"1\" if plain")
    package static let measurementKind = SchemaEntry(
        "/hearttwin/measurements/<name>@kind", .text, "How it is known",
        choices: Measurement.Kind.allCases.map(\.rawValue))
    package static let measurementSite = SchemaEntry(
        "/hearttwin/measurements/<name>@site", .text, "Where in the body", otherwise: "unknown")
    package static let measurementSource = SchemaEntry(
        "/hearttwin/measurements/<name>@source", .text, "Device, study or citation",
        otherwise: "unknown")
    package static let measurementUncertainty = SchemaEntry(
        "/hearttwin/measurements/<name>@uncertainty", .float64,
        "Standard deviation in the same units", otherwise: "unknown")

    package static let modelGroup = SchemaEntry(
        "/hearttwin/models", .group, "Laws of the model chosen for this patient",
        otherwise: "the standard laws")
    package static let model = SchemaEntry(
        "/hearttwin/models/<choice>", .text, "Identifier of the law", otherwise: "the standard law")

    package static let parameterGroup = SchemaEntry(
        "/hearttwin/parameters", .group, "Model parameters of this patient",
        otherwise: "defaults of the models' cards")
    package static let parameter = SchemaEntry(
        "/hearttwin/parameters/<module.name>", .float64, "Value of one parameter",
        otherwise: "default of its card")
    package static let parameterUnits = SchemaEntry(
        "/hearttwin/parameters/<module.name>@units", .text, "Unit in UCUM notation, \"1\" if plain")
    package static let parameterLower = SchemaEntry(
        "/hearttwin/parameters/<module.name>@lower", .float64, "Lower bound of a fit, with upper",
        otherwise: "the card's range")
    package static let parameterUpper = SchemaEntry(
        "/hearttwin/parameters/<module.name>@upper", .float64, "Upper bound of a fit, with lower",
        otherwise: "the card's range")
    package static let parameterDeviation = SchemaEntry(
        "/hearttwin/parameters/<module.name>@sd", .float64, "Standard deviation",
        otherwise: "unknown")
    package static let parameterProvenance = SchemaEntry(
        "/hearttwin/parameters/<module.name>@provenance", .text,
        "Citation, or the fit that gave it", otherwise: "unknown")

    package static let origin: [SchemaEntry] = [provenanceGroup, provenance]

    package static let provenanceGroup = SchemaEntry(
        "/hearttwin/provenance", .group, "Where the data come from", otherwise: "unknown")
    package static let provenance = SchemaEntry(
        "/hearttwin/provenance/<name>", .text,
        "Free text: source, licence, attribution, created, tool", otherwise: "unknown")
}
