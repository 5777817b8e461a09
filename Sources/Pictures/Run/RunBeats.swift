import Reports

/// The beats of a run's traces.csv.
struct RunBeats {
    /// All beats, the last one last; never empty.
    let beats: [ReportBeat]

    /// The beat that pictures show.
    var last: ReportBeat { beats[beats.count - 1] }

    /// Reads the traces of a run.
    init(_ run: RunFiles, for picture: String) throws {
        let path = try run.require(
            "traces.csv", for: picture, reason: "the folder is not that of a run of simulate")
        let table = try NumberTable(reading: path)
        let numbers = try table.column("beat")
        let fields: [(name: String, field: WritableKeyPath<ReportBeat, [Double]>)] = [
            ("time_ms", \.time), ("lv_pressure_mmHg", \.leftPressure),
            ("rv_pressure_mmHg", \.rightPressure), ("aortic_pressure_mmHg", \.aorticPressure),
            ("pulmonary_artery_pressure_mmHg", \.pulmonaryArteryPressure),
            ("la_pressure_mmHg", \.leftAtrialPressure),
            ("ra_pressure_mmHg", \.rightAtrialPressure), ("lv_volume_mL", \.leftVolume),
            ("rv_volume_mL", \.rightVolume), ("aortic_flow_mL_per_s", \.aorticFlow),
            ("mitral_flow_mL_per_s", \.mitralFlow),
        ]
        let columns = try fields.map { try table.column($0.name) }
        var beats: [ReportBeat] = []
        for (row, number) in numbers.enumerated() {
            if row == 0 || number != numbers[row - 1] { beats.append(ReportBeat()) }
            for (field, column) in zip(fields, columns) {
                beats[beats.count - 1][keyPath: field.field].append(column[row])
            }
        }
        guard beats[beats.count - 1].time.count > 1 else {
            throw PicturesError.damaged(file: path, reason: "the last beat has a single row")
        }
        self.beats = beats
    }
}
