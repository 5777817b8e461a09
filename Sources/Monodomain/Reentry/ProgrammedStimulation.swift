public import Geometry
import Ionics
public import Numerics

/// Programmed stimulation of a site: drive and extra pulses, one list after another, until waves go on.
public struct ProgrammedStimulation: Sendable {
    /// A place that is stimulated.
    public struct Site: Sendable, Equatable {
        /// Name for reports.
        public var name: String
        /// Where it should be [mm].
        public var place: Vec3

        /// Makes a site.
        public init(_ name: String, at place: Vec3) {
            self.name = name
            self.place = place
        }
    }

    /// What a site did.
    public struct Result: Sendable, Equatable {
        /// The site as given.
        public var site: Site
        /// Centre of the stimulus: the nearest node that may be stimulated [mm].
        public var stimulated: Vec3
        /// Coupling intervals of the extra pulses that were tried, in order [ms].
        public var tried: [[Double]]
        /// What came of the last of them.
        public var outcome: InducibilityTrial.Outcome

        /// Whether waves went on.
        public var isInducible: Bool { outcome.isSustained }
    }

    /// Pulses of the drive and the interval between them [ms].
    public var drive: (count: Int, interval: Double)
    /// Coupling intervals of the extra pulses [ms], one list for each trial, in the order in which they are tried.
    public var couplings: [[Double]]
    /// Strength of the pulses.
    public var strength: Stimulus.Strength
    /// Their length [ms].
    public var duration: Double
    /// Radius of the ball that is stimulated [mm].
    public var radius: Double
    /// How long waves must go on after the last pulse [ms], see ``InducibilityTrial/watch``.
    public var watch: Double

    /// Describes a protocol.
    public init(
        drive: (count: Int, interval: Double), couplings: [[Double]], strength: Stimulus.Strength,
        duration: Double = 2, radius: Double = 3, watch: Double = 1000
    ) {
        self.drive = drive
        self.couplings = couplings
        self.strength = strength
        self.duration = duration
        self.radius = radius
        self.watch = watch
    }

    /// Stimulates a site with one coupling list after another, up to the first after which waves go on.
    ///
    /// - `isExcluded`: nodes that are no centre of a stimulus, such as a channel in a scar.
    /// - Throws: as ``InducibilityTrial``; ``MonodomainError/wrongCount(name:expected:found:)`` for a protocol without
    ///   trials or a tissue whose nodes are all excluded.
    public func run(
        _ site: Site, _ matrices: TissueMatrices, mesh: TetMesh, membrane: MembraneAssignment,
        settings: MonodomainSettings, isExcluded: (Int) -> Bool = { _ in false }
    ) throws(MonodomainError) -> Result {
        let allowed = matrices.points.indices.filter { !isExcluded($0) }
        guard
            let centre = allowed.min(by: {
                (matrices.points[$0] - site.place).norm < (matrices.points[$1] - site.place).norm
            })
        else {
            throw .wrongCount(name: "nodes that may be stimulated", expected: 1, found: 0)
        }
        var result: Result?
        var tried: [[Double]] = []
        for intervals in couplings {
            tried.append(intervals)
            let pulses = PulseTrain.extrastimuli(
                drive: drive.count, interval: drive.interval, couplings: intervals,
                duration: duration)
            let ball = Stimulus(
                site.name, region: .ball(centre: matrices.points[centre], radius: radius),
                strength: strength, pulses: pulses)
            let outcome = try InducibilityTrial(ball, watch: watch).run(
                matrices, mesh: mesh, membrane: membrane, settings: settings)
            result = Result(
                site: site, stimulated: matrices.points[centre], tried: tried, outcome: outcome)
            if outcome.isSustained { break }
        }
        guard let result else {
            throw .wrongCount(name: "lists of coupling intervals", expected: 1, found: 0)
        }
        return result
    }
}
