import Monodomain
public import Quantities

/// Programmed stimulation of two infarcted ventricles from seventeen sites, before and after ablation.
///
/// Each site of the left endocardium gets a drive pulse and one premature pulse. With the channel through the scar
/// (``InfarctedVentricles``) waves must go on for a second from some sites; with the lesion across the channel from
/// none, though the premature pulse is conducted. Sites on the side of the channel's inferior end should not induce: their
/// wave finds the channel's way out blocked.
///
/// The quick case stimulates one site on larger elements, and so does the full case, so that the circuit is seen on two
/// meshes. Finished sites are kept with `--checkpoints`.
///
/// Differs from a clinical protocol: one drive pulse instead of eight, because this membrane has forgotten a beat after
/// some 50 ms of rest, and one coupling interval. Seventeen left ventricular sites as in Arevalo et al.,
/// *Nat. Commun.* 7 (2016) 11437, doi:10.1038/ncomms11437 (which adds two of the right ventricle; quoted from memory).
public struct InducibilityCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "inducibility",
        summary:
            "Re-entry through a scar's channel by programmed stimulation, and none after ablation",
        source: "constructed; see the case's file")

    /// Makes the case.
    public init() {}

    /// Edge lengths [mm].
    private static let (fine, coarse) = (2.0, 2.5)
    /// The site of the quick case, on the side of the gate.
    private static let quickSite = "mid anterior"

    public func run(_ options: VerificationOptions) throws -> [Check] {
        var archive = try CaseArchive<InducibilityFinding>(
            "inducibility", version: 1, folder: options.checkpointDirectory)
        var checks = try compare(
            InfarctedVentricles(elementSize: Self.coarse), sites: [Self.quickSite], &archive,
            options)
        if !options.quick {
            checks += try compare(
                InfarctedVentricles(elementSize: Self.fine), sites: nil, &archive, options)
        }
        return checks
    }

    /// Coupling of the premature pulse [ms]: the muscle, whose action potential lasts 161 ms, has recovered, the gate
    /// has not.
    private static let coupling = 215.0

    private func compare(
        _ heart: InfarctedVentricles, sites: [String]?,
        _ archive: inout CaseArchive<InducibilityFinding>,
        _ options: VerificationOptions
    ) throws -> [Check] {
        let size = "\(heart.elementSize) mm"
        var checks = try velocities(heart)
        let chosen = heart.sites.filter { sites?.contains($0.name) ?? true }
        let intact = try findings(heart, chosen, ablated: false, &archive, options)
        let ablated = try findings(heart, chosen, ablated: true, &archive, options)
        checks.append(
            Check(
                "\(size): sites stimulated", unit: "1", observed: Double(chosen.count),
                expected: Double(sites?.count ?? 17), tolerance: 0))
        checks.append(
            Check(
                "\(size): sites after which waves go on", unit: "1",
                observed: Double(intact.count { $0.isInducible }), low: 1))
        checks.append(
            Check(
                "\(size), ablated: sites after which waves go on", unit: "1",
                observed: Double(ablated.count { $0.isInducible }), expected: 0, tolerance: 0))
        // Without it, nothing going on would mean nothing.
        checks.append(
            Check(
                "\(size), ablated: earliest end after the premature pulse", unit: "ms",
                observed: (ablated.map { $0.latest ?? 0 }.min() ?? 0) - Self.coupling, low: 80,
                high: 400))
        let cycles = intact.filter(\.isInducible).compactMap(\.cycleLength)
        for (name, value) in [("shortest", cycles.min()), ("longest", cycles.max())] {
            guard let value else { continue }
            // At the velocities above, some 80 mm of muscle around the scar and 31 mm of channel along the endocardium take
            // 225 ms, the way along the epicardium about 290 ms.
            checks.append(
                Check(
                    "\(size): \(name) cycle of the waves", unit: "ms", observed: value, low: 200,
                    high: 450))
        }
        checks.append(
            Check(
                "\(size): filaments in the muscle at the end, most", unit: "1",
                observed: Double(intact.map(\.filaments).max() ?? 0), gated: false))
        for (site, (before, after)) in zip(chosen, zip(intact, ablated)) where sites == nil {
            checks.append(
                Check(
                    "\(size), \(site.name): goes on (1) or not (0)", unit: "1",
                    observed: before.isInducible ? 1 : 0, gated: false))
            checks.append(
                Check(
                    "\(size), ablated, \(site.name): end of the waves", unit: "ms",
                    observed: after.latest ?? 0, gated: false))
        }
        return checks
    }

    /// What the elements make of the conductivities.
    private func velocities(_ heart: InfarctedVentricles) throws -> [Check] {
        try [("in the muscle", false), ("in the channel", true)].map { name, slow in
            Check(
                "\(heart.elementSize) mm: velocity \(name)", unit: "m/s",
                observed: try heart.velocity(slow: slow), gated: false)
        }
    }

    private func findings(
        _ heart: InfarctedVentricles, _ sites: [ProgrammedStimulation.Site], ablated: Bool,
        _ archive: inout CaseArchive<InducibilityFinding>, _ options: VerificationOptions
    ) throws -> [InducibilityFinding] {
        let tissue = try heart.tissue(ablated: ablated)
        let matrices = try TissueMatrices(
            tissue.tissue(InfarctedVentricles.muscle), mass: .consistent)
        let membrane = try heart.membrane(tissue)
        let protocolOfSites = ProgrammedStimulation(
            drive: (1, 0), couplings: [[Self.coupling]], strength: .transmembrane(40), radius: 4)
        let state = ablated ? "ablated" : "with the channel"
        return try sites.map { site in
            let name = "\(heart.elementSize) mm, \(state), \(site.name)"
            let found = try archive.result(name) {
                InducibilityFinding(
                    try protocolOfSites.run(
                        site, matrices, mesh: tissue.mesh, membrane: membrane,
                        settings: InfarctedVentricles.settings,
                        isExcluded: { tissue.zoneOfNode[$0] > 0 }))
            }
            options.progress("\(name): \(found.words)")
            return found
        }
    }
}
