import Electrophysiology
import HeartModel
import Quantities

/// Pacing of both ventricles.
public struct CardiacResynchronisation: Intervention {
    public static let card = InterventionCard(
        "crt", "Pacing of both ventricles",
        mechanism:
            "a lead on the left epicardium together with one in the right apex, with the right bundle branch, or with both: "
            + "the intrinsic beat arrives through the right bundle when the intrinsic atrioventricular interval is over, and "
            + "the atria contract nearer to the QRS complex by what the paced interval is shorter than the intrinsic one",
        source:
            "leads on the lateral branches of the coronary sinus; places by ventricular coordinates; intrinsic interval: "
            + "what the left atrium contracts before the QRS complex and 60 ms more (assumed, as in calibrate): 160 ms in the "
            + "healthy adult",
        numbers: [
            ParameterCard(
                "av",
                "Paced atrioventricular interval; without effect where the bundle branch is the right source",
                unit: "ms", default: 140, range: 60...300,
                source: "usual programmed intervals are 100 to 150 ms, from memory"),
            ParameterCard(
                "height", "Apicobasal coordinate of the left lead, 0 apex to 1 base", unit: "1",
                default: 0.7, range: 0.1...0.95, source: "half-way between apex and base"),
            ParameterCard(
                "vv", "Left before right; negative: right before left", unit: "ms", default: 0,
                range: -80...80, source: "simultaneous"),
        ],
        words: [
            .init(
                "lead", "Where on the left free wall",
                known: ["anterior", "anterolateral", "inferior", "inferolateral", "lateral"],
                standard: "lateral"),
            .init(
                "right", "What starts the right ventricle", known: ["both", "bundle", "lead"],
                standard: "both"),
        ],
        targets: ["circulation.leftAtrialOnset", "circulation.rightAtrialOnset"],
        claims: "the activation")

    private let lead: String
    private let site: VentricularSite
    private let vv: Double
    private let usesBundle: Bool
    private let usesLead: Bool
    /// Paced atrioventricular interval, from the onset of the P wave [ms].
    private let paced: Double

    public init(_ arguments: InterventionArguments) {
        lead = arguments.word("lead")
        var site = VentricularSite.leftLateral
        site.name = "lv-\(lead)"
        site.apicobasal = arguments.number("height")
        site.fromSeptum = Self.fromSeptum[lead] ?? .pi
        self.site = site
        vv = arguments.number("vv")
        let right = arguments.word("right")
        usesBundle = right != "lead"
        usesLead = right != "bundle"
        paced = arguments.number("av")
    }

    public func apply(to heart: inout TreatedHeart) throws {
        let onset = try heart.parameters.value("circulation.leftAtrialOnset")
        let intrinsic = Self.atrialDelay - onset
        let interval = usesLead ? paced : intrinsic
        // An intrinsic beat that comes first is the onset of the QRS; without the bundle there is none.
        let wait = usesBundle ? max(0, interval - intrinsic) : 0
        let shortening = intrinsic - interval + wait
        let left = PacingStimulus(.site(site), at: wait + max(0, -vv))
        let later = wait + max(0, vv)
        heart.activate(
            ActivationProtocol(
                identifier: "crt-\(lead)",
                summary: "Resynchronisation by a lead on the \(lead) wall and the right "
                    + (usesLead
                        ? usesBundle ? "apex and bundle branch" : "apex" : "bundle branch"),
                branches: usesBundle ? [.right: usesLead ? shortening : later] : [:],
                pacing: usesLead
                    ? [PacingStimulus(.site(.rightApex), at: later), left] : [left]))
        for target in Self.card.targets ?? [] { try heart.add(shortening, to: target) }
    }

    /// From the onset of the P wave to the contraction of the left atrium [ms]; assumed, as in the healthy adult's table.
    private static let atrialDelay = 60.0

    /// Angle from the centre of the septum towards the anterior wall [rad].
    private static let fromSeptum: [String: Double] = [
        "anterior": 0.5 * .pi, "anterolateral": 0.75 * .pi, "lateral": .pi,
        "inferolateral": 1.25 * .pi, "inferior": 1.5 * .pi,
    ]
}
