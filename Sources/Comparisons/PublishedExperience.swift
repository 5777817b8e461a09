import ScenarioFiles

/// What an intervention of the catalogue was given at, and to whom, in the studies of docs/interventions.md.
///
/// Ranges begin at nothing: between no treatment and the highest dose that was studied a response is interpolated. Abstracts give
/// means without standard deviations in most studies; numbers further from the mean than half of it count as far outside
/// (assumed).
struct PublishedExperience: Sendable {
    /// Identifier of the intervention.
    var intervention: String
    /// Words that it must be called with.
    var words: [String: String] = [:]
    /// Highest dose, in the unit of the argument's card; nil where the argument was not what varied.
    var highest: (argument: String, value: Double)?
    /// Means before treatment by the number's identifier, in its unit.
    var means: [String: Double] = [:]
    /// Who they were.
    var people: String

    /// Largest distance from the mean by the mean [1].
    static let reach = 0.5

    /// Where the doses are from stands at the cards of the interventions, where the means are from in docs/interventions.md.
    static let all = [
        PublishedExperience(
            intervention: "dobutamine", highest: ("dose", 12.5),
            means: ["lvEDPMmHg": 19, "lvDPdtMaxMmHgPerS": 1147],
            people: "patients with a failing heart (n = 17; doses: n = 22)"),
        // 100 µg/min for 70 kg.
        PublishedExperience(
            intervention: "nitroprusside", highest: ("dose", 1.43),
            means: ["arterialElastanceMmHgPerML": 2.8, "lvSVML": 50],
            people: "patients with acute heart failure (n = 36; doses: n = 8)"),
        PublishedExperience(
            intervention: "beta-blockade",
            means: [
                "heartRatePerMin": 90, "lvDPdtMaxMmHgPerS": 1480, "lvEFPercent": 48,
                "lvEDVML": 161,
            ], people: "patients with an acute myocardial infarction (n = 16, PMID 2909996)"),
        PublishedExperience(
            intervention: "volume-loading", words: ["fluid": "dextran-40"],
            highest: ("volume", 387), means: ["lvEDPMmHg": 8], people: "healthy adults (n = 11)"),
        PublishedExperience(
            intervention: "volume-loading", words: ["fluid": "saline"],
            highest: ("volume", 2000), means: ["laMeanMmHg": 10], people: "healthy adults (n = 60)"),
        PublishedExperience(
            intervention: "aortic-valve-replacement", means: ["aorticGradientMmHg": 44.5],
            people: "patients with severe aortic stenosis (PARTNER)"),
        PublishedExperience(
            intervention: "mitral-edge-to-edge-repair",
            means: ["laMeanMmHg": 15, "cardiacIndexLPerMinPerM2": 2.6],
            people: "patients with severe mitral regurgitation (n = 33)"),
        PublishedExperience(
            intervention: "septal-reduction", means: ["lvSystolicMmHg": 166],
            people: "patients with an obstructed outflow (n = 17, Steendijk 2008)"),
        PublishedExperience(
            intervention: "va-ecmo", highest: ("flow", 4), means: ["lvEDVML": 134],
            people: "patients in cardiogenic shock (n = 20, PMID 38197216)"),
        PublishedExperience(
            intervention: "left-bundle-area-pacing", means: ["qrsDurationMs": 152.6],
            people: "patients with left bundle branch block"),
        PublishedExperience(
            intervention: "ion-channel-drug", words: ["drug": "dofetilide"],
            highest: ("multiple", 1.5), people: "healthy adults (n = 12, Demolis 1996)"),
    ]
}
