import Electrophysiology
import Glibc
import Quantities

/// A spot or a line of tissue that a catheter has burnt.
public struct Ablation: Intervention {
    public static let card = InterventionCard(
        "ablation", "A spot or a line of burnt tissue that does not conduct",
        mechanism:
            "elements of the wall within a radius of the spot or line, their endocardial layer and Purkinje junctions are taken "
            + "out of the eikonal equation; the electrocardiogram and contraction of these elements stay (small lesions)",
        source: "the lesion is the user's; radius see there",
        numbers: [
            ParameterCard(
                "angle", "Angle from the centre of the septum towards the anterior wall",
                unit: "deg", default: 0, range: -180...180, source: "the septum"),
            ParameterCard(
                "height", "Apicobasal coordinate, 0 apex to 1 base", unit: "1", default: 0.7,
                range: 0...1, source: "half-way between apex and base"),
            ParameterCard(
                "radius", "Reach of the lesion", unit: "mm", default: 4, range: 0...30,
                source: "lesions of radio frequency are some 5 to 8 mm across, from memory"),
            ParameterCard(
                "to-angle", "Angle of the other end of a line", unit: "deg", default: 90,
                range: -180...180, source: "the anterior wall"),
            ParameterCard(
                "to-height", "Height of the other end of a line", unit: "1", default: 0.7,
                range: 0...1, source: "half-way between apex and base"),
        ],
        words: [
            .init("shape", "Spot or line", known: ["line", "spot"], standard: "spot"),
            .init(
                "surface", "From where it is burnt",
                known: Lesion.Surface.allCases.map(\.rawValue).sorted(),
                standard: "lv-endocardium"),
        ], neutral: ["radius": 0])

    private let lesion: Lesion

    public init(_ arguments: InterventionArguments) {
        func place(_ prefix: String) -> (apicobasal: Double, fromSeptum: Double) {
            (
                arguments.number(prefix + "height"),
                arguments.number(prefix + "angle") * .pi / 180
            )
        }
        lesion = Lesion(
            on: Lesion.Surface(rawValue: arguments.word("surface")) ?? .leftEndocardium,
            from: place(""), to: arguments.word("shape") == "line" ? place("to-") : nil,
            radius: arguments.number("radius"))
    }

    public func apply(to heart: inout TreatedHeart) {
        guard lesion.radius > 0 else { return }
        heart.ablate(lesion)
    }
}
