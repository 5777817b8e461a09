public import Circulation
import Foundation
import Quantities

/// Traces of all beats as comma-separated values, units in the header, for pandas and spreadsheets.
public struct TracesCSV: Sendable {
    /// The columns: header with unit, and value of a sample in that unit.
    private static let columns:
        [(header: String, value: @Sendable (LoopState, LoopPressures) -> Double)] = [
            ("lv_pressure_mmHg", { $1.leftVentricle / Units.mmHg }),
            ("rv_pressure_mmHg", { $1.rightVentricle / Units.mmHg }),
            ("la_pressure_mmHg", { $1.leftAtrium / Units.mmHg }),
            ("ra_pressure_mmHg", { $1.rightAtrium / Units.mmHg }),
            ("aortic_pressure_mmHg", { $1.aorta / Units.mmHg }),
            ("pulmonary_artery_pressure_mmHg", { $1.pulmonaryArtery / Units.mmHg }),
            ("systemic_venous_pressure_mmHg", { $1.systemicVeins / Units.mmHg }),
            ("pulmonary_venous_pressure_mmHg", { $1.pulmonaryVeins / Units.mmHg }),
            ("lv_volume_mL", { s, _ in s.leftVentricleVolume / Units.mL }),
            ("rv_volume_mL", { s, _ in s.rightVentricleVolume / Units.mL }),
            ("la_volume_mL", { s, _ in s.leftAtriumVolume / Units.mL }),
            ("ra_volume_mL", { s, _ in s.rightAtriumVolume / Units.mL }),
            // mm³/ms is mL/s.
            ("mitral_flow_mL_per_s", { s, _ in s.mitralFlow }),
            ("aortic_flow_mL_per_s", { s, _ in s.aorticFlow }),
            ("tricuspid_flow_mL_per_s", { s, _ in s.tricuspidFlow }),
            ("pulmonary_flow_mL_per_s", { s, _ in s.pulmonaryFlow }),
        ]

    private var lines: [String]

    /// Starts an empty table.
    public init() {
        lines = [(["beat", "time_ms"] + Self.columns.map(\.header)).joined(separator: ",")]
    }

    /// Appends a beat; `number` counts from 1.
    public mutating func append(_ beat: BeatTraces, number: Int) {
        for index in 0..<beat.count {
            let values = Self.columns.map { $0.value(beat.states[index], beat.pressures[index]) }
            lines.append(
                "\(number)," + Self.text(beat.time[index]) + ","
                    + values.map(Self.text).joined(separator: ","))
        }
    }

    /// The table.
    public var text: String { lines.joined(separator: "\n") + "\n" }

    private static func text(_ value: Double) -> String { String(format: "%.6g", value) }
}
