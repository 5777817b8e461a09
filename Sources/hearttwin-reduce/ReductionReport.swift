import Foundation
import Reduction

/// What `hearttwin reduce` tells.
struct ReductionReport: Encodable {
    /// What beats cost at a check.
    struct Speed: Encodable {
        /// Processor time [s]; zero where the full beats were kept from an earlier run.
        var fullSecondsPerBeat = 0.0
        var reducedSecondsPerBeat = 0.0
        /// The same by the clock on the wall [s].
        var reducedWallSecondsPerBeat = 0.0
        var estimateSeconds = 0.0
        var stepsPerBeat = 0
        var forcesPerStep = 0.0
        var tangentsPerStep = 0.0
    }

    /// Errors at a check.
    struct Check: Encodable {
        var displacementPercent: Double
        var shapePercent: Double
        var oneBeatPercent: Double
        var fullChangePercent: Double
        var largestDistanceMm: Double
        var strainPercent: Double
        var twistDegrees: Double
        var volumesPercent: Double
        var pressuresPercent: Double
        var estimatePercent: Double
        var beats: [Int]
        var speed: Speed
    }

    var output: String
    var modes: Int
    var unknowns: Int
    var sampledElements: Int
    var elements: Int
    var snapshots: Int
    var modesLeave: Double
    var samplingLeaves: Double
    var beatSeconds: Double
    var trainingSeconds: Double
    var calibration: Double?
    var checks: [Check]

    init(
        output: String, model: ReducedModel, elements: Int, unknowns: Int, beatSeconds: Double,
        trainingSeconds: Double, speeds: [Speed]
    ) {
        self.output = output
        modes = model.basis.count
        self.unknowns = unknowns
        sampledElements = model.basis.elements.count
        self.elements = elements
        snapshots = model.snapshots
        modesLeave = model.remainder
        samplingLeaves = model.residual
        self.beatSeconds = beatSeconds
        self.trainingSeconds = trainingSeconds
        calibration = model.calibration
        checks = zip(model.checks, speeds).map { Check($0, speed: $1) }
    }

    /// For people.
    var text: String {
        var lines = [
            "\(output): \(modes) modes for \(unknowns) unknowns, \(sampledElements) of \(elements) elements",
            String(
                format:
                    "of %d snapshots modes leave %.2g and sampling %.2g; %.0f + %.0f s of computing",
                snapshots, modesLeave, samplingLeaves, beatSeconds, trainingSeconds),
        ]
        for (index, check) in checks.enumerated() { lines.append(check.text(number: index + 1)) }
        if let calibration {
            lines.append(String(format: "errors are at most %.2f times the estimate", calibration))
        } else {
            lines.append("NOT judged: without --checks nobody knows its error")
        }
        return lines.joined(separator: "\n")
    }
}

extension ReductionReport.Check {
    init(_ check: HeldOutCheck, speed: ReductionReport.Speed) {
        self.init(
            displacementPercent: 100 * check.displacement, shapePercent: 100 * check.shape,
            oneBeatPercent: 100 * check.oneBeat, fullChangePercent: 100 * check.change,
            largestDistanceMm: check.largestDistance, strainPercent: 100 * check.strain,
            twistDegrees: check.twist * 180 / .pi, volumesPercent: 100 * check.volumes,
            pressuresPercent: 100 * check.pressures, estimatePercent: 100 * check.estimate,
            beats: check.beats, speed: speed)
    }

    /// For people.
    func text(number: Int) -> String {
        String(
            format:
                "check %d: displacement %.2f %% (at most %.2f mm; without rigid motion %.2f %%; of one beat %.2f %%; full order's last two beats %.3f %%), strain %.2f %%, twist %.2f deg, volumes %.2f %%, pressures %.2f %%; estimate %.2f %%; %.2f s of computing and %.2f s of wall time per beat (%d steps of %.1f forces, %.2f tangents), beats %@",
            number, displacementPercent, largestDistanceMm, shapePercent, oneBeatPercent,
            fullChangePercent, strainPercent, twistDegrees, volumesPercent, pressuresPercent,
            estimatePercent, speed.reducedSecondsPerBeat, speed.reducedWallSecondsPerBeat,
            speed.stepsPerBeat, speed.forcesPerStep, speed.tangentsPerStep, "\(beats)")
    }
}
