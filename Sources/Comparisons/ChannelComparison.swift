import Foundation
import Ionics
public import MembraneModels
import Numerics
import Quantities
public import Reports

/// The ion channels of two runs of the three-dimensional heart, and what they are worth in CiPA's cell.
public struct ChannelComparison: Sendable {
    /// Factors on the conductances of ventricular cells [1].
    private let untreated: [IonCurrent: Double]
    private let treated: [IonCurrent: Double]
    /// Those of equally likely hearts.
    private let hearts: [(untreated: [IonCurrent: Double], treated: [IonCurrent: Double])]

    /// Reads the factors from what the runs say of their parameters; nil where they agree.
    ///
    /// - Parameter hearts: runs of equally likely hearts.
    public init?(untreated: RunSummary, treated: RunSummary, hearts: [HeartPair] = []) {
        self.untreated = Self.factors(untreated)
        self.treated = Self.factors(treated)
        self.hearts = hearts.map { (Self.factors($0.untreated), Self.factors($0.treated)) }
        if self.untreated == self.treated { return nil }
    }

    /// Factors other than 1.
    private static func factors(_ run: RunSummary) -> [IonCurrent: Double] {
        let given = (run.provenance["parameters other than defaults"] ?? "")
            .components(separatedBy: "; ").map { $0.split(separator: " ") }
        var factors: [IonCurrent: Double] = [:]
        for current in IonCurrent.allCases {
            let words = given.first { $0.first ?? "" == "cells.\(current)" && $0.count > 2 }
            guard let words, let factor = Double(words[2]), factor != 1 else { continue }
            factors[current] = factor
        }
        return factors
    }

    /// The row of qNet added to a comparison, with the words that it needs.
    ///
    /// The cell is CiPA's, not that of the three-dimensional heart, in the rhythm of the protocol, not of the patient: so that the number
    /// can be held against published ones.
    ///
    /// A cell that cannot be paced with these factors is a warning.
    ///
    /// - Parameter progress: receives the finished share [1].
    /// - Throws: `DrugError/noCurrents(model:)`.
    public func add(
        to comparison: inout RunComparison, protocol cell: CiPAProtocol = CiPAProtocol(),
        progress: (Double) -> Void
    ) throws {
        let charges: [[IonCurrent: Double]: Double]
        do {
            charges = try self.charges(of: cell, progress)
        } catch let error as IonicsError {
            // The comparison is worth having without it.
            comparison.warnings.append("there is no qNet of CiPA's cell: \(error)")
            return
        }
        func charge(_ factors: [IonCurrent: Double]) -> Double { charges[factors] ?? .nan }
        let delta = RunComparison.Delta(
            "qNetUCPerUF", name: "qNet of CiPA's cell", unit: "uC/uF",
            untreated: charge(untreated), treated: charge(treated),
            hearts: hearts.isEmpty
                ? nil
                : PairedSamples(
                    before: hearts.map { charge($0.untreated) },
                    after: hearts.map { charge($0.treated) }))
        let place = comparison.deltas.lastIndex { $0.identifier.hasPrefix("apd90") }
        comparison.deltas.insert(delta, at: place.map { $0 + 1 } ?? comparison.deltas.count)
        comparison.warnings.append(
            "qNet is that of the cell \(cell.model.card.identifier), \(cell.cellType), paced every "
                + "\(cell.cycleLength.short) ms, in beat \(cell.beats + 1), with the factors of the runs on its "
                + "conductances (untreated: \(Self.words(untreated)); treated: \(Self.words(treated))) and without the "
                + "trapping of drugs in hERG; it is not a number of this heart")
    }

    /// The charge of every cell that differs [µC/µF].
    private func charges(
        of cell: CiPAProtocol, _ progress: (Double) -> Void
    ) throws -> [[IonCurrent: Double]: Double] {
        var cells = [untreated, treated]
        for factors in hearts.flatMap({ [$0.untreated, $0.treated] })
        where !cells.contains(factors) { cells.append(factors) }
        var charges: [[IonCurrent: Double]: Double] = [:]
        for first in stride(from: 0, to: cells.count, by: Self.cellsAtOnce) {
            let part = Array(cells[first..<min(first + Self.cellsAtOnce, cells.count)])
            let found = try cell.netCharges(part) { share in
                progress((Double(first) + share * Double(part.count)) / Double(cells.count))
            }
            for (factors, charge) in zip(part, found) { charges[factors] = charge }
        }
        return charges
    }

    /// Lanes of ``CiPAProtocol/netCharges(_:progress:)``.
    private static let cellsAtOnce = 8

    private static func words(_ factors: [IonCurrent: Double]) -> String {
        let words = factors.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value.short)" }
        return words.isEmpty ? "all 1" : words.joined(separator: ", ")
    }
}
