import Quantities

// Checks of recorded waves: finite samples at increasing times.
extension Patient {
    func validateWaveforms(file: String) throws(PatientsError) {
        for (name, wave) in waveforms.sorted(by: { $0.key < $1.key }) {
            try Self.requireName(name, PatientSchema.waveformGroup, file: file)
            let times = PatientSchema.waveformTime.path([name])
            let values = PatientSchema.waveformValues.path([name])
            guard wave.time.count >= RecordedWaveform.fewestSamples else {
                throw .wrongShape(
                    file: file, object: times,
                    expected: "[\(RecordedWaveform.fewestSamples) or more]",
                    found: [wave.time.count])
            }
            guard wave.values.count == wave.time.count else {
                throw .wrongShape(
                    file: file, object: values,
                    expected: "[\(wave.time.count) (samples of the wave)]",
                    found: [wave.values.count])
            }
            for (index, moment) in wave.time.enumerated() {
                for (object, value) in [(times, moment), (values, wave.values[index])] {
                    guard value.isFinite else {
                        throw .notFinite(
                            file: file, object: object, index: [index], value: "\(value)")
                    }
                }
                guard index == 0 || moment > wave.time[index - 1] else {
                    throw .outOfRange(
                        file: file, object: times, index: [index], value: "\(moment.short) ms",
                        allowed: "above the sample before, \(wave.time[index - 1].short) ms")
                }
            }
            if let uncertainty = wave.uncertainty, !(uncertainty > 0 && uncertainty.isFinite) {
                throw .outOfRange(
                    file: file, object: PatientSchema.waveformUncertainty.path([name]), index: [],
                    value: uncertainty.short, allowed: "above 0; leave it out where unknown")
            }
        }
    }
}
