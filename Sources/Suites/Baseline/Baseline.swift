import Foundation
import Reports
import Storage

/// Key numbers of quick suites as some version of the program found them.
public struct Baseline: Sendable, Codable, Equatable {
    /// A stored number.
    public struct Number: Sendable, Codable, Equatable {
        /// In ``unit``.
        public var value: Double
        /// Unit of value and tolerance.
        public var unit: String
        /// A number has moved when it differs by more than this.
        public var tolerance: Double

        /// Describes a number.
        public init(value: Double, unit: String, tolerance: Double) {
            (self.value, self.unit, self.tolerance) = (value, unit, tolerance)
        }
    }

    /// Version of the program that found the numbers.
    public var version: String
    /// Suites that are run, in this order.
    public var suites: [String]
    /// The numbers: by suite, then by row.
    public var numbers: [String: [String: Number]]

    /// An empty baseline.
    public init(version: String, suites: [String]) {
        (self.version, self.suites, numbers) = (version, suites, [:])
    }

    /// Reads a file.
    ///
    /// - Throws: ``SuiteError/missingFile(path:)``, ``SuiteError/unusableResults(path:reason:)``.
    public init(reading path: String) throws(SuiteError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .missingFile(path: path)
        }
        do {
            self = try JSONDecoder().decode(Baseline.self, from: data)
        } catch {
            throw .unusableResults(
                path: path, reason: "this is no baseline; remove it and run with --update: \(error)"
            )
        }
    }

    /// Writes a file.
    ///
    /// - Throws: `StorageError`.
    public func write(to path: String) throws {
        try TextFile.write(try JSONText.of(self), to: path)
    }

    /// Tolerance of a new number: this part of its size, or that part of its band (of half of it where it has
    /// two ends), whichever is larger. Other processors differ by less: docs/decisions/suites.md.
    private static let shareOfSize = 1e-4
    private static let shareOfBand = 1e-3

    /// Takes over the numbers of an outcome; those that stay keep their tolerance.
    public mutating func take(_ outcome: SuiteOutcome) {
        var taken: [String: Number] = [:]
        for row in outcome.rows {
            let old = numbers[outcome.suite]?[row.id]
            if row.verdict == .skipped {
                // Data that are not here do not make a number go.
                taken[row.id] = old
                continue
            }
            guard let value = row.observed, value.isFinite, let unit = row.unit else {
                // Not a number to take over; the old one keeps saying that it has moved.
                taken[row.id] = old
                continue
            }
            let band =
                row.low.flatMap { low in row.high.map { 0.5 * ($0 - low) } }
                ?? abs(row.low ?? row.high ?? 0)
            let size = max(Self.shareOfSize * abs(value), Self.shareOfBand * band)
            let tolerance = old?.unit == unit ? old?.tolerance : nil
            taken[row.id] = Number(
                value: value, unit: unit,
                tolerance: tolerance ?? Self.rounded(size))
        }
        numbers[outcome.suite] = taken
    }

    /// Two digits, so that people can read and change it.
    private static func rounded(_ value: Double) -> Double {
        Double(String(format: "%.1e", value)) ?? value
    }
}
