import Numerics
import Reports

/// Two finished runs of the three-dimensional heart: untreated and treated.
struct RunPair {
    /// Their numbers.
    let summaries: (untreated: RunSummary, treated: RunSummary)
    /// Their last beats.
    let beats: (untreated: ReportBeat, treated: ReportBeat)
    /// Their leads; nil where either run has none.
    let electrocardiograms: (untreated: RunElectrocardiogram, treated: RunElectrocardiogram)?
    /// Their walls.
    let walls: (untreated: RunWall, treated: RunWall)
    /// Their files.
    let files: (untreated: RunFiles, treated: RunFiles)

    /// Reads what the page shows.
    ///
    /// - Throws: ``PicturesError``, `ReportsError`, `StorageError` where a run lacks it.
    init(untreated: RunFiles, treated: RunFiles) throws {
        let page = "before and after"
        files = (untreated, treated)
        summaries = (try untreated.summary(), try treated.summary())
        beats = (
            try RunBeats(untreated, for: page).last, try RunBeats(treated, for: page).last
        )
        let haveLeads = untreated.exists("ecg.csv") && treated.exists("ecg.csv")
        electrocardiograms =
            haveLeads
            ? (
                try RunElectrocardiogram(untreated, for: page),
                try RunElectrocardiogram(treated, for: page)
            ) : nil
        walls = (try RunWall(untreated, for: page), try RunWall(treated, for: page))
    }

    /// True where node by node can be compared.
    var haveOneMesh: Bool {
        walls.untreated.tets == walls.treated.tets
            && walls.untreated.points.count == walls.treated.points.count
    }

    /// Largest change from beat to beat that was left when the runs ended [%]: what is smaller means little.
    var repeatability: Double {
        [summaries.untreated, summaries.treated]
            .map { $0.largestChangePercent.last ?? .infinity }.reduce(0, max)
    }
}
