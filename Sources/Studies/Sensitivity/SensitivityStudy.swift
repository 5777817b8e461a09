public import HeartModel
import Numerics
import Scenarios

/// What a patient's numbers depend on: shares of variance, and what each input does from end to end.
public struct SensitivityStudy: Sendable {
    /// What is studied.
    public struct Settings: Sendable {
        /// How hearts are run.
        public var trials: TrialSettings
        /// Points of each of the design's sets.
        public var samples: Int
        /// Start of the random numbers.
        public var seed: UInt64
        /// Identifiers of the numbers.
        public var metrics: [String]
        /// Whether the numbers are the changes by the treatment, not those after it.
        public var changes: Bool

        /// Makes settings.
        public init(
            trials: TrialSettings, samples: Int = 256, seed: UInt64 = 1,
            metrics: [String] = Settings.usual, changes: Bool = true
        ) {
            self.trials = trials
            self.samples = samples
            self.seed = seed
            self.metrics = metrics
            self.changes = changes
        }

        /// Numbers of a study that names none.
        public static let usual = [
            "aorticMeanMmHg", "cardiacOutputLPerMin", "lvSVML", "lvEFPercent", "laMeanMmHg",
            "paMeanMmHg",
        ]
    }

    /// A number and what it depends on.
    public struct Output: Sendable {
        /// The number, at the middle of all inputs.
        public var middle: HeartMetric
        /// Mean, standard deviation and the ends of 90 % over the inputs.
        public var mean: Double
        public var deviation: Double
        public var low: Double
        public var high: Double
        /// Shares of variance, in the order of the inputs; nil where too few hearts had the number.
        public var indices: SobolIndices?
        /// The number with one input at its 5 % and 95 % quantile, the others in the middle; nil where the heart
        /// does not have it.
        public var ends: [(low: Double?, high: Double?)]
    }

    /// The inputs.
    public let inputs: [UncertainInput]
    /// One for each number.
    public let outputs: [Output]
    /// Hearts that were computed, and those among them without a state to report.
    public let computed: Int
    public let failed: Int

    /// Samples behind the intervals of the indices.
    private static let replicates = 200
    /// Shares of the way at which the tornado's ends are.
    private static let ends = (low: 0.05, high: 0.95)

    /// Runs a study.
    ///
    /// - Parameters:
    ///   - heart: parameters that do not vary.
    ///   - inputs: what varies; those of `scenario`'s arguments are added after them.
    ///   - fixed: values that hold above all inputs, in the units of the cards.
    ///   - progress: receives the finished share [1], from any thread.
    /// - Throws: ``StudyError``, errors of a treatment that cannot be done at the middle.
    public init(
        of heart: HeartParameters, inputs given: [UncertainInput], scenario: VariedScenario,
        fixed: [String: Double] = [:], settings: Settings,
        progress: @Sendable (Double) -> Void = { _ in }
    ) throws {
        let inputs =
            given + scenario.arguments.enumerated().map { UncertainInput($1, place: $0) }
        guard !inputs.isEmpty else {
            throw StudyError.nothingVaries(
                hint: "add --vary, or a range to a dose, like 'dobutamine(dose=2..10 ug/kg/min)'")
        }
        guard inputs.count <= SobolDesign.mostInputs else {
            throw StudyError.tooManyInputs(count: inputs.count, most: SobolDesign.mostInputs)
        }
        let builder = HeartOfPoint(
            heart: heart, inputs: inputs, scenario: scenario, fixed: fixed)
        let middle = try Self.middle(builder, settings)
        let design = SobolDesign(
            count: settings.samples, inputs: inputs.count, seed: settings.seed)
        let tornado = inputs.indices.flatMap { input in
            [Self.ends.low, Self.ends.high].map { share in
                var point = inputs.map { _ in 0.5 }
                point[input] = share
                return point
            }
        }
        let points = tornado + design.points
        // A point that cannot be made, such as a product of two parameters out of range, is a heart that fails.
        let hearts = points.map { point in Result { try builder.heart(at: point) } }
        let places = hearts.indices.filter { (try? hearts[$0].get()) != nil }
        let answers = LoopTrials.run(
            places.compactMap { try? hearts[$0].get() }, settings.trials, progress: progress)
        var found = [TrialAnswer?](repeating: nil, count: points.count)
        for (place, answer) in zip(places, answers) { found[place] = try? answer[0].get() }
        self.inputs = inputs
        computed = points.count
        failed = found.count { $0 == nil }
        let answered = found
        outputs = settings.metrics.compactMap { identifier in
            guard
                let metric = middle.before.first(where: { $0.identifier == identifier }),
                let value = middle.value(identifier, change: settings.changes)
            else { return nil }
            let values = answered.map { $0?.value(identifier, change: settings.changes) }
            let sampled = Array(values[tornado.count...])
            let spread = sampled.prefix(2 * settings.samples).compactMap { $0 }
            let indices = design.indices(
                sampled, replicates: Self.replicates, seed: settings.seed &+ 1)
            let limits = Quantiles.of(spread, at: [0.05, 0.95])
            return Output(
                middle: HeartMetric(
                    identifier: identifier, name: metric.name, unit: metric.unit, value: value),
                mean: indices?.mean ?? .nan, deviation: (indices?.variance ?? .nan).squareRoot(),
                low: limits[0], high: limits[1], indices: indices,
                ends: inputs.indices.map { (values[2 * $0], values[2 * $0 + 1]) })
        }
    }

    /// The heart at the middle of all inputs, which must run and have the numbers.
    private static func middle(
        _ builder: HeartOfPoint, _ settings: Settings
    ) throws -> TrialAnswer {
        let heart = try builder.heart(at: builder.inputs.map { _ in 0.5 })
        let answer: TrialAnswer
        do {
            answer = try LoopTrials.run([heart], settings.trials)[0][0].get()
        } catch {
            throw StudyError.noBaseline(reason: "\(error)")
        }
        for metric in settings.metrics
        where answer.value(metric, change: settings.changes) == nil {
            throw StudyError.unknownMetric(name: metric, known: answer.before.map(\.identifier))
        }
        return answer
    }
}

/// Makes hearts of points of a design.
struct HeartOfPoint: Sendable {
    let heart: HeartParameters
    let inputs: [UncertainInput]
    let scenario: VariedScenario
    let fixed: [String: Double]

    /// The heart at a share of the way through every input.
    func heart(at point: [Double]) throws -> LoopTrials.Heart {
        var parameters = heart
        var doses = scenario.arguments.map { _ in 0.5 }
        for (input, share) in zip(inputs, point) {
            try input.set(share, in: &parameters)
            if case .argument(let place) = input.kind { doses[place] = share }
        }
        for (name, value) in fixed.sorted(by: { $0.key < $1.key }) {
            try parameters.set(name, value)
        }
        return LoopTrials.Heart(
            parameters: parameters,
            scenarios: scenario.scenario(doses).map { [$0] } ?? [])
    }
}
