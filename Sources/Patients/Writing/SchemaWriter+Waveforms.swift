import Quantities

// Recorded waves.
extension SchemaWriter {
    private typealias Schema = PatientSchema

    func waveforms(_ waveforms: [String: RecordedWaveform]) throws(PatientsError) {
        for (name, wave) in waveforms.sorted(by: { $0.key < $1.key }) {
            try numbers(Schema.waveformTime, [name], wave.time)
            try numbers(Schema.waveformValues, [name], wave.values, unit: wave.unit.symbol)
            try text(Schema.waveformKind, [name], wave.kind.rawValue)
            try text(Schema.waveformSite, [name], wave.site)
            try text(Schema.waveformSource, [name], wave.source)
            if let uncertainty = wave.uncertainty {
                try numbers(Schema.waveformUncertainty, [name], [uncertainty])
            }
        }
    }
}
