import MembraneModels
import Quantities

/// One recorded beat as comma-separated values with units in the header.
struct CellTrace {
    private let record: RecordedCells

    /// The first cell of a record.
    init(_ record: RecordedCells) { self.record = record }

    /// The table: every sample of the first 20 ms, every tenth after (1 ms).
    var text: String {
        let names = record.currents[0].keys.sorted()
        let columns = names.compactMap { record.currents[0][$0] }
        let header = ["time_ms", "voltage_mV", "calcium_uM"] + names.map { "\($0)_A_per_F" }
        var lines = [header.joined(separator: ",")]
        var after = 0
        for (index, time) in record.time.enumerated() {
            if time > 20 {
                after += 1
                if after % 10 != 0 { continue }
            }
            let values =
                [time, record.voltage[0][index], record.calcium[0][index]]
                + columns.map { $0[index] }
            lines.append(values.map(\.short).joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
