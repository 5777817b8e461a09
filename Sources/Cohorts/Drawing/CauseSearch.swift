import Calibration
import Glibc

/// The search for the causes nearest to those drawn that show what is wanted.
///
/// ```
/// min ½ Σ ((θ − θ drawn) / S)² + ½ Σ (miss(θ) / ε)²          ε: how closely a number is met
/// ```
///
/// Gauss and Newton's method with derivatives taken at the population's middle and corrected by Broyden's
/// rank-one update after every beat, so that no beat has to be differentiated; a step that does not help is damped.
///
/// Source: Broyden, *Math. Comput.* 19 (1965) 577–593, doi:10.1090/S0025-5718-1965-0198670-6. The draw
/// with the search after it is randomised maximum likelihood without noise, see Ba et al.,
/// arXiv:2101.03612.
struct CauseSearch: Sendable {
    private let drawn: [Double]
    private let spread: [Double]
    private let ranges: [ClosedRange<Double>]
    private let middle: [Double]
    /// How closely numbers are met [standard deviations]; infinite for one that guides no more.
    private var tolerances: [Double]
    private let isBinding: [Bool]
    /// Derivatives of the misses, factor by factor.
    private var columns: [[Double]]
    /// The best causes so far, with their misses.
    private(set) var best: (causes: [Double], misses: [Double])?
    /// The causes to compute next.
    private(set) var next: [Double]
    private var cost = Double.infinity
    private var damping = 0.0

    init(_ candidate: Candidate, _ model: PopulationModel, ranges: [ClosedRange<Double>]) {
        drawn = candidate.causes
        spread = model.prior
        self.ranges = ranges
        middle = model.point.logarithms
        tolerances = model.aims.map(\.tolerance)
        isBinding = model.aims.map(\.isBinding)
        columns = drawn.indices.map { factor in
            model.rows.indices.map { model.rows[$0][factor] / candidate.distributions[$0].width }
        }
        next = zip(drawn, ranges).map { min(max($0, $1.lowerBound), $1.upperBound) }
    }

    /// The largest miss of a number that binds, by standard deviations [1].
    var largestBindingMiss: Double {
        guard let best else { return .infinity }
        return best.misses.indices.filter { isBinding[$0] }.reduce(0) {
            max($0, abs(best.misses[$1]))
        }
    }

    /// Whether every number that binds is met.
    var isDone: Bool {
        guard let best else { return false }
        return best.misses.indices.allSatisfy {
            !isBinding[$0] || abs(best.misses[$0]) <= tolerances[$0]
        }
    }

    /// Takes what the causes ``next`` show, nil where they show nothing, and finds others.
    mutating func learn(_ misses: [Double]?) {
        if let misses, misses.allSatisfy(\.isFinite) {
            if let best { update(from: best, to: misses) }
            let cost = cost(next, misses)
            if cost < self.cost {
                (self.cost, best) = (cost, (next, misses))
                damping *= 0.1
            } else {
                damping = max(4 * damping, 0.1)
            }
        } else {
            damping = max(4 * damping, 0.5)
        }
        guard let best else {
            // Nothing beats yet: halfway back to the middle of the population.
            next = zip(next, middle).map { 0.5 * ($0 + $1) }
            return
        }
        step(from: best)
    }

    /// Goes on from the best causes with exact derivatives there: of the readings of a loop of average size,
    /// factor by factor. What only guides is let go: numbers that bind come first.
    mutating func restart(
        derivatives jacobian: [[Double]], readings: [Double], _ candidate: Candidate,
        _ model: PopulationModel
    ) {
        guard let best else { return }
        columns = jacobian.map { column in
            candidate.distributions.indices.map { aim in
                let place = model.places[aim]
                let growth = model.sizePowers[place] == 1 ? candidate.person.size : 1
                let distribution = candidate.distributions[aim]
                return column[place] * growth * distribution.slope(at: readings[place] * growth)
                    / distribution.width
            }
        }
        for aim in tolerances.indices where !isBinding[aim] { tolerances[aim] = .infinity }
        cost = cost(best.causes, best.misses)
        damping = 0
        step(from: best)
    }

    private func cost(_ causes: [Double], _ misses: [Double]) -> Double {
        residuals(causes, misses).reduce(0) { $0 + 0.5 * $1 * $1 }
    }

    private func residuals(_ causes: [Double], _ misses: [Double]) -> [Double] {
        zip(misses, tolerances).map { $0 / $1 }
            + causes.indices.map { (causes[$0] - drawn[$0]) / spread[$0] }
    }

    /// Broyden's update in the metric of the spreads.
    private mutating func update(from old: (causes: [Double], misses: [Double]), to new: [Double]) {
        let move = zip(next, old.causes).map { $0 - $1 }
        let weights = zip(move, spread).map { $0 / ($1 * $1) }
        let length = zip(move, weights).reduce(0) { $0 + $1.0 * $1.1 }
        guard length > 1e-12 else { return }
        for aim in new.indices {
            let expected = move.indices.reduce(0) { $0 + columns[$1][aim] * move[$1] }
            let error = (new[aim] - old.misses[aim] - expected) / length
            for factor in columns.indices { columns[factor][aim] += error * weights[factor] }
        }
    }

    private mutating func step(from best: (causes: [Double], misses: [Double])) {
        let all = columns.enumerated().map { factor, column in
            zip(column, tolerances).map { $0 / $1 }
                + spread.indices.map { $0 == factor ? 1 / spread[$0] : 0 }
        }
        let move = NormalEquations(
            jacobian: all, residuals: residuals(best.causes, best.misses)
        ).step(damping: damping)
        // Derivatives are trusted within a standard deviation and a half of every factor.
        let length = zip(move, spread).reduce(0) { max($0, abs($1.0 / $1.1)) }
        let share = min(1, 1.5 / max(length, 1e-12))
        next = move.indices.map {
            min(
                max(best.causes[$0] + share * move[$0], ranges[$0].lowerBound),
                ranges[$0].upperBound)
        }
    }
}
