package import Documents
import Quantities

/// A way of judging a row: one file in `Kinds/` and one line in ``RowKinds/all``.
package protocol RowKind: Sendable {
    /// Name in the key `kind`.
    static var name: String { get }
    /// One line for people.
    static var summary: String { get }
    /// Keys it reads beside those of every row.
    static var keys: [String] { get }

    /// Reads its part of a row; `folder` is that of the suite.
    ///
    /// - Throws: `DocumentError` with the row and the key.
    init(_ fields: RowFields, folder: String) throws(DocumentError)

    /// What of a quantity is judged where the row does not say.
    var standard: Sample.Of { get }

    /// Quantities it needs beside those that the row names.
    var companions: [String] { get }

    /// Judges what was observed.
    ///
    /// - Throws: ``RowProblem`` where the numbers do not fit the row.
    func judge(_ evidence: RowEvidence) throws(RowProblem) -> RowJudgement
}

extension RowKind {
    package var standard: Sample.Of { .value }
    package var companions: [String] { [] }
}

/// The kinds of rows, sorted by name.
package enum RowKinds {
    /// The registry.
    package static let all: [any RowKind.Type] = [
        CurveKind.self,
        DirectionKind.self,
        EquivalenceKind.self,
        OrderingKind.self,
        RangeKind.self,
    ]
}

/// What a row judges: the quantities it names, in its populations.
package struct RowEvidence: Sendable {
    /// One for each quantity, or for each population, in the order of the row.
    package var observations: [Observation]
    /// The population to compare with.
    package var against: Observation?
    /// What of the quantities is judged.
    package var of: Sample.Of

    /// The numbers of a row about one quantity.
    func sample() throws(RowProblem) -> Sample {
        guard observations.count == 1 else {
            throw RowProblem("judges one quantity of one population")
        }
        return try Sample(observations[0], against: against, of: of)
    }

    /// One number for each observation: the mean over its members.
    func means() throws(RowProblem) -> (values: [Double], unit: String) {
        let unit = observations[0].unit
        var values: [Double] = []
        for observation in observations {
            let sample = try Sample(observation, against: against, of: of)
            values.append(try Self.converted(sample.mean, sample.unit, to: unit, of))
        }
        return (values, of == .percent ? "%" : unit)
    }

    private static func converted(
        _ value: Double, _ unit: String, to other: String, _ of: Sample.Of
    ) throws(RowProblem) -> Double {
        if of == .percent || unit == other { return value }
        do throws(QuantityError) {
            return try Unit(unit).convert(value, to: Unit(other))
        } catch {
            throw RowProblem("\(error)")
        }
    }
}

/// What a row comes to.
package struct RowJudgement: Sendable {
    package var verdict: Verdict
    /// The judged number.
    package var observed: Double
    /// Unit of all numbers here.
    package var unit: String
    /// The published value.
    package var expected: Double?
    /// The band.
    package var low: Double?
    package var high: Double?
    /// Distance from the published value in standard deviations.
    package var z: Double?
    /// How many numbers stand behind the observed one.
    package var count: Int
    /// What was found, in a few words.
    package var finding: String
    /// Further numbers by name: p values, intervals, distances.
    package var details: [String: Double] = [:]
    /// Two curves to draw: the reference and the observed one.
    package var curve: CurveComparison?
}

extension Quantity {
    /// The number in the unit of an observation.
    func value(like unit: String, _ key: String) throws(RowProblem) -> Double {
        do throws(QuantityError) {
            return try value(in: Unit(unit))
        } catch {
            throw RowProblem("\(key): \(error)")
        }
    }
}
