import Ionics
import Foundation
public import MembraneModels
import Quantities
public import Reports

/// The ion channels of two runs of the three-dimensional heart, and what they are worth in CiPA's cell.
public struct ChannelComparison: Sendable {
    /// Factors on the conductances of ventricular cells [1].
    private let untreated: [IonCurrent: Double]
    private let treated: [IonCurrent: Double]

    /// Reads the factors from what the runs say of their parameters; nil where they agree.
    public init?(untreated: RunSummary, treated: RunSummary) {
        self.untreated = Self.factors(untreated)
        self.treated = Self.factors(treated)
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
        let charges: [Double]
        do {
            charges = try cell.netCharges([untreated, treated], progress: progress)
        } catch let error as IonicsError {
            // The comparison is worth having without it.
            comparison.warnings.append("there is no qNet of CiPA's cell: \(error)")
            return
        }
        let delta = RunComparison.Delta(
            "qNetUCPerUF", name: "qNet of CiPA's cell", unit: "uC/uF", untreated: charges[0],
            treated: charges[1])
        let place = comparison.deltas.lastIndex { $0.identifier.hasPrefix("apd90") }
        comparison.deltas.insert(delta, at: place.map { $0 + 1 } ?? comparison.deltas.count)
        comparison.warnings.append(
            "qNet is that of the cell \(cell.model.card.identifier), \(cell.cellType), paced every "
                + "\(cell.cycleLength.short) ms, in beat \(cell.beats + 1), with the factors of the runs on its "
                + "conductances (untreated: \(Self.words(untreated)); treated: \(Self.words(treated))) and without the "
                + "trapping of drugs in hERG; it is not a number of this heart")
    }

    private static func words(_ factors: [IonCurrent: Double]) -> String {
        let words = factors.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value.short)" }
        return words.isEmpty ? "all 1" : words.joined(separator: ", ")
    }
}
