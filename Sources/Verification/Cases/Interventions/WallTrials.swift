import Calibration
import Circuits
import Circulation
import Electrophysiology
import HeartModel
import LoopLevel
import Scenarios

/// Published responses to block, pacing and scar, in loops with ventricles of walls: the healthy adult's, and those of heart
/// failure with reduced ejection fraction fitted to a blocked beat.
enum WallTrials {
    /// Every row.
    static let names = [
        "crt_dpdt", "lbbb_dpdt", "lbbb_sv", "scar_ef_10", "scar_ef_20", "scar_ef_30",
    ]

    /// Times of the patches by those of rodero-01, whose blocked beat has a QRS complex of 137 ms and patients one of 153 ms
    /// (before left bundle area pacing, the row of which is judged elsewhere) [1].
    private static let stretch = 152.6 / 137
    /// The same for patients who get a resynchronisation device: 165 ms, as in the MIRACLE trial (Abraham et al. 2002, 165 ± 20
    /// and 167 ± 21 ms, from memory) [1].
    private static let stretchFailing = 165.0 / 137
    /// Sequential pacing of atrium and ventricle, by which block was induced, has to be faster than the sinus node;
    /// assumed.
    private static let paced = "rate(rate=90 1/min)"
    /// So has that of acute studies of resynchronisation: ten beats a minute more than these patients'; assumed.
    private static let pacedFailing = "rate(rate=85 1/min)"
    /// Acute studies make sure that both leads capture the ventricles without the intrinsic beat, try five atrioventricular intervals in
    /// each patient and report the best one (doi:10.1371/journal.pone.0154024, abstract; PR intervals of 160 ms end the range, its
    /// steps are assumed).
    private static let captured = [80.0, 100, 120, 140, 160].map { interval in
        "crt(right=lead, av=\(Int(interval)) ms)"
    }
    /// Three minutes after the change, as in every other row [ms].
    private static let duration = 180_000.0
    /// Infarcts of these shares of the left ventricle [%].
    private static let infarcts = [10.0, 20, 30]

    /// What comes of them.
    ///
    /// - Throws: `ScenarioError`, `CirculationError`.
    static func outcomes() throws -> [InterventionOutcome] {
        let block = "bundle-branch-block(side=left)"
        let healthy = try HeartParameters(LoopParameters.healthyAdult.valuesByName)
        let normal = try response(of: healthy, to: [paced], from: ActivationProtocols.normal)
        let induced = try response(
            of: healthy, to: [paced, block], from: ActivationProtocols.normal)
        let blocked = (before: normal.after, after: induced.after)
        let failing = try failing()
        let unpaced = ActivationProtocols.leftBundleBranchBlock
        let unsynchronised = try response(
            of: failing, to: [pacedFailing], from: unpaced, stretched: stretchFailing
        ).after
        let tried = try captured.map { call in
            let after = try response(
                of: failing, to: [pacedFailing, call], from: unpaced, stretched: stretchFailing
            ).after
            return (call: call, after: after, rate: value("lvDPdtMaxMmHgPerS", after))
        }
        let best = tried.max { $0.rate < $1.rate }
        let resynchronised = (before: unsynchronised, after: best?.after ?? [])
        func outcome(
            _ row: String, in who: String = "healthy, walls", _ done: String,
            _ found: (before: [HeartMetric], after: [HeartMetric]), _ metric: String,
            _ judged: InterventionTrial.Judged, _ band: ClosedRange<Double>, _ source: String
        ) -> InterventionOutcome {
            InterventionOutcome(
                row, in: who, done: done, from: value(metric, found.before),
                to: value(metric, found.after),
                unit: found.before.first { $0.identifier == metric }?.unit ?? "",
                judged: judged, band: band, source: source)
        }
        return [
            outcome(
                "crt_dpdt", in: "heart-failure-reduced, walls",
                "\(best?.call ?? "") in left bundle branch block, both \(pacedFailing)",
                resynchronised, "lvDPdtMaxMmHgPerS",
                .percent, 5...20, "+6.3 % to +16 %, PMID 24508810, doi:10.3389/fcvm.2022.901267"),
            outcome(
                "lbbb_dpdt", "\(block), both \(paced)", blocked, "lvDPdtMaxMmHgPerS", .percent,
                -20 ... -8,
                "1541 to 1319 mmHg/s, n = 9, Askenazi 1984"),
            outcome(
                "lbbb_sv", "\(block), both \(paced)", blocked, "lvSVML", .percent, -20 ... -8,
                "-13 mL, n = 9, Askenazi 1984"),
        ]
            + (try infarcts.map { extent in
                let scar = "scar(territory=left-anterior, extent=\(extent) %)"
                // Fresh, though the patients' infarcts were chronic: a stiff scar without remodelling lies above the bound.
                let found = try response(
                    of: healthy, to: [scar], from: ActivationProtocols.normal)
                return outcome(
                    "scar_ef_\(Int(extent))", scar, found, "lvEFPercent", .after,
                    0...(72.2 - 1.18 * extent),
                    "EF at most 72.2 - 1.18 times the share of a chronic infarct, n = 149, doi:10.1080/14017430701840317"
                )
            })
    }

    private static func value(_ metric: String, _ metrics: [HeartMetric]) -> Double {
        metrics.first { $0.identifier == metric }?.value ?? .nan
    }

    /// Heart failure with reduced ejection fraction and left bundle branch block: walls fitted to that beat.
    private static func failing() throws -> HeartParameters {
        let fit = try Archetypes.named("heart-failure-reduced").calibrated(count: 2)
        let walls = try WallsFit(
            of: fit,
            activated: walls(ActivationProtocols.leftBundleBranchBlock, stretchFailing))
        var heart = try HeartParameters(fit.loop.valuesByName)
        for (factor, value) in walls.factors.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try heart.set("walls." + factor.rawValue, value)
        }
        return heart
    }

    private static func walls(
        _ activation: ActivationProtocol, _ factor: Double
    ) throws -> AdultWalls {
        var walls = try AdultWalls(activation)
        walls.delays = walls.delays.mapValues { factor * $0 }
        return walls
    }

    private static func response(
        of untreated: HeartParameters, to calls: [String], from activation: ActivationProtocol,
        stretched: Double = stretch
    ) throws -> (before: [HeartMetric], after: [HeartMetric]) {
        let treatment = try PatientTreatment(of: untreated, calls: calls, activation: activation)
        var member = LoopMember(treatment, walls: true)
        member.ventricles = .timedWalls(
            before: try walls(treatment.activation, stretched).delays,
            after: try walls(treatment.heart.activation, stretched).delays)
        let response = try LoopResponse(of: member, reflex: true, duration: duration)
        return (response.before, response.after)
    }
}
