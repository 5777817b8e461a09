public import Geometry
import Numerics

/// Programmed stimulation from one site, and whether waves go on after it.
public struct InducibilityTrial: Sendable {
    /// What came of it.
    public struct Outcome: Sendable, Equatable {
        /// Whether waves still went on at the end.
        public var isSustained: Bool
        /// Latest activation of any node [ms], nil where the site never captured.
        public var latestActivation: Double?
        /// Mean interval between the activations of a node after the last pulse [ms]; nil where none was
        /// activated twice.
        public var cycleLength: Double?
        /// Filaments at the end.
        public var filaments: [RotorFilaments.Filament]
    }

    /// The site and the pulses.
    public var stimulus: Stimulus
    /// How long waves must go on after the last pulse to count as sustained [ms].
    ///
    /// One second; assumed. At least 800 ms, twice the quiet time that ends a trial: in less, the stimulated beat
    /// itself would count.
    public var watch: Double
    /// Voltage and delay of the phase, see ``RotorFilaments`` [mV, ms].
    public var phaseCentre: Double
    public var phaseDelay: Double

    /// Describes a trial.
    public init(
        _ stimulus: Stimulus, watch: Double = 1000, phaseCentre: Double = -40,
        phaseDelay: Double = 10
    ) {
        self.stimulus = stimulus
        self.watch = watch
        self.phaseCentre = phaseCentre
        self.phaseDelay = phaseDelay
    }

    /// Quiet time after which nothing goes on any more [ms]: longer than any action potential.
    private static let silence = 400.0

    /// Stimulates and watches.
    ///
    /// Ends early where nothing has been activated for 400 ms.
    ///
    /// - `settings`: repolarisation is recorded whatever they say.
    /// - Throws: as ``MonodomainSolver``; ``MonodomainError/outOfRange(name:value:allowed:)`` for a ``watch`` that is too
    ///   short and a ``phaseDelay`` outside of it.
    public func run(
        _ matrices: TissueMatrices, mesh: TetMesh, membrane: MembraneAssignment,
        settings: MonodomainSettings
    ) throws(MonodomainError) -> Outcome {
        guard watch >= 2 * Self.silence, watch.isFinite else {
            throw .outOfRange(
                name: "the time that is watched after the last pulse", value: watch,
                allowed: "\(2 * Self.silence) ms or more")
        }
        guard phaseDelay > 0, phaseDelay < watch else {
            throw .outOfRange(
                name: "the delay of the phase", value: phaseDelay,
                allowed: "above 0 and below \(watch) ms")
        }
        var settings = settings
        settings.recordsRepolarisation = true
        let solver = try MonodomainSolver(
            matrices, membrane: membrane, stimuli: [stimulus], settings: settings)
        let last = (stimulus.pulses.starts.last ?? 0) + stimulus.pulses.duration
        let end = last + watch
        var before: [Double] = []
        var counts = [Int](repeating: 0, count: matrices.count)
        var known = [Double](repeating: -1, count: matrices.count)
        var firstOf = known
        let every = max(1, Int((10 / settings.timeStep).rounded()))
        try solver.advance(to: end) { solver in
            if before.isEmpty, solver.time >= end - phaseDelay { before = solver.voltage }
            guard solver.steps % every == 0, solver.time > last else { return true }
            var latest = -1.0
            for node in 0..<matrices.count {
                let time = solver.recorder.latest[node]
                latest = max(latest, time)
                guard time > last, time != known[node] else { continue }
                if counts[node] == 0 { firstOf[node] = time }
                counts[node] += 1
                known[node] = time
            }
            return solver.time - max(latest, last) < Self.silence
        }
        let latest = solver.latestActivation.compactMap { $0 }.max()
        let sustained =
            solver.time >= end - settings.timeStep && (latest ?? -1) > end - Self.silence
        let intervals = counts.indices.filter { counts[$0] > 1 }.map {
            (known[$0] - firstOf[$0]) / Double(counts[$0] - 1)
        }
        return Outcome(
            isSustained: sustained, latestActivation: latest,
            cycleLength: intervals.isEmpty
                ? nil : intervals.reduce(0, +) / Double(intervals.count),
            filaments: sustained
                ? try RotorFilaments(mesh).filaments(
                    now: solver.voltage, before: before, centre: phaseCentre) : [])
    }
}
