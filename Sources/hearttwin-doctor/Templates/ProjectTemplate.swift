import ArgumentParser
import CommandLineSupport
import Foundation

/// Files of a folder to start from.
struct ProjectTemplate {
    /// The templates by name.
    enum Name: String, ExpressibleByArgument, CaseIterable { case scenario, cohort }

    var name: Name
    /// For the help: name and purpose.
    var summary: String
    private var text: [(name: String, text: String)]

    /// All templates.
    static let all = [scenario, cohort]

    /// Names and bytes of the files.
    func files() throws -> [(name: String, data: Data)] {
        text.map { ($0.name, Data($0.text.utf8)) }
    }

    private static let scenario = ProjectTemplate(
        name: .scenario, summary: "scenario: one patient, treatments side by side",
        text: [
            (
                "README.md",
                """
                # A patient and treatments

                ```
                hearttwin patient ideal --output patient.h5
                hearttwin inspect patient.h5
                hearttwin compare patient.h5 --scenario treatments.toml --output treatments
                ```

                `patient ideal` makes a generated heart; `hearttwin patient new` makes one of your own meshes, and
                `hearttwin calibrate patient.h5` fits it to measurements. `treatments.toml` says what is done to the
                patient and what is expected of it, `treatments/comparison.html` shows what comes of it; `hearttwin schema scenario` prints every key, `hearttwin
                interventions` every intervention. For research only; not for clinical use.

                """
            ),
            (
                "treatments.toml",
                """
                # Blood loss of three sizes. Values carry their units.
                name = "haemorrhage"
                summary = "a blood donation, and more than that"

                [[intervention]]
                name = "haemorrhage"
                volume = "500 mL"

                [sweep]
                argument = "haemorrhage.volume"
                values = ["250 mL", "500 mL", "1000 mL"]

                # What the result is held against.
                [[expect]]
                metric = "lvSVML"
                change = "relative"
                low = "-60 %"
                high = "-2 %"
                source = "Frank-Starling: less filling, less stroke volume"

                """
            ),
        ])

    private static let cohort = ProjectTemplate(
        name: .cohort, summary: "cohort: many hearts, each with everything that is done",
        text: [
            (
                "README.md",
                """
                # A cohort

                ```
                hearttwin batch cohort.toml --dry-run
                hearttwin batch cohort.toml
                hearttwin batch status cohort.batch
                ```

                The first line says what would be computed, the second computes it and goes on where it was stopped
                with `--resume`. `cohort.batch/results.csv` is the table, units in its head. `hearttwin batch --schema`
                prints every key. For research only; not for clinical use.

                """
            ),
            (
                "cohort.toml",
                """
                # Twenty adults who differ, each untreated, bled and given a beta-blocker.
                [run]
                duration = "30 s"

                [[patients]]
                name = "adult"
                archetype = "healthy"
                count = 20
                [patients.sample]
                "circulation.heartRate" = { distribution = "normal", mean = "68 1/min", sd = "8 1/min", low = "50 1/min" }
                "circulation.bloodVolume" = { distribution = "normal", sd = "250 mL" }

                [[scenarios]]
                name = "bled"
                interventions = ["haemorrhage(volume=500 mL)"]

                [[scenarios]]
                name = "blocked"
                interventions = ["beta-blockade"]

                """
            ),
        ])
}
