public import Patients
import Quantities

extension MeasuredWave {
    /// Cuts a wave of a patient file into beats and averages them.
    ///
    /// - Throws: ``CalibrationError/measurement(name:problem:)``.
    public init(_ kind: Kind, _ recorded: RecordedWaveform) throws {
        let values: [Double]
        let instrument: Double
        do {
            let unit = try Unit(kind.unit)
            let zero = try recorded.unit.convert(0, to: unit)
            values = try recorded.values.map { try recorded.unit.convert($0, to: unit) }
            instrument =
                try recorded.uncertainty.map { try recorded.unit.convert($0, to: unit) - zero } ?? 0
        } catch {
            throw CalibrationError.measurement(name: kind.rawValue, problem: "\(error)")
        }
        try self.init(kind, time: recorded.time, values: values, instrument: instrument)
    }
}
