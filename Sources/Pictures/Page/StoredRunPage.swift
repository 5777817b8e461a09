import Numerics
import Reports

/// The page of a finished run, made anew from its files.
///
/// It shows what `report.html` shows; activation is on the mesh of the wall, where the page written by the run
/// itself has the finer mesh of the image, and the beating wall has active tension only, no other fields and no fibres.
public struct StoredRunPage {
    private let content: ReportContent

    /// Reads a run.
    ///
    /// - Throws: ``PicturesError``, `ReportsError`, `DocumentError`, `StorageError` where a file is missing or damaged.
    public init(_ run: RunFiles) throws {
        let page = "report"
        var content = ReportContent(
            try run.summary(), beats: try RunBeats(run, for: page).beats)
        if run.exists("ecg.csv") {
            let leads = try RunElectrocardiogram(run, for: page)
            content.electrocardiogram = leads.leads
            content.electrocardiogramStep = leads.sampleStep
        }
        if run.exists("strain.csv") {
            let strain = try RunStrain(run, for: page)
            content.strainCurves = (strain.times, strain.whole, strain.segments)
        }
        let wall = try RunWall(run, for: page)
        content.activation = WallScenes.activation(wall)
        content.motion = try WallScenes.motion(run, wall)
        self.content = content
    }

    /// The document.
    public var html: String { ReportPage(content).html() }
}
