import Documents
import Reports

/// Longitudinal strain of a run's strain.csv.
struct RunStrain {
    /// Times [ms after the onset of the QRS].
    private(set) var times: [Double] = []
    /// Of the left ventricle [%].
    private(set) var whole: [Double] = []
    /// Of its segments [%]; those without points to observe are left out.
    private(set) var segments: [[Double]] = []

    /// Reads the strains of a run.
    init(_ run: RunFiles, for picture: String) throws {
        let path = try run.require(
            "strain.csv", for: picture, reason: "a heart without septum has no segments")
        let table = try DelimitedTable(reading: path)
        let columns = try ["segment", "time_ms", "longitudinal_strain_percent"].map {
            try table.index(of: $0)
        }
        var curves: [Int: [Double]] = [:]
        for row in table.rows {
            guard let segment = Int(row.cells[columns[0]]), let time = Double(row.cells[columns[1]])
            else {
                throw PicturesError.damaged(
                    file: path, reason: "line \(row.line) has no segment and time")
            }
            if segment == 0 { times.append(time) }
            // Cells are empty where there is nothing to observe.
            let cell = row.cells[columns[2]]
            let strain = cell.isEmpty ? Double.nan : Double(cell)
            guard let strain else {
                throw PicturesError.damaged(
                    file: path, reason: "line \(row.line) has a strain that is no number")
            }
            curves[segment, default: []].append(strain)
        }
        whole = curves[0] ?? []
        segments = curves.keys.sorted().filter { $0 > 0 }.compactMap { curves[$0] }
            .filter { $0.allSatisfy(\.isFinite) }
        guard !whole.isEmpty, (segments + [whole]).allSatisfy({ $0.count == times.count }) else {
            throw PicturesError.damaged(file: path, reason: "segments with different times")
        }
    }
}
