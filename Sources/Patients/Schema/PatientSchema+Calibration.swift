// What calibrations found.
extension PatientSchema {
    package static let calibration: [SchemaEntry] = [
        calibrationGroup, calibrationFit, calibrationProvenance, factorNames, factorSummaries,
        factorUnits, factorValues, factorLower, factorUpper, factorInformed, factorCorrelations,
        readingNames, readingUnits, readingTargets, readingDeviations, readingFitted, readingScores,
        identifiability, calibrationNotes,
    ]

    package static let calibrationGroup = SchemaEntry(
        "/hearttwin/calibration", .group, "What calibrations found", otherwise: "not calibrated")
    package static let calibrationFit = SchemaEntry(
        "/hearttwin/calibration/<fit>", .group,
        "One fit: loop, of the closed loop; heart, of the three-dimensional heart after it",
        otherwise: "not fitted")
    package static let calibrationProvenance = SchemaEntry(
        "/hearttwin/calibration/<fit>@provenance", .text, "The program that found it",
        otherwise: "unknown")

    package static let factorNames = SchemaEntry(
        "/hearttwin/calibration/<fit>/factors", .text, "What was adapted, each once",
        shape: [.count("factors")])
    package static let factorSummaries = SchemaEntry(
        "/hearttwin/calibration/<fit>/summaries", .text, "What each is, one phrase",
        shape: [.count("factors")])
    package static let factorUnits = SchemaEntry(
        "/hearttwin/calibration/<fit>/units", .text,
        "Unit of each in UCUM notation, \"1\" of a factor on the population's value",
        shape: [.count("factors")])
    package static let factorValues = SchemaEntry(
        "/hearttwin/calibration/<fit>/values", .float64, "Best values, in those units",
        shape: [.count("factors")])
    package static let factorLower = SchemaEntry(
        "/hearttwin/calibration/<fit>/lower", .float64, "Lower ends of 90 % intervals",
        shape: [.count("factors")])
    package static let factorUpper = SchemaEntry(
        "/hearttwin/calibration/<fit>/upper", .float64, "Upper ends of 90 % intervals",
        shape: [.count("factors")])
    package static let factorInformed = SchemaEntry(
        "/hearttwin/calibration/<fit>/informed", .float64,
        "Shares of the variance before any measurement that were removed",
        shape: [.count("factors")])
    package static let factorCorrelations = SchemaEntry(
        "/hearttwin/calibration/<fit>/correlations", .float64,
        "Correlations of the factors' logarithms",
        shape: [.count("factors"), .count("factors")], range: -1...1)

    package static let readingNames = SchemaEntry(
        "/hearttwin/calibration/<fit>/readings", .text, "What was aimed at, each once",
        shape: [.count("readings")])
    package static let readingUnits = SchemaEntry(
        "/hearttwin/calibration/<fit>/reading_units", .text, "Unit of each in UCUM notation",
        shape: [.count("readings")])
    package static let readingTargets = SchemaEntry(
        "/hearttwin/calibration/<fit>/targets", .float64,
        "Measured values, or predictions of the loop that the heart was aimed at",
        shape: [.count("readings")])
    package static let readingDeviations = SchemaEntry(
        "/hearttwin/calibration/<fit>/deviations", .float64, "Their standard deviations",
        shape: [.count("readings")])
    package static let readingFitted = SchemaEntry(
        "/hearttwin/calibration/<fit>/fitted", .float64, "What the fitted model shows",
        shape: [.count("readings")])
    package static let readingScores = SchemaEntry(
        "/hearttwin/calibration/<fit>/z", .float64, "(fitted - target) / deviation",
        shape: [.count("readings")])

    package static let identifiability = SchemaEntry(
        "/hearttwin/calibration/<fit>/identifiability", .text,
        "In words, what the measurements fix and what they leave open")
    package static let calibrationNotes = SchemaEntry(
        "/hearttwin/calibration/<fit>/notes", .text,
        "What was assumed or left out, and what deserves a second look",
        shape: [.count("notes")])
}
