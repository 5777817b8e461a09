import Fibres
import Geometry
import Ionics
import Monodomain
import Numerics
public import Quantities

/// Reaction–eikonal fronts (RE+) against monodomain fronts on the same tissue.
///
/// A stimulus in one corner of a slab makes a curved front; in two ventricles one stimulus at the apex
/// of the left endocardium goes around both. Eikonal velocities are not fitted to these fronts: they are
/// those of plane fronts on rods of tetrahedra of the mesh's own size, and the front's curvature acts on them
/// (`CurvedEikonal`). The slab is also
/// computed by RE+ on much larger elements, which no monodomain front survives undistorted.
///
/// The ventricles are ideal ones of a quarter of an adult's size, so that elements resolve the
/// front; this is the same computation as adult ventricles with sixteen times the conductivities.
///
/// Source: Neic et al., *J. Comput. Phys.* 346 (2017) 191–211, doi:10.1016/j.jcp.2017.06.020 (the model
/// and its comparison with fine monodomain fronts); the limits of 5 % and 0.95 are ours.
public struct ReactionEikonalCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "reaction-eikonal",
        summary: "Reaction-eikonal fronts against monodomain ones: activation, repolarisation, ECG",
        source: "Neic et al. 2017, doi:10.1016/j.jcp.2017.06.020; see the case's file")

    /// Makes the case.
    public init() {}

    /// Largest root-mean-square difference of activation over its range [1].
    private static let activationTolerance = 0.05
    /// Smallest correlation of the eight independent leads [1].
    private static let least = 0.95

    public func run(_ options: VerificationOptions) throws -> [Check] {
        guard let model = IonicModels.model("ten-tusscher-panfilov-2006") else {
            throw VerificationError.unusableReference(
                path: "the registry of membranes", reason: "no ten-tusscher-panfilov-2006")
        }
        let spacing = options.quick ? 0.4 : 0.25
        let slab = try FrontTissue.slab(model, spacing: spacing)
        let whole = try slab.monodomain(until: 450)
        options.progress("slab, monodomain: activated in \(whole.latest) ms")
        let same = try slab.reactionEikonal(until: 450)
        options.progress("slab, reaction-eikonal: activated in \(same.latest) ms")
        var checks = Self.compare("slab", same, whole)
        // Elements of 1 mm; in the quick case, whose fine ones are coarse, of 0.8 mm.
        let large = options.quick ? 0.8 : 1.0
        let coarse = try FrontTissue.slab(model, spacing: large, velocitiesOf: spacing)
            .reactionEikonal(until: 450)
        checks += Self.compare(
            "slab, elements of \(large) mm", coarse, whole.restricted(to: coarse.points))
        if !options.quick {
            let heart = try FrontTissue.ventricles(model)
            let whole = try heart.monodomain(until: 80)
            options.progress(
                "ventricles, \(heart.points.count) nodes, monodomain: activated in \(whole.latest) ms"
            )
            let own = try heart.reactionEikonal(until: 80)
            // The QRS alone.
            checks += Self.compare("ventricles", own, whole)
        }
        return checks
    }

    private static func compare(
        _ name: String, _ own: FrontRun, _ reference: FrontRun
    ) -> [Check] {
        // From the first activation on: how long the stimulus takes is no matter of the front.
        let (mine, theirs) = (own.earliest, reference.earliest)
        let differences = zip(own.activation, reference.activation).map {
            ($0 - mine) - ($1 - theirs)
        }
        let range = (reference.activation.max() ?? .nan) - (reference.activation.min() ?? .nan)
        let square = differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)
        let largest = differences.map { abs($0) }.max() ?? .nan
        var checks = [
            Check(
                "\(name): RMS difference of activation over its range", unit: "1",
                observed: square.squareRoot() / range, high: activationTolerance),
            Check(
                "\(name): largest difference of activation over its range", unit: "1",
                observed: largest / range, gated: false),
            Check(
                "\(name): last activation", unit: "ms", observed: own.latest - mine,
                expected: reference.latest - theirs, gated: false),
            Check(
                "\(name): nodes activated, share", unit: "1",
                observed: Double(own.activation.count { $0.isFinite })
                    / Double(own.activation.count), expected: 1, tolerance: 0),
            Check(
                "\(name): correlation of the leads", unit: "1",
                observed: own.correlation(with: reference), low: least),
        ]
        if let duration = own.meanDuration, let expected = reference.meanDuration {
            checks.append(
                Check(
                    "\(name): mean duration of action potentials", unit: "ms", observed: duration,
                    expected: expected, tolerance: 0.02 * expected))
        }
        return checks
    }
}
