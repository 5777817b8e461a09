import Circulation
public import Electrophysiology
public import HeartModel
import LoopLevel
import Numerics

/// Search of the place of a left lead and of the delays of resynchronisation on a patient's own anatomy.
///
/// Two levels: activation by the eikonal equation on the anatomy for every site, AV and VV delay (milliseconds each);
/// then, of those that activate the left ventricle most evenly at each AV delay, the closed loop with ventricles of walls
/// whose patches are activated so. The loop's walls are the healthy adult's; AV delays count from the onset of atrial
/// contraction, which comes by so much before the first stimulus.
public struct LeadSearch: Sendable {
    /// What is tried.
    public struct Settings: Sendable {
        /// AV delays [ms]; nil for five from a third of the heart's own to all of it.
        public var avDelays: [Double]?
        /// Left before right [ms]; without a right lead they mean nothing.
        public var vvDelays: [Double]
        /// Whether a right lead paces too; the heart's own conduction always takes part.
        public var hasRightLead: Bool
        /// Share of the combinations at each AV delay that go on to the loop [1].
        public var share: Double
        /// Whether the arterial baroreflex answers.
        public var reflex: Bool
        /// Time after the change [ms].
        public var duration: Double

        /// Makes settings; those of an acute test unless given.
        public init(
            avDelays: [Double]? = nil, vvDelays: [Double] = [-40, -20, 0, 20, 40, 60, 80],
            hasRightLead: Bool = true, share: Double = 0.5, reflex: Bool = false,
            duration: Double = 10_000
        ) {
            self.avDelays = avDelays
            self.vvDelays = vvDelays
            self.hasRightLead = hasRightLead
            self.share = share
            self.reflex = reflex
            self.duration = duration
        }
    }

    /// A site with its delays.
    public struct Candidate: Sendable {
        /// The segment of the left lead.
        public var segment: AHASegment
        /// Delays [ms].
        public var av: Double
        public var vv: Double
        /// Activation of both ventricles, of the left one, and the spread of its patches [ms].
        public var total: Double
        public var leftTotal: Double
        public var dispersion: Double
        /// Numbers of the loop; nil where the search did not go there, empty where there is no state to report.
        public var numbers: [HeartMetric]?

        /// A number by its identifier.
        public func value(_ identifier: String) -> Double? {
            numbers?.first { $0.identifier == identifier }?.value
        }
    }

    /// The heart without pacing: activation as above, numbers of the loop.
    public let untreated: Candidate
    /// Every combination, by site, AV and VV delay.
    public let candidates: [Candidate]
    /// Places of those that no other one beats in dP/dt max and stroke volume, by dP/dt max, highest first.
    public let front: [Int]
    /// Rank correlation of even activation and dP/dt max over those of the loop [1].
    public let agreement: Double

    /// Searches.
    ///
    /// - Parameters:
    ///   - activation: what the heart itself conducts, such as left bundle branch block.
    ///   - progress: receives the finished share [1] and words, from any thread.
    /// - Throws: ``StudyError``, `ElectrophysiologyError`, `FibresError`, `HeartModelError`.
    public init(
        _ heart: HeartAnatomy, _ parameters: HeartParameters, activation: ActivationProtocol,
        settings: Settings, progress: @Sendable (Double, String) -> Void = { _, _ in }
    ) throws {
        progress(0, "activation")
        let times = try LeadTimes(heart, parameters, activation: activation)
        progress(0.1, "activation")
        let ownDelay = -(try parameters.value(Self.onsets[0]))
        guard ownDelay > 0 else {
            throw StudyError.noAnatomy(
                reason:
                    "the atria contract after the ventricles: circulation.leftAtrialOnset is not negative"
            )
        }
        // Shares first: 3·x/3 may round to more than x.
        let delays = settings.avDelays ?? [1, 1.5, 2, 2.5, 3].map { $0 / 3 * ownDelay }
        for delay in delays where !(delay > 0 && delay <= ownDelay) {
            throw StudyError.badRange(
                place: "AV delay", text: "\(delay) ms",
                reason: "must be above 0 and no longer than the heart's own \(ownDelay) ms")
        }
        var candidates: [Candidate] = []
        var patches: [[WallPatch: Double]] = []
        let combinations = times.sites.indices.flatMap { site in
            delays.flatMap { av in settings.vvDelays.map { (site: site, av: av, vv: $0) } }
        }
        let found = Parallel.map(count: combinations.count) { place in
            let (site, av, vv) = combinations[place]
            return times.paced(
                site, left: settings.hasRightLead ? max(0, -vv) : 0,
                right: settings.hasRightLead ? max(0, vv) : nil,
                own: ownDelay - av)
        }
        for (combination, activation) in zip(combinations, found) {
            patches.append(activation.patches)
            candidates.append(
                Candidate(
                    times.sites[combination.site].segment, combination.av, combination.vv,
                    activation))
        }
        let chosen = Self.chosen(candidates, delays, share: settings.share)
        let loop = Loop(
            parameters: parameters, patches: times.untreated.patches, settings: settings)
        let (rest, treated) = try loop.run(chosen.map { (candidates[$0].av, patches[$0]) }) {
            progress(0.1 + 0.9 * $0, "loops")
        }
        for (place, numbers) in zip(chosen, treated) { candidates[place].numbers = numbers }
        var untreated = Candidate(.apex, ownDelay, 0, times.untreated)
        untreated.numbers = rest
        self.untreated = untreated
        self.candidates = candidates
        front = Self.front(candidates)
        agreement = Self.agreement(candidates)
    }

    private static let onsets = [
        "circulation.leftAtrialOnset", "circulation.rightAtrialOnset",
    ]

    /// At each AV delay the combinations that activate the left ventricle most evenly.
    private static func chosen(
        _ candidates: [Candidate], _ delays: [Double], share: Double
    ) -> [Int] {
        delays.flatMap { delay -> [Int] in
            let places = candidates.indices.filter { candidates[$0].av == delay }
            let sorted = places.sorted {
                (candidates[$0].dispersion, $0) < (candidates[$1].dispersion, $1)
            }
            return Array(sorted.prefix(max(1, Int((share * Double(places.count)).rounded(.up)))))
        }.sorted()
    }

    private static func front(_ candidates: [Candidate]) -> [Int] {
        let judged = candidates.indices.filter {
            candidates[$0].value(rise) != nil && candidates[$0].value(stroke) != nil
        }
        let values = judged.map {
            SearchValue(objectives: [
                -(candidates[$0].value(rise) ?? 0), -(candidates[$0].value(stroke) ?? 0),
            ])
        }
        let ranking = ParetoRanking(values)
        return judged.indices.filter { ranking.ranks[$0] == 0 }.sorted {
            (values[$0].objectives[0], $0) < (values[$1].objectives[0], $1)
        }.map { judged[$0] }
    }

    /// Numbers that the search is after.
    static let rise = "lvDPdtMaxMmHgPerS"
    static let stroke = "lvSVML"

    private static func agreement(_ candidates: [Candidate]) -> Double {
        let pairs = candidates.compactMap { candidate in
            candidate.value(rise).map { (-candidate.dispersion, $0) }
        }
        return RankCorrelation.of(pairs.map(\.0), pairs.map(\.1))
    }

    /// The loop with the anatomy's times.
    private struct Loop {
        let parameters: HeartParameters
        let patches: [WallPatch: Double]
        let settings: Settings

        private static let parts = 6

        /// Numbers untreated and of each treatment.
        func run(
            _ treatments: [(av: Double, patches: [WallPatch: Double])],
            progress: @Sendable (Double) -> Void
        ) throws -> ([HeartMetric], [[HeartMetric]]) {
            let ventricles = LoopVentricles.timedWalls(before: patches, after: patches)
            let done = try treatments.map { treatment in
                var after = parameters
                for name in LeadSearch.onsets { try after.set(name, -treatment.av) }
                return LoopSubject.Treatment(
                    parameters: after,
                    ventricles: .timedWalls(before: patches, after: treatment.patches))
            }
            // Few parts, each a multiple of eight: every one settles the untreated heart anew.
            let size = ((done.count + Self.parts - 1) / Self.parts + 7) / 8 * 8
            let starts = Array(stride(from: 0, to: done.count, by: size))
            let counter = FinishedShare(starts.count)
            let parts = Parallel.map(count: starts.count) { part in
                let slice = Array(done[starts[part]..<min(starts[part] + size, done.count)])
                let response = EnsembleResponse.all(
                    of: [
                        LoopSubject(
                            untreated: parameters, ventricles: ventricles, treatments: slice)
                    ],
                    reflex: settings.reflex, duration: settings.duration)
                progress(counter.one())
                return response
            }
            guard let first = parts.first, first.untreated.failed == 0 else {
                throw StudyError.noBaseline(reason: "the loop with walls does not settle")
            }
            func numbers(_ response: EnsembleResponse, _ treated: Bool) -> [HeartMetric] {
                response.metrics.compactMap { metric in
                    (treated ? metric.treated : metric.untreated).first.map {
                        HeartMetric(
                            identifier: metric.identifier, name: metric.identifier,
                            unit: metric.unit, value: $0)
                    }
                }
            }
            return (
                numbers(first.untreated, false),
                parts.flatMap { $0.treated.map { numbers($0, true) } }
            )
        }
    }
}

extension LeadSearch.Candidate {
    init(
        _ segment: AHASegment, _ av: Double, _ vv: Double, _ activation: LeadTimes.Activation
    ) {
        self.init(
            segment: segment, av: av, vv: vv, total: activation.total,
            leftTotal: activation.leftTotal, dispersion: activation.dispersion, numbers: nil)
    }
}
