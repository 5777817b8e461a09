public import Electrophysiology
public import HeartModel
import LoopLevel
import Numerics
import Scenarios
import Synchronization

/// How trials of a study are run.
public struct TrialSettings: Sendable {
    /// Whether the arterial baroreflex answers.
    public var reflex: Bool
    /// Time after the interventions [ms].
    public var duration: Double
    /// Whether the ventricles are walls with patches; elastances otherwise.
    public var walls: Bool
    /// What starts the beats of the untreated heart.
    public var activation: ActivationProtocol

    /// Makes settings.
    public init(
        reflex: Bool = true, duration: Double, walls: Bool = false,
        activation: ActivationProtocol = ActivationProtocols.normal
    ) {
        self.reflex = reflex
        self.duration = duration
        self.walls = walls
        self.activation = activation
    }
}

/// What a heart shows.
public struct TrialAnswer: Sendable {
    /// Numbers of the untreated heart.
    public var before: [HeartMetric]
    /// Numbers of the treated one; empty where nothing is done.
    public var after: [HeartMetric]

    /// A number by its identifier: after the treatment, or its change by it, or, where nothing is done, before.
    func value(_ identifier: String, change: Bool) -> Double? {
        let before = before.first { $0.identifier == identifier }?.value
        guard !after.isEmpty else { return before }
        guard let treated = after.first(where: { $0.identifier == identifier })?.value else {
            return nil
        }
        guard change else { return treated }
        return before.map { treated - $0 }
    }
}

/// Many hearts, each untreated and with treatments, on all processors; no number depends on how many there are.
enum LoopTrials {
    /// A heart and what is done to it.
    struct Heart: Sendable {
        var parameters: HeartParameters
        var scenarios: [Scenario]
    }

    /// Answers by heart, then by treatment; for a heart without treatments the one of the untreated. A heart or
    /// treatment without a state to report has the reason instead.
    ///
    /// - Parameters:
    ///   - piece: hearts that share lanes; a piece keeps one processor busy.
    ///   - progress: receives the finished share [1], from any thread.
    static func run(
        _ hearts: [Heart], _ settings: TrialSettings, piece: Int = 32,
        progress: @Sendable (Double) -> Void = { _ in }
    ) -> [[Result<TrialAnswer, any Error>]] {
        let cohort = LoopCohort(reflex: settings.reflex, duration: settings.duration)
        let starts = Array(stride(from: 0, to: hearts.count, by: piece))
        let done = Mutex(0)
        return Parallel.map(count: starts.count) { place in
            let slice = Array(hearts[starts[place]..<min(starts[place] + piece, hearts.count)])
            let answers = answers(slice, cohort, settings)
            progress(
                done.withLock { done in
                    done += slice.count
                    return Double(done) / Double(hearts.count)
                })
            return answers
        }.flatMap { $0 }
    }

    private static func answers(
        _ hearts: [Heart], _ cohort: LoopCohort, _ settings: TrialSettings
    ) -> [[Result<TrialAnswer, any Error>]] {
        var failures: [[Int: any Error]] = hearts.map { _ in [:] }
        var places: [[Int]] = []
        let subjects = hearts.enumerated().map { index, heart -> LoopSubject in
            var treatments: [LoopSubject.Treatment] = []
            var used: [Int] = []
            for (place, scenario) in heart.scenarios.enumerated() {
                do {
                    let treated = try PatientTreatment(
                        of: heart.parameters, scenario: scenario, activation: settings.activation)
                    treatments.append(.init(LoopMember(treated, walls: settings.walls)))
                    used.append(place)
                } catch {
                    failures[index][place] = error
                }
            }
            places.append(used)
            return LoopSubject(
                untreated: heart.parameters,
                ventricles: settings.walls
                    ? .walls(before: settings.activation, after: settings.activation) : .elastance,
                treatments: treatments)
        }
        var rests = [Result<[HeartMetric], any Error>?](repeating: nil, count: hearts.count)
        var treated = hearts.map {
            [Result<[HeartMetric], any Error>?](repeating: nil, count: $0.scenarios.count)
        }
        do {
            _ = try cohort.run(
                subjects, wants: { _, _ in true }, begin: { _ in true },
                finish: { answers in
                    for answer in answers {
                        let numbers = answer.result.map(\.metrics)
                        if let treatment = answer.treatment {
                            treated[answer.subject][places[answer.subject][treatment]] = numbers
                        } else {
                            rests[answer.subject] = numbers
                        }
                    }
                })
        } catch {
            preconditionFailure("neither of the closures throws: \(error)")
        }
        return hearts.indices.map { index in
            let rest =
                rests[index] ?? .failure(StudyError.noBaseline(reason: "it was not computed"))
            guard !hearts[index].scenarios.isEmpty else {
                return [rest.map { TrialAnswer(before: $0, after: []) }]
            }
            return hearts[index].scenarios.indices.map { place in
                if let failure = failures[index][place] { return .failure(failure) }
                return rest.flatMap { before in
                    (treated[index][place]
                        ?? .failure(StudyError.noBaseline(reason: "it was not computed")))
                        .map { TrialAnswer(before: before, after: $0) }
                }
            }
        }
    }
}
