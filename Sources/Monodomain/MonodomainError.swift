public import FiniteElements
public import Ionics
public import Numerics

/// What can go wrong in a monodomain computation.
public enum MonodomainError: Error, Equatable, CustomStringConvertible {
    /// The mesh is not usable.
    case mesh(FiniteElementsError)
    /// A membrane model or cell type is not usable.
    case membrane(IonicsError)
    /// A property that must be positive is not; `place` is an element, a region or the whole tissue.
    case notPositive(quantity: String, value: Double, unit: String, place: String)
    /// An array of the wrong length.
    case wrongCount(name: String, expected: Int, found: Int)
    /// A number that names something which does not exist.
    case unknownIndex(name: String, index: Int, known: Int)
    /// Parts of the tissue that no element joins.
    case disconnected(parts: Int, node: Int, place: Vec3, nodes: Int, of: Int)
    /// No node of the tissue lies in the region of a stimulus; distance to the nearest node [mm].
    case stimulusOutsideTissue(stimulus: String, region: String, distance: Double)
    /// A stimulus that makes no sense.
    case badStimulus(stimulus: String, quantity: String, value: Double, allowed: String)
    /// A time step out of the range in which the membrane models are accurate [ms].
    case timeStep(value: Double, largest: Double)
    /// A setting of the solver out of its range.
    case outOfRange(name: String, value: Double, allowed: String)
    /// The diffusion step did not converge: largest corrections still needed [mV], first to last.
    case notConverged(time: Double, tolerance: Double, corrections: [Double])
    /// The mass and diffusion matrices are not positive definite together.
    case notPositiveDefinite(time: Double, curvature: Double)
    /// A membrane state left the range of real cells in the step that ended at `time` [ms].
    case cellFailed(
        node: Int, place: Vec3, time: Double, state: String, value: Double, model: String)
    /// A front that did not arrive at the end of a cable in time [ms].
    case noPropagation(conductivity: Double, spacing: Double, time: Double)
    /// Elements larger than half the measured part of a cable [mm].
    case elementTooLarge(spacing: Double, largest: Double)
    /// No conductivity was found that gives a velocity [mm/ms].
    case velocityNotReached(target: Double, closest: Double, conductivity: Double)
    /// A checkpoint of another computation.
    case foreignCheckpoint(what: String, expected: String, found: String)

    /// True where the solver failed, not its input.
    public var isDivergence: Bool {
        switch self {
        case .notConverged, .notPositiveDefinite, .cellFailed, .noPropagation, .velocityNotReached:
            true
        default: false
        }
    }

    /// True where a mesh is too coarse for a front, or a cell does not fire.
    public var isWithoutFront: Bool {
        switch self {
        case .noPropagation, .elementTooLarge: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .mesh(let error): error.description
        case .membrane(let error): error.description
        case .notPositive(let quantity, let value, let unit, let place):
            "\(quantity) of \(place) is \(value) \(unit) and must be positive; give tissue that does "
                + "not conduct no elements instead"
        case .wrongCount(let name, let expected, let found):
            "\(name): \(found) values where \(expected) are needed"
        case .unknownIndex(let name, let index, let known):
            "\(name) \(index) does not exist; there are \(known), from 0 on"
        case .disconnected(let parts, let node, let place, let nodes, let all):
            "the tissue consists of \(parts) parts that no element joins; the smallest has \(nodes) of "
                + "\(all) nodes, among them node \(node) at \(Self.text(place)) mm. Keep one part, "
                + "or allow several in the settings"
        case .stimulusOutsideTissue(let stimulus, let region, let distance):
            "stimulus \"\(stimulus)\": no node lies in its \(region); the nearest is \(distance) mm away"
        case .badStimulus(let stimulus, let quantity, let value, let allowed):
            "stimulus \"\(stimulus)\": \(quantity) is \(value) and must be \(allowed)"
        case .timeStep(let value, let largest):
            "the time step of \(value) ms must be positive and at most \(largest) ms: above it the "
                + "upstroke is not resolved"
        case .outOfRange(let name, let value, let allowed):
            "\(name) is \(value) and must be \(allowed)"
        case .notConverged(let time, let tolerance, let corrections):
            "the diffusion step to \(time) ms did not converge in \(corrections.count - 1) iterations: "
                + "corrections of \(corrections.first ?? .nan) mV at first and "
                + "\(corrections.last ?? .nan) mV at last, where \(tolerance) mV are allowed"
        case .notPositiveDefinite(let time, let curvature):
            "the diffusion step to \(time) ms: the matrix is not positive definite (curvature "
                + "\(curvature)); use a heavier mass blend"
        case .cellFailed(let node, let place, let time, let state, let value, let model):
            "\(model): \(state) became \(value) at node \(node), \(Self.text(place)) mm, in the step "
                + "that ended at \(time) ms; reduce the time step or check stimulus and parameters"
        case .noPropagation(let conductivity, let spacing, let time):
            "no front arrived within \(time) ms on a cable of \(conductivity) mS/mm with elements of "
                + "\(spacing) mm: the elements are too large for the front, or the cell does not fire"
        case .elementTooLarge(let spacing, let largest):
            "elements of \(spacing) mm are too large for the front; \(largest) mm is the largest size that "
                + "can be measured"
        case .velocityNotReached(let target, let closest, let conductivity):
            "no conductivity found for \(target) m/s; the closest is \(closest) m/s at "
                + "\(conductivity) mS/mm. Take smaller elements"
        case .foreignCheckpoint(let what, let expected, let found):
            "the checkpoint belongs to another computation: its \(what): \(found), here \(expected)"
        }
    }

    private static func text(_ place: Vec3) -> String { "(\(place.x), \(place.y), \(place.z))" }
}
