import Quantities
import Storage

extension SchemaReader {
    private typealias Schema = PatientSchema

    /// Recorded waves by name.
    func waveforms() throws(PatientsError) -> [String: RecordedWaveform] {
        var waveforms: [String: RecordedWaveform] = [:]
        for name in try children(Schema.waveformGroup, .group) {
            unbind("samples of the wave")
            let kind = try text(Schema.waveformKind, [name])
            waveforms[name] = RecordedWaveform(
                time: try numbers(Schema.waveformTime, [name]),
                values: try numbers(Schema.waveformValues, [name]),
                unit: try unit(Schema.waveformUnits, Schema.waveformValues, [name]),
                kind: Measurement.Kind(rawValue: kind) ?? .measured,
                site: try optionalText(Schema.waveformSite, [name]),
                source: try optionalText(Schema.waveformSource, [name]),
                uncertainty: try optionalNumber(Schema.waveformUncertainty, [name]))
        }
        return waveforms
    }
}
