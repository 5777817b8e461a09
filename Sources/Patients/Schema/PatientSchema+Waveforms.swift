// Pressures and volumes over time.
extension PatientSchema {
    package static let waveforms: [SchemaEntry] = [
        waveformGroup, waveform, waveformKind, waveformSite, waveformSource,
        waveformUncertainty, waveformTime, waveformValues, waveformUnits,
    ]

    package static let waveformGroup = SchemaEntry(
        "/hearttwin/waveforms", .group, "Pressures and volumes over time",
        otherwise: "nothing recorded")
    package static let waveform = SchemaEntry(
        "/hearttwin/waveforms/<wave>", .group,
        "One record: arterial_pressure, pulmonary_pressure, lv_volume or rv_volume",
        otherwise: "not recorded")
    package static let waveformKind = SchemaEntry(
        "/hearttwin/waveforms/<wave>@kind", .text, "How it is known",
        choices: Measurement.Kind.allCases.map(\.rawValue))
    package static let waveformSite = SchemaEntry(
        "/hearttwin/waveforms/<wave>@site", .text, "Where in the body", otherwise: "unknown")
    package static let waveformSource = SchemaEntry(
        "/hearttwin/waveforms/<wave>@source", .text, "Device, study or citation",
        otherwise: "unknown")
    package static let waveformUncertainty = SchemaEntry(
        "/hearttwin/waveforms/<wave>@uncertainty", .float64,
        "Standard deviation of one sample, in the units of the values", otherwise: "unknown")
    package static let waveformTime = SchemaEntry(
        "/hearttwin/waveforms/<wave>/time", .float64, "When, increasing",
        shape: [.count("samples of the wave")], unit: "ms")
    package static let waveformValues = SchemaEntry(
        "/hearttwin/waveforms/<wave>/values", .float64, "The samples",
        shape: [.count("samples of the wave")])
    package static let waveformUnits = SchemaEntry(
        "/hearttwin/waveforms/<wave>/values@units", .text, "Unit in UCUM notation")
}
