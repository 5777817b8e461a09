import Monodomain
public import Quantities

/// Programmed stimulation of two ventricles with a scar: inducible through its channel, and not after ablation.
///
/// One beat and one premature beat, earlier and earlier, from the middle of each of the seventeen segments of the left ventricle
/// (``ScarredVentricles``), or from the nearest healthy place where the scar covers it; waves that go on for a
/// second after the premature beat are sustained. Once more with the channel ablated.
///
/// Source: seventeen segments of Cerqueira et al., *Circulation* 105 (2002) 539–542, doi:10.1161/hc0402.102975;
/// stimulation of all of them in a model of the heart as in Arevalo et al., *Nat. Commun.* 7 (2016) 11437,
/// doi:10.1038/ncomms11437 (from memory; there six beats and up to three premature ones). Heart, scar and
/// membranes are chosen here.
public struct InducibilityCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "inducibility",
        summary:
            "Re-entry through a scar's channel by stimulation of 17 segments; none after ablation",
        source: "AHA segments: doi:10.1161/hc0402.102975; heart and scar chosen in the case's file")

    /// Makes the case.
    public init() {}

    /// Coupling intervals of the premature beat [ms], in the order in which they are tried.
    static let couplings = [[230.0], [215.0], [200.0]]
    /// The site of the quick case, beside the channel.
    private static let quickSite = "mid anterolateral"

    public func run(_ options: VerificationOptions) throws -> [Check] {
        var checks: [Check] = []
        for ablated in [false, true] {
            let heart = try ScarredVentricles(ablated: ablated)
            let words = ablated ? "channel ablated" : "channel"
            let sites = heart.sites.filter { !options.quick || $0.name == Self.quickSite }
            var sustained = 0
            for site in sites {
                let result = try Self.stimulation.run(
                    site, heart.matrices, mesh: heart.tissue.mesh, membrane: heart.membrane,
                    settings: MonodomainSettings(timeStep: 0.1, voltageTolerance: 1e-2),
                    isExcluded: heart.isInChannel)
                sustained += result.isInducible ? 1 : 0
                checks += Self.report(result, words)
                let fate = result.isInducible ? "goes on" : "ends"
                options.progress("\(words), \(site.name): re-entry \(fate)")
            }
            checks.append(
                Check(
                    "\(words): sites with sustained re-entry, of \(sites.count)", unit: "1",
                    observed: Double(sustained), low: ablated ? 0 : 1, high: ablated ? 0 : nil))
        }
        return checks
    }

    private static let stimulation = ProgrammedStimulation(
        drive: (1, 0), couplings: couplings, strength: .transmembrane(40))

    /// What a site did; of all sites together only the number is judged.
    private static func report(
        _ result: ProgrammedStimulation.Result, _ words: String
    ) -> [Check] {
        let name = "\(words), \(result.site.name)"
        var checks = [
            Check(
                "\(name): last activation", unit: "ms",
                observed: result.outcome.latestActivation ?? 0, gated: false)
        ]
        if result.isInducible, let cycle = result.outcome.cycleLength {
            checks.append(
                Check("\(name): cycle of the re-entry", unit: "ms", observed: cycle, gated: false))
            checks.append(
                Check(
                    "\(name): filaments", unit: "1",
                    observed: Double(result.outcome.filaments.count), gated: false))
        }
        return checks
    }
}
