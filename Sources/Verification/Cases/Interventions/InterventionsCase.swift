import Calibration
public import Quantities

/// Published responses to interventions, each in the kind of patient, heart or cell it was found in.
///
/// The patient is found by calibration to the published state before the intervention, then treated by
/// the mechanism of the catalogue; no number of the response enters. Rows inside their band, beside it and in the
/// wrong direction are counted; at least nine in ten must be inside, none in the wrong direction.
public struct InterventionsCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "interventions",
        summary: "Published responses to drugs, fluids, valves, pumps, shunts and pacing",
        source: "see the rows")

    /// Every row, by its name.
    package static let names =
        InterventionTrials.all.map(\.identifier) + WallTrials.names + ElectricTrials.names
        + CellTrials.names

    private let rows: Set<String>?

    /// Makes the case of all rows.
    public init() { rows = nil }

    /// Makes a case of some rows, which are reported and not counted.
    public init(only rows: Set<String>) { self.rows = rows }

    private func wants(_ names: [String]) -> Bool {
        rows.map { !$0.isDisjoint(with: names) } ?? true
    }

    public func populations(_ options: VerificationOptions) throws -> [ValidatedPopulation] {
        try ArchetypesCase().populations(options).filter { group in
            InterventionTrials.all.contains { wants([$0.identifier]) && $0.archetype == group.name }
        }
    }

    public func run(_ options: VerificationOptions) throws -> [Check] {
        var outcomes: [InterventionOutcome] = []
        func note(_ found: [InterventionOutcome]) {
            for outcome in found { options.progress(outcome.sentence) }
            outcomes += found
        }
        var patients: [String: TreatedArchetype] = [:]
        for trial in InterventionTrials.all where wants([trial.identifier]) {
            let patient =
                try patients[trial.archetype] ?? TreatedArchetype(Archetypes.named(trial.archetype))
            patients[trial.archetype] = patient
            note([try patient.outcome(of: trial)])
        }
        if wants(WallTrials.names) { note(try WallTrials.outcomes()) }
        if wants(ElectricTrials.names) { note(try ElectricTrials.outcomes(options)) }
        if wants(CellTrials.names) { note(try CellTrials.outcomes()) }
        let checks = outcomes.map(\.check)
        guard rows == nil else { return checks }
        let inside = checks.filter { ($0.low ?? 0)...($0.high ?? 0) ~= $0.observed }.count
        let wrong = outcomes.filter(\.isWrongWay).count
        return checks + [
            Check(
                "rows inside their band", unit: "%",
                observed: 100 * Double(inside) / Double(checks.count), low: 90),
            Check("rows in the wrong direction", unit: "1", observed: Double(wrong), high: 0),
        ]
    }
}
