import Foundation
import HeartModel

/// Deformation of the left ventricle and its segments over the last beat as comma-separated values:
/// one row per part and time, units in the header.
struct StrainCSV {
    private var lines = [
        "segment,name,time_ms,longitudinal_strain_percent,circumferential_strain_percent,"
            + "radial_strain_percent,fibre_stretch,active_tension_kPa,twist_deg"
    ]

    /// The table of a beat: segment 0 is the whole left ventricle, the only one with a twist.
    init(_ deformation: RegionalDeformation) {
        for part in deformation.parts {
            let number = part.segment?.rawValue ?? 0
            let name = part.segment?.name ?? "left ventricle"
            for (frame, time) in deformation.times.enumerated() {
                let values = [
                    100 * part.longitudinal[frame], 100 * part.circumferential[frame],
                    100 * part.radial[frame], part.fibreStretch[frame], part.tension[frame],
                ]
                let twist =
                    part.segment == nil
                    ? Self.text(deformation.twist[frame] * 180 / .pi) : ""
                lines.append(
                    "\(number),\(name),\(Self.text(time)),"
                        + values.map(Self.text).joined(separator: ",") + "," + twist)
            }
        }
    }

    /// The table.
    var text: String { lines.joined(separator: "\n") + "\n" }

    /// A number; nothing where there is none.
    private static func text(_ value: Double) -> String {
        value.isFinite ? String(format: "%.6g", value) : ""
    }
}
