import Circulation
import Electrophysiology
import HeartModel
import LoopLevel
import Scenarios

/// Published responses to block, pacing and scar, in the healthy adult's loop with ventricles of walls.
enum WallTrials {
    /// Every row.
    static let names = [
        "crt_dpdt", "lbbb_dpdt", "lbbb_sv", "scar_ef_10", "scar_ef_20", "scar_ef_30",
    ]

    /// Three minutes after the change, as in every other row [ms].
    private static let duration = 180_000.0
    /// Infarcts of these shares of the left ventricle [%].
    private static let infarcts = [10.0, 20, 30]

    /// What comes of them.
    ///
    /// - Throws: `ScenarioError`, `CirculationError`.
    static func outcomes() throws -> [InterventionOutcome] {
        let block = "bundle-branch-block(side=left)"
        let blocked = try response(to: [block], from: ActivationProtocols.normal)
        let paced = try response(to: ["crt"], from: ActivationProtocols.leftBundleBranchBlock)
        func outcome(
            _ row: String, _ done: String,
            _ found: (before: [HeartMetric], after: [HeartMetric]), _ metric: String,
            _ judged: InterventionTrial.Judged, _ band: ClosedRange<Double>, _ source: String
        ) -> InterventionOutcome {
            let before = found.before.first { $0.identifier == metric }
            return InterventionOutcome(
                row, in: "healthy, walls", done: done, from: before?.value ?? .nan,
                to: found.after.first { $0.identifier == metric }?.value ?? .nan,
                unit: before?.unit ?? "", judged: judged, band: band, source: source)
        }
        return [
            outcome(
                "crt_dpdt", "crt in left bundle branch block", paced, "lvDPdtMaxMmHgPerS",
                .percent, 5...20, "+6.3 % to +16 %, PMID 24508810, doi:10.3389/fcvm.2022.901267"),
            outcome(
                "lbbb_dpdt", block, blocked, "lvDPdtMaxMmHgPerS", .percent, -20 ... -8,
                "1541 to 1319 mmHg/s, n = 9, Askenazi 1984"),
            outcome(
                "lbbb_sv", block, blocked, "lvSVML", .percent, -20 ... -8,
                "-13 mL, n = 9, Askenazi 1984"),
        ]
            + (try infarcts.map { extent in
                let scar = "scar(territory=left-anterior, extent=\(extent) %)"
                // Fresh, though the patients' infarcts were chronic: a stiff scar without remodelling lies above the bound.
                let found = try response(
                    to: [scar], from: ActivationProtocols.normal)
                return outcome(
                    "scar_ef_\(Int(extent))", scar, found, "lvEFPercent", .after,
                    0...(72.2 - 1.18 * extent),
                    "EF at most 72.2 - 1.18 times the share of a chronic infarct, n = 149, doi:10.1080/14017430701840317"
                )
            })
    }

    private static func response(
        to calls: [String], from activation: ActivationProtocol
    ) throws -> (before: [HeartMetric], after: [HeartMetric]) {
        let untreated = try HeartParameters(LoopParameters.healthyAdult.valuesByName)
        let treatment = try PatientTreatment(of: untreated, calls: calls, activation: activation)
        let response = try LoopResponse(
            of: LoopMember(treatment, walls: true), reflex: true, duration: duration)
        return (response.before, response.after)
    }
}
