import HeartModel
public import LoopLevel
import Quantities
public import ScenarioFiles

/// What a treated heart says of an expectation.
public struct ExpectationJudgement: Sendable, Encodable {
    /// The number and how it is compared, as in the scenario file.
    public var metric: String
    public var change: String
    /// The band, with its unit and where it was published.
    public var low: Double
    public var high: Double
    public var unit: String
    public var source: String
    /// What the best heart shows, in that unit.
    public var observed: Double
    /// Whether that is inside.
    public var verdict: Expectation.Verdict
    /// Share of equally likely hearts inside the band [1]; nil without them.
    public var shareInside: Double?
    /// Share of equally likely hearts in which the number moves the published way, wherever it ends [1]: how probable the benefit
    /// is; nil without them, and for bands on both sides of no change.
    public var shareThisWay: Double?

    /// Judges a treated heart.
    ///
    /// - Throws: ``ComparisonError/unknownMetric(name:known:)``,
    ///   ``ComparisonError/wrongUnit(metric:unit:reason:)``.
    public init(
        _ expectation: Expectation, _ document: LoopReport.Document, _ ensemble: EnsembleResponse?
    ) throws(ComparisonError) {
        guard let row = document.metrics.first(where: { $0.id == expectation.metric }) else {
            throw .unknownMetric(name: expectation.metric, known: document.metrics.map(\.id))
        }
        let conversion = try Self.conversion(of: row, to: expectation)
        func verdict(_ untreated: Double, _ treated: Double) -> Expectation.Verdict {
            expectation.verdict(
                untreated: conversion * untreated, treated: conversion * treated)
        }
        metric = expectation.metric
        change = expectation.change.rawValue
        (low, high) = (expectation.band.lowerBound, expectation.band.upperBound)
        unit = expectation.unit
        source = expectation.source
        let treated = row.treated ?? .nan
        observed = expectation.observed(
            untreated: conversion * row.untreated, treated: conversion * treated)
        self.verdict = verdict(row.untreated, treated)
        shareInside = ensemble?.metrics.first { $0.identifier == expectation.metric }.map {
            hearts in
            let inside = zip(hearts.untreated, hearts.treated).count { verdict($0, $1) == .inside }
            return Double(inside) / Double(hearts.treated.count)
        }
        shareThisWay = expectation.direction.flatMap { sign in
            ensemble?.metrics.first { $0.identifier == expectation.metric }.map { hearts in
                let moved = zip(hearts.untreated, hearts.treated).count { sign * ($1 - $0) > 0 }
                return Double(moved) / Double(hearts.treated.count)
            }
        }
    }

    /// Factor from the number's unit to that of the band.
    private static func conversion(
        of row: LoopReport.Row, to expectation: Expectation
    ) throws(ComparisonError) -> Double {
        guard expectation.change != .relative else { return 1 }
        do {
            return try Unit(row.unit).convert(1, to: Unit(expectation.unit))
        } catch {
            throw .wrongUnit(metric: row.id, unit: expectation.unit, reason: "\(error)")
        }
    }
}
