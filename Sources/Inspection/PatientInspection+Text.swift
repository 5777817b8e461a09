import Patients
import Quantities

extension PatientInspection: CustomStringConvertible {
    /// The report for people.
    public var description: String {
        ([heading] + anatomyLines + [""] + partLines + [""] + valueLines + modelLines
            + parameterLines
            + provenanceLines + warningLines).joined(separator: "\n")
    }

    private var heading: String {
        var who = ["\(identifier)", sex]
        if let ageYears { who.append("\(ageYears.short) years") }
        if let heightCm { who.append("\(heightCm.short) cm") }
        if let weightKg { who.append("\(weightKg.short) kg") }
        if let bodySurfaceAreaM2 { who.append("\(Self.rounded(bodySurfaceAreaM2, 2)) m2") }
        return "\(file)  (schema \(schemaVersion))\n" + who.joined(separator: ", ") + "\n"
    }

    private var anatomyLines: [String] {
        let wall = anatomy.wallML.sorted { $0.key < $1.key }
            .map { "\($0.key) \(Self.rounded($0.value, 1)) mL" }
        let surfaces = anatomy.triangles.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        var lines = [
            "anatomy    \(anatomy.points) points, \(anatomy.tetrahedra) tetrahedra, mean edge "
                + "\(Self.rounded(anatomy.meanEdgeMm, 2)) mm",
            "wall       " + wall.joined(separator: ", "),
            "surfaces   " + surfaces.joined(separator: ", ") + " triangles",
        ]
        if let volume = anatomy.leftCavityML {
            lines.append(
                "LV cavity  \(Self.rounded(volume, 1)) mL, \(anatomy.leftOpenings ?? 0) opening(s)")
        }
        if let volume = anatomy.rightCavityML {
            lines.append(
                "RV cavity  \(Self.rounded(volume, 1)) mL, \(anatomy.rightOpenings ?? 0) opening(s)"
            )
        }
        return lines
    }

    private var partLines: [String] {
        Self.table(
            parts.map { part in
                [
                    part.content == nil ? "missing" : "there", part.path,
                    part.content ?? "used instead: \(part.fallback)",
                ]
            })
    }

    private var valueLines: [String] {
        Self.table(
            values.map { value in
                let normal =
                    value.low.flatMap { low in value.high.map { "\(low.short) to \($0.short)" } }
                    ?? ""
                guard let number = value.value else {
                    return ["missing", value.name, "population", "\(normal) \(value.unit)"]
                }
                return [
                    value.plausibility?.rawValue ?? "given", value.name,
                    "\(number.short) \(value.unit)",
                    (normal.isEmpty ? "" : "normal \(normal), ") + (value.kind ?? ""),
                ]
            })
    }

    private var modelLines: [String] {
        guard !models.isEmpty else { return [] }
        return [""]
            + Self.table(
                models.map { model in
                    [
                        model.isGiven ? "chosen" : "standard", model.choice, model.identifier,
                        model.summary,
                    ]
                })
    }

    private var parameterLines: [String] {
        guard !parameters.isEmpty else { return ["", "parameters: all defaults"] }
        return ["", "parameters set in the file"]
            + Self.table(
                parameters.map { parameter in
                    [
                        "", parameter.name, "\(parameter.value.short) \(parameter.unit)",
                        "default \(parameter.defaultValue.short)"
                            + (parameter.provenance.map { ", \($0)" } ?? ""),
                    ]
                })
    }

    private var provenanceLines: [String] {
        let texts = provenance.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        let kept = extras.isEmpty ? [] : ["kept as they are: " + extras.joined(separator: ", ")]
        return texts.isEmpty && kept.isEmpty ? [] : [""] + texts + kept
    }

    private var warningLines: [String] {
        guard !warnings.isEmpty else { return ["", "no warnings"] }
        return ["", warnings.count == 1 ? "1 warning" : "\(warnings.count) warnings"]
            + warnings.map { "- \($0)" }
    }

    /// Columns padded to their widest cell.
    private static func table(_ rows: [[String]]) -> [String] {
        guard let columns = rows.map(\.count).max() else { return [] }
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func rounded(_ value: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        return ((value * scale).rounded() / scale).short
    }
}
