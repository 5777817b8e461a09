import ArgumentParser
import CommandLineSupport

/// The command line of hearttwin.
@main
struct HeartTwin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin",
        abstract: "A heart from one patient file: electrics, mechanics, blood flow.",
        discussion: "For research only; not for clinical use.",
        version: Version.current,
        subcommands: [
            Simulate.self, Batch.self, Cohort.self, Calibrate.self, Live.self, Replay.self,
            Compare.self, Sensitivity.self, Optimize.self, ListInterventions.self,
            Validate.self, Credibility.self, Inspect.self, Schema.self, PatientCommand.self,
            Mesh.self, Unload.self, Reduce.self,
            Cell.self, TuneCV.self, Circuit.self, FMU.self, Plot.self, Report.self,
            Doctor.self, Completions.self, Manual.self, Initialise.self, Bundle.self,
        ])

    static func main() { runProgram() }
}
