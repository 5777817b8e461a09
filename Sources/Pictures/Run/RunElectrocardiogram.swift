/// The leads of a run's ecg.csv.
struct RunElectrocardiogram {
    /// Times of the samples [ms], evenly spaced from the onset of the QRS.
    let times: [Double]
    /// Names and samples [mV] of the leads.
    let leads: [(name: String, samples: [Double])]

    /// Distance of two samples [ms].
    var sampleStep: Double { times[1] - times[0] }

    /// Reads the leads of a run.
    init(_ run: RunFiles, for picture: String) throws {
        let path = try run.require(
            "ecg.csv", for: picture,
            reason:
                "runs of the closed loop have none, nor have those of versions before it was written"
        )
        let table = try NumberTable(reading: path)
        times = try table.column("time_ms")
        leads = try table.names.filter { $0.hasSuffix("_mV") }.map {
            (String($0.dropLast(3)), try table.column($0))
        }
        guard times.count > 1, times[1] > times[0] else {
            throw PicturesError.damaged(file: path, reason: "times that do not rise")
        }
        guard leads.count == 12 else {
            throw PicturesError.damaged(file: path, reason: "\(leads.count) leads, expected 12")
        }
    }
}
