import Electrophysiology
import Foundation

/// The twelve leads over one beat as comma-separated values, units in the header.
struct ElectrocardiogramCSV {
    /// The table.
    let text: String

    /// The table of an electrocardiogram, whose first sample is at the onset of the QRS.
    init(_ electrocardiogram: Electrocardiogram) {
        let header = ["time_ms"] + ECGLead.allCases.map { "\($0.rawValue)_mV" }
        let lines = (0..<electrocardiogram.count).map { index in
            let time = Double(index) * electrocardiogram.sampleStep
            return ([time] + ECGLead.allCases.map { electrocardiogram[$0][index] })
                .map { String(format: "%.6g", $0) }.joined(separator: ",")
        }
        text = ([header.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }
}
