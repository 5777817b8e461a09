import HeartModel
public import LoopLevel
import Numerics
import Quantities
public import Reports
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

    /// Judges a treated heart of the closed loop.
    ///
    /// - Throws: ``ComparisonError/unknownMetric(name:of:known:)``,
    ///   ``ComparisonError/wrongUnit(metric:unit:reason:)``.
    public init(
        _ expectation: Expectation, _ document: LoopReport.Document, _ ensemble: EnsembleResponse?
    ) throws(ComparisonError) {
        guard let row = document.metrics.first(where: { $0.id == expectation.metric }) else {
            throw .unknownMetric(
                name: expectation.metric, of: "the closed loop", known: document.metrics.map(\.id))
        }
        let hearts = ensemble?.metrics.first { $0.identifier == expectation.metric }
        try self.init(
            expectation, unit: row.unit, untreated: row.untreated, treated: row.treated ?? .nan,
            hearts: hearts.map { Array(zip($0.untreated, $0.treated)) })
    }

    /// Judges the treated one of two runs.
    ///
    /// - Throws: as for the closed loop.
    public init(
        _ expectation: Expectation, _ comparison: RunComparison
    ) throws(ComparisonError) {
        guard
            let delta = comparison.deltas.first(where: { $0.identifier == expectation.metric })
        else {
            throw .unknownMetric(
                name: expectation.metric, of: "both runs",
                known: comparison.deltas.map(\.identifier))
        }
        try self.init(
            expectation, unit: delta.unit, untreated: delta.untreated, treated: delta.treated,
            hearts: delta.hearts.map { Array(zip($0.before, $0.after)) })
    }

    /// - Parameters:
    ///   - own: unit of the numbers.
    ///   - hearts: numbers of equally likely hearts.
    private init(
        _ expectation: Expectation, unit own: String, untreated: Double, treated: Double,
        hearts: [(untreated: Double, treated: Double)]?
    ) throws(ComparisonError) {
        let conversion = try Self.conversion(from: own, to: expectation)
        func verdict(_ untreated: Double, _ treated: Double) -> Expectation.Verdict {
            expectation.verdict(
                untreated: conversion * untreated, treated: conversion * treated)
        }
        func share(_ isSo: (Double, Double) -> Bool) -> Double? {
            hearts.map { hearts in
                Double(hearts.count { isSo($0.untreated, $0.treated) }) / Double(hearts.count)
            }
        }
        metric = expectation.metric
        change = expectation.change.rawValue
        (low, high) = (expectation.band.lowerBound, expectation.band.upperBound)
        unit = expectation.unit
        source = expectation.source
        observed = expectation.observed(
            untreated: conversion * untreated, treated: conversion * treated)
        self.verdict = verdict(untreated, treated)
        shareInside = share { verdict($0, $1) == .inside }
        shareThisWay = expectation.direction.flatMap { sign in share { sign * ($1 - $0) > 0 } }
    }

    /// Factor from the number's unit to that of the band.
    private static func conversion(
        from own: String, to expectation: Expectation
    ) throws(ComparisonError) -> Double {
        guard expectation.change != .relative else { return 1 }
        do {
            return try Unit(own).convert(1, to: Unit(expectation.unit))
        } catch {
            throw .wrongUnit(
                metric: expectation.metric, unit: expectation.unit, reason: "\(error)")
        }
    }
}
