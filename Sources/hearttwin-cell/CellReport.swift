import CommandLineSupport
import Foundation
import Ionics
import Quantities

/// What `hearttwin cell run` says about the last beat.
struct CellReport: Encodable {
    var model: String
    var cell: String
    var cycleLengthMs: Double
    var beats: Int
    var drug: String?
    var concentrationNM: Double?
    var restingMV: Double
    var peakMV: Double
    var upstrokeVelocityMVPerMs: Double
    var apd50Ms: Double
    var apd90Ms: Double
    /// Nil in models without calcium.
    var calciumMinimumUM: Double?
    var calciumMaximumUM: Double?
    /// Change of APD90 from the beat before.
    var apd90ChangeMs: Double
    /// Relative change of the calcium amplitude.
    var calciumChangePercent: Double
    var isSettled: Bool

    init(
        model: String, cell: String, cycleLengthMs: Double, beats: Int, drug: String?,
        concentrationNM: Double?, paced: PacedSteadyState, hasCalcium: Bool
    ) {
        self.model = model
        self.cell = cell
        self.cycleLengthMs = cycleLengthMs
        self.beats = beats
        self.drug = drug
        self.concentrationNM = concentrationNM
        let beat = paced.actionPotential
        restingMV = beat.resting
        peakMV = beat.peak
        upstrokeVelocityMVPerMs = beat.upstrokeVelocity
        apd50Ms = beat.apd50
        apd90Ms = beat.apd90
        calciumMinimumUM = hasCalcium ? beat.calciumMinimum : nil
        calciumMaximumUM = hasCalcium ? beat.calciumMaximum : nil
        apd90ChangeMs = paced.change.apd90
        calciumChangePercent = 100 * paced.change.calciumAmplitude
        isSettled = paced.change.isSettled
    }

    /// The same for people.
    var text: String {
        var title = "\(model) \(cell), beat \(beats) at a cycle of \(cycleLengthMs.short) ms"
        if let drug, let concentrationNM { title += ", \(drug) \(concentrationNM.short) nM" }
        var lines = [
            title, Self.row("resting voltage", restingMV, "mV"),
            Self.row("peak voltage", peakMV, "mV"),
            Self.row("upstroke velocity", upstrokeVelocityMVPerMs, "mV/ms"),
            Self.row("APD50", apd50Ms, "ms"), Self.row("APD90", apd90Ms, "ms"),
        ]
        if let calciumMinimumUM, let calciumMaximumUM {
            lines.append(Self.row("lowest calcium", calciumMinimumUM, "uM"))
            lines.append(Self.row("highest calcium", calciumMaximumUM, "uM"))
        }
        if !isSettled {
            lines.append(
                "not settled: in the last beat APD90 changed by "
                    + "\(Printing.number(apd90ChangeMs)) ms and the calcium amplitude by "
                    + "\(Printing.number(calciumChangePercent)) %; more --beats")
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ name: String, _ value: Double, _ unit: String) -> String {
        let padded = name.padding(toLength: 20, withPad: " ", startingAt: 0)
        return "  \(padded)\(Printing.number(value)) \(unit)"
    }
}
