import Electrophysiology
import Quantities

/// Pacing of both ventricles.
public struct CardiacResynchronisation: Intervention {
    public static let card = InterventionCard(
        "crt", "Pacing of both ventricles",
        mechanism:
            "a lead on the left epicardium together with one in the right apex or with the right "
            + "bundle branch",
        source:
            "leads on the lateral branches of the coronary sinus; places by ventricular coordinates",
        numbers: [
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
                "right", "What starts the right ventricle", known: ["bundle", "lead"],
                standard: "lead"),
        ], claims: "the activation")

    private let plan: ActivationProtocol

    public init(_ arguments: InterventionArguments) {
        let lead = arguments.word("lead")
        var site = VentricularSite.leftLateral
        site.name = "lv-\(lead)"
        site.apicobasal = arguments.number("height")
        site.fromSeptum = Self.fromSeptum[lead] ?? .pi
        let vv = arguments.number("vv")
        let left = PacingStimulus(.site(site), at: max(0, -vv))
        let later = max(0, vv)
        let usesBundle = arguments.word("right") == "bundle"
        plan = ActivationProtocol(
            identifier: "crt-\(lead)",
            summary: "Resynchronisation by a lead on the \(lead) wall and the right "
                + (usesBundle ? "bundle branch" : "apex"),
            branches: usesBundle ? [.right: later] : [:],
            pacing: usesBundle ? [left] : [PacingStimulus(.site(.rightApex), at: later), left])
    }

    public func apply(to heart: inout TreatedHeart) { heart.activate(plan) }

    /// Angle from the centre of the septum towards the anterior wall [rad].
    private static let fromSeptum: [String: Double] = [
        "anterior": 0.5 * .pi, "anterolateral": 0.75 * .pi, "lateral": .pi,
        "inferolateral": 1.25 * .pi, "inferior": 1.5 * .pi,
    ]
}
