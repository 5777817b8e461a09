import Quantities

/// The numbers that a row judges.
package enum Sample: Sendable {
    /// One number for each member, in a unit.
    case one([Double], unit: String)
    /// Two groups of different members, the second to be subtracted.
    case two([Double], [Double], unit: String)

    /// What of a quantity is judged.
    package enum Of: String, Sendable, CaseIterable {
        /// The quantity.
        case value
        /// Its change, in its unit.
        case change
        /// Its change by the value before [%].
        case percent
    }

    /// Takes the value or the change of a quantity.
    ///
    /// A change is against the same members before the treatment; with another population, against the
    /// members of the same names or, where the names differ, between independent groups.
    ///
    /// - Throws: ``RowProblem``.
    package init(
        _ observation: Observation, against other: Observation?, of what: Of
    ) throws(RowProblem) {
        if what == .value {
            self = .one(observation.values, unit: observation.unit)
            return
        }
        var before = observation.before
        if let other {
            let values: [Double]
            do throws(QuantityError) {
                let (from, to) = (try Unit(other.unit), try Unit(observation.unit))
                var converted: [Double] = []
                for value in other.values { converted.append(try from.convert(value, to: to)) }
                values = converted
            } catch {
                throw RowProblem("against: \(error)")
            }
            let places = Dictionary(
                zip(other.members, values), uniquingKeysWith: { first, _ in first })
            let paired = observation.members.compactMap { places[$0] }
            let isSame =
                paired.count == observation.members.count
                && Set(observation.members).count == paired.count
                && other.members.count == paired.count
            if !isSame, values.count > 1 || observation.values.count > 1 {
                guard what == .change else {
                    throw RowProblem(
                        "a change in percent needs the same members in both populations")
                }
                self = .two(observation.values, values, unit: observation.unit)
                return
            }
            before = isSame ? paired : values
        }
        guard before.count == observation.values.count, !before.isEmpty else {
            throw RowProblem(
                "there is no change to judge: nothing was done to the population; give against = "
                    + "\"another population\" or of = \"value\"")
        }
        let pairs = zip(observation.values, before)
        self =
            what == .change
            ? .one(pairs.map { $0 - $1 }, unit: observation.unit)
            : .one(pairs.map { 100 * ($0 - $1) / abs($1) }, unit: "%")
    }

    /// Unit of the numbers.
    package var unit: String {
        switch self {
        case .one(_, let unit), .two(_, _, let unit): unit
        }
    }

    /// How many numbers, or of how many the smaller group.
    package var count: Int {
        switch self {
        case .one(let values, _): values.count
        case .two(let first, let second, _): min(first.count, second.count)
        }
    }

    /// Mean, or difference of the means.
    package var mean: Double {
        switch self {
        case .one(let values, _): Moments(values).mean
        case .two(let first, let second, _): Moments(first).mean - Moments(second).mean
        }
    }
}

/// Why a row cannot be judged.
package struct RowProblem: Error, Equatable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
