import Numerics

/// The velocity of a plane front on a given mesh size, measured on a cable.
///
/// Lengths are those of the tissue: with ℓ = √(σ/(χCm)·1 ms) the first 5 ℓ are stimulated, the velocity
/// is taken between 16 ℓ and 32 ℓ, and the cable ends at 45 ℓ. Velocities are therefore the same
/// function of h/ℓ for every conductivity, times ℓ.
public struct ConductionVelocity: Sendable {
    /// Membrane of the cable.
    public var membrane: MembraneAssignment
    /// Capacitance per volume χ·Cm [µF/mm³].
    public var capacitance: Double
    /// Length of an element [mm].
    public var spacing: Double
    /// Mass matrix.
    public var mass: MassBlend
    /// Numerical settings.
    public var settings: MonodomainSettings
    /// The stimulus [µA/µF], for 2 ms.
    public var stimulus: Double

    /// The stimulus of the N-version benchmark, 50 µA/mm³ over χ·Cm.
    ///
    /// Source: Niederer et al., *Phil. Trans. R. Soc. A* 369 (2011) 4331–4351,
    /// doi:10.1098/rsta.2011.0139.
    public static let benchmarkStimulus = 50 / 1.4

    /// Describes a measurement.
    public init(
        membrane: MembraneAssignment, capacitance: Double, spacing: Double,
        mass: MassBlend = .directional, settings: MonodomainSettings = MonodomainSettings(),
        stimulus: Double = ConductionVelocity.benchmarkStimulus
    ) {
        self.membrane = membrane
        self.capacitance = capacitance
        self.spacing = spacing
        self.mass = mass
        self.settings = settings
        self.stimulus = stimulus
    }

    /// Ends of the measured part and of the cable, in ℓ.
    private static let (stimulated, first, second, end) = (5.0, 16.0, 32.0, 45.0)
    /// A front slower than this [mm/ms per ℓ] is none: 500 ms for the cable.
    private static let slowest = 0.09

    /// Velocity [mm/ms = m/s] for a conductivity [mS/mm].
    ///
    /// - Throws: ``MonodomainError/noPropagation(conductivity:spacing:time:)`` where the front does not
    ///   arrive, and what the solver throws.
    public func velocity(conductivity: Double) throws(MonodomainError) -> Double {
        guard spacing > 0, spacing.isFinite else {
            throw .notPositive(
                quantity: "the element size", value: spacing, unit: "mm", place: "the cable")
        }
        let unit = (conductivity / capacitance).squareRoot()
        let elements = unit > 0 ? max(12, Int((Self.end * unit / spacing).rounded(.up))) : 0
        let matrices = try TissueMatrices(
            Cable(
                length: Double(elements) * spacing, elements: elements, conductivity: conductivity,
                capacitance: capacitance), mass: mass)
        func node(_ place: Double) -> Int {
            min(elements, max(1, Int((place * unit / spacing).rounded())))
        }
        let (a, b) = (node(Self.first), node(Self.second))
        guard b > a else {
            throw .elementTooLarge(spacing: spacing, largest: unit * (Self.second - Self.first))
        }
        let solver = try MonodomainSolver(
            matrices, membrane: membrane,
            stimuli: [
                Stimulus(
                    "end", region: .nodes(Array(0...node(Self.stimulated))),
                    strength: .transmembrane(stimulus), pulses: .single(duration: 2))
            ], settings: settings)
        let limit = Self.end / Self.slowest
        try solver.advance(to: limit) { $0.activation(node: b) == nil }
        guard let from = solver.activation(node: a), let to = solver.activation(node: b), to > from
        else {
            throw .noPropagation(
                conductivity: conductivity, spacing: spacing, time: solver.time)
        }
        return Double(b - a) * spacing / (to - from)
    }

    /// Relative error of the velocity at which the search for a conductivity ends [1].
    private static let tolerance = 1e-4
    private static let maximumTries = 20

    /// Conductivity [mS/mm] that gives a velocity [mm/ms], by the secant rule on logarithms.
    ///
    /// - Throws: as ``velocity(conductivity:)``;
    ///   ``MonodomainError/velocityNotReached(target:closest:conductivity:)``.
    public func conductivity(for target: Double) throws(MonodomainError) -> Double {
        guard target > 0, target.isFinite else {
            throw .notPositive(
                quantity: "the velocity", value: target, unit: "mm/ms", place: "the front")
        }
        // Velocities go like the root of the conductivity; human muscle has about 2 ℓ/ms.
        var x = 2 * Double.log(target / 2) + Double.log(capacitance)
        var y = Double.log(try velocity(conductivity: Double.exp(x)) / target)
        var slope = 0.5
        for _ in 0..<Self.maximumTries {
            if abs(y) < Self.tolerance { return Double.exp(x) }
            let next = x - max(-1, min(1, y / slope))
            let value = Double.log(try velocity(conductivity: Double.exp(next)) / target)
            // Nodes are whole: the measured velocity is not quite smooth.
            if abs(next - x) > 1e-6 { slope = max(0.2, min(1.5, (value - y) / (next - x))) }
            (x, y) = (next, value)
        }
        throw .velocityNotReached(
            target: target, closest: target * Double.exp(y), conductivity: Double.exp(x))
    }
}
