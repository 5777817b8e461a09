import Calibration
import Circuits
import Circulation
import Numerics
import Quantities

/// Finds the circulations of candidates, eight side by side, and judges them.
struct Screening: Sendable {
    let model: PopulationModel
    let seed: UInt64
    let ages: ClosedRange<Double>?
    private let plausibility: Plausibility
    private let correction: SelectionCorrection
    private let ranges: [ClosedRange<Double>]

    /// How far factors stay inside their ranges, by their logarithms: a parameter computed at the very end may round to beyond
    /// it [1].
    private static let margin = 1e-9

    /// What becomes of a candidate.
    enum Outcome: Sendable {
        case accepted(VirtualPatient)
        case rejected(String)
    }

    /// Beats of a search with the derivatives of the population's middle, and then with those of the candidate
    /// itself, taken anew before each round.
    private static let beats = [12, 8, 8]
    /// A miss of a number that binds, by standard deviations, with which somebody still counts as what was drawn:
    /// of the healthy, and of kinds of patients.
    private static let (healthySlack, gatheredSlack) = (0.1, 0.5)

    init(model: PopulationModel, seed: UInt64, ages: ClosedRange<Double>?) {
        self.model = model
        self.seed = seed
        self.ages = ages
        plausibility = Plausibility(of: model.population)
        correction = SelectionCorrection(of: model, ages: ages, by: plausibility)
        ranges = model.study.ranges.map {
            $0.lowerBound + Self.margin...$0.upperBound - Self.margin
        }
    }

    /// The outcomes of eight consecutive candidates, computed alone.
    func outcomes(ofBlock block: Int) -> [Outcome] {
        let candidates = (8 * block..<8 * block + 8).map {
            Candidate(index: $0, seed: seed, ages: ages, of: model, correcting: correction)
        }
        var seekers = candidates.map { Seeker($0, model, ranges: ranges) }
        for (round, beats) in Self.beats.enumerated() {
            if round > 0 {
                for place in seekers.indices where !seekers[place].isOver {
                    seekers[place].differentiate(model)
                }
            }
            for _ in 0..<beats {
                let active = seekers.indices.filter { !seekers[$0].isOver }
                guard !active.isEmpty else { break }
                let found = model.study.beats(
                    of: active.compactMap { seekers[$0].heart }, near: model.point)
                for (place, beat) in zip(active, found) { seekers[place].learn(beat, model) }
            }
        }
        return seekers.map { outcome($0) }
    }

    private func outcome(_ seeker: Seeker) -> Outcome {
        guard seeker.heart != nil else {
            return .rejected("heart rate outside 30 to 180 per minute")
        }
        guard let shown = seeker.shown else {
            return .rejected(
                seeker.hasBeaten
                    ? "no A wave of filling, so that E/A is infinite" : "no periodic beat")
        }
        let slack = model.population.isHealthy ? Self.healthySlack : Self.gatheredSlack
        guard seeker.search.largestBindingMiss <= slack else {
            return .rejected("no heart of this kind shows what was drawn")
        }
        let candidate = seeker.candidate
        let size = candidate.person.size
        let loop: LoopParameters
        do {
            loop = try model.study.parameters(shown.causes)
                .replacing([LoopParameters.prefix + "heartRate": candidate.heartRate]).scaled(
                    by: size)
        } catch let error as ParameterError {
            guard case .outOfRange(let name, _, _, _, _) = error else {
                return .rejected("\(error)")
            }
            return .rejected("\(name) outside its admissible range")
        } catch {
            return .rejected("\(error)")
        }
        let readings = zip(shown.readings, model.sizePowers).map { $1 == 1 ? $0 * size : $0 }
        let names = model.study.outputs.map(\.name)
        let facts = Plausibility.Shown(
            person: candidate.person, heartRate: candidate.heartRate,
            readings: Dictionary(uniqueKeysWithValues: zip(names, readings)))
        if let rule = plausibility.broken(by: facts) { return .rejected(rule.reason) }
        let scores = candidate.distributions.indices.map { aim in
            let distribution = candidate.distributions[aim]
            return (distribution.coordinate(readings[model.places[aim]]) - distribution.center)
                / distribution.width
        }
        return .accepted(
            VirtualPatient(
                candidate: candidate.index, person: candidate.person, loop: loop,
                readings: readings, scores: scores))
    }
}

/// A candidate with its search and its heart.
private struct Seeker {
    let candidate: Candidate
    var search: CauseSearch
    /// The heart to compute next; nil for a rate that no heart may have.
    var heart: LoopHeart?
    /// The best causes with what they show.
    var shown: (causes: [Double], readings: [Double])?
    /// Whether any beat was found, whatever it shows.
    private(set) var hasBeaten = false

    var isOver: Bool { heart == nil || search.isDone }

    init(_ candidate: Candidate, _ model: PopulationModel, ranges: [ClosedRange<Double>]) {
        self.candidate = candidate
        search = CauseSearch(candidate, model, ranges: ranges)
        heart = try? model.study.heart(
            rate: candidate.heartRate, search.next, near: model.point)
    }

    /// Takes a beat of the heart and moves on.
    mutating func learn(_ beat: LoopHeartBeat?, _ model: PopulationModel) {
        guard var heart else { return }
        take(beat?.readings, model)
        if let beat {
            hasBeaten = true
            heart.volumes = beat.volumes
            heart.volumes = model.study.volumes(of: heart, at: search.next, near: model.point)
        } else {
            heart.volumes = model.point.volumes(at: search.next)
        }
        heart.logarithms = search.next
        self.heart = heart
    }

    private mutating func take(_ readings: [Double]?, _ model: PopulationModel) {
        let causes = search.next
        search.learn(readings.map { candidate.misses($0, model) })
        if let readings, search.best?.causes == causes { shown = (causes, readings) }
    }

    /// Takes exact derivatives at the best causes so far, where those of the middle did not lead on.
    mutating func differentiate(_ model: PopulationModel) {
        guard var heart, let best = search.best,
            let base = try? model.study.base(rate: candidate.heartRate),
            let study = try? LoopStudy(
                base: base, factors: model.study.factors,
                readings: model.study.outputs.map(\.name)),
            let point = try? study.point(best.causes)
        else { return }
        search.restart(
            derivatives: point.jacobian, readings: point.readings, candidate, model)
        heart.logarithms = search.next
        heart.volumes = point.volumes(at: search.next)
        self.heart = heart
    }
}
