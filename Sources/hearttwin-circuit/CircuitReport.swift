import Circuits
import CommandLineSupport
import Foundation
import Quantities

/// A beat of a circuit for people and programs.
struct CircuitReport: Encodable {
    /// A compartment.
    struct Room: Encodable {
        var name: String
        var leastPressureMmHg: Double
        var meanPressureMmHg: Double
        var largestPressureMmHg: Double
        var onsetPressureMmHg: Double
        var leastVolumeML: Double
        var largestVolumeML: Double
        var steepestRiseMmHgPerSecond: Double
        var workMmHgML: Double
    }

    /// A branch.
    struct Path: Encodable {
        var name: String
        var netFlowLPerMinute: Double
        var forwardML: Double
        var backwardML: Double
        var meanGradientMmHg: Double
        var endMeanPressureMmHg: Double
        var endLargestPressureMmHg: Double
        var endLeastPressureMmHg: Double
    }

    /// A patch of muscle.
    struct Patch: Encodable {
        var name: String
        var onsetStrain: Double
        var leastStrain: Double
        var largestStrain: Double
        var largestStressKPa: Double
        var workKPa: Double
    }

    var beats: Int
    var cycleMs: Double
    var compartments: [Room]
    var branches: [Path]
    var patches: [Patch]

    init(
        _ plan: CircuitPlan, _ beat: CircuitBeat<Double>, _ trace: CircuitTrace, count: Int
    ) {
        beats = count
        cycleMs = beat.cycle
        compartments = zip(plan.compartmentNames, beat.compartments).map { name, room in
            Room(
                name: name, leastPressureMmHg: room.leastPressure / Units.mmHg,
                meanPressureMmHg: room.meanPressure / Units.mmHg,
                largestPressureMmHg: room.largestPressure / Units.mmHg,
                onsetPressureMmHg: room.onsetPressure / Units.mmHg,
                leastVolumeML: room.leastVolume / Units.mL,
                largestVolumeML: room.largestVolume / Units.mL,
                steepestRiseMmHgPerSecond: room.steepestRise / Units.mmHgPerSecond,
                workMmHgML: room.work / (Units.mmHg * Units.mL))
        }
        branches = zip(plan.branchNames, beat.branches).map { name, path in
            Path(
                name: name,
                netFlowLPerMinute: (path.forward - path.backward) / beat.cycle
                    / Units.litrePerMinute,
                forwardML: path.forward / Units.mL, backwardML: path.backward / Units.mL,
                meanGradientMmHg: path.meanGradient / Units.mmHg,
                endMeanPressureMmHg: path.meanPressure / Units.mmHg,
                endLargestPressureMmHg: path.largestPressure / Units.mmHg,
                endLeastPressureMmHg: path.leastPressure / Units.mmHg)
        }
        patches = trace.patchNames.enumerated().map { place, name in
            let strains = trace.strains[place]
            return Patch(
                name: name, onsetStrain: strains[0], leastStrain: strains.min() ?? 0,
                largestStrain: strains.max() ?? 0,
                largestStressKPa: trace.stresses[place].max() ?? 0, workKPa: trace.work(place))
        }
    }

    /// Tables for a terminal.
    var text: String {
        var lines = [
            "\(beats) beats of \(Printing.number(cycleMs)) ms",
            row("compartment", ["p min", "mean", "max", "mmHg", "V min", "max", "mL"]),
        ]
        for room in compartments {
            lines.append(
                row(
                    room.name,
                    [
                        short(room.leastPressureMmHg), short(room.meanPressureMmHg),
                        short(room.largestPressureMmHg), "", short(room.leastVolumeML),
                        short(room.largestVolumeML), "",
                    ]))
        }
        lines.append(row("branch", ["L/min", "forward", "back", "mL", "gradient", "mmHg", ""]))
        for path in branches {
            lines.append(
                row(
                    path.name,
                    [
                        short(path.netFlowLPerMinute), short(path.forwardML),
                        short(path.backwardML), "", short(path.meanGradientMmHg), "", "",
                    ]))
        }
        guard !patches.isEmpty else { return lines.joined(separator: "\n") + "\n" }
        lines.append(row("patch", ["strain", "min", "max", "", "stress", "work", "kPa"]))
        for patch in patches {
            lines.append(
                row(
                    patch.name,
                    [
                        short(patch.onsetStrain), short(patch.leastStrain),
                        short(patch.largestStrain), "", short(patch.largestStressKPa),
                        short(patch.workKPa), "",
                    ]))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func short(_ value: Double) -> String { String(format: "%.4g", value) }

    private func row(_ name: String, _ cells: [String]) -> String {
        let padded = cells.map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }
        let head = name.padding(toLength: max(26, name.count), withPad: " ", startingAt: 0)
        var line = head + padded.joined()
        while line.last == " " { line.removeLast() }
        return line
    }
}
