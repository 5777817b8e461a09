package import Calibration
import Circulation
import Glibc
import Numerics

/// What the measurements leave undecided of a three-dimensional heart: a normal distribution of logarithms around
/// the fit.
///
/// ```
/// covariance = (JᵀJ)⁻¹        J: ∂residual/∂logarithm of measurements, of Klotz's relation, and of priors
/// ```
///
/// - QRS duration and QT interval: slopes that the searches saw. What conduction and repolarisation do to pressures is
///   neglected.
/// - Klotz's relation: the stiffness is proportional to the pressure of the image, as a wall with k times the
///   stiffness has the same shapes at k times the pressures; the deviation of that pressure comes to that of the fit,
///   see ``PassiveFit/logarithmicDeviation``. Where the end-diastolic pressure was measured, it is used once: the
///   relation is held against the pressure that the beat shows.
/// - Pressures, flows and volumes: central differences of the loop around the heart's emulator (``EmulatedHeart``).
///   Compliances and atria of the loop, which were not fitted to the heart, differ with it and are summed over.
///
/// Source: MacKay, *Information Theory, Inference, and Learning Algorithms* (2003), chapter 27.
public struct HeartUncertainty: Sendable {
    /// A fitted parameter, or several that one factor moves.
    public struct Unknown: Sendable, Equatable {
        /// Full names of the parameters.
        public var names: [String]
        /// One phrase for people, to stand in a sentence.
        public var summary: String
        /// Standard deviation of the logarithm before any measurement; assumed [1].
        public var spread: Double
        /// The factor of the loop that moves the same thing.
        public var loopFactor: String?
    }

    /// What was fitted.
    public let unknowns: [Unknown]
    /// Covariance of their logarithms, row by row.
    public let covariance: [Double]
    /// The loop's factors that differ with them, by name.
    package let summedOver: [String]
    /// Columns of J: of the unknowns, then of what is summed over.
    let jacobian: [[Double]]
    /// What the rows of J for pressures, flows and volumes were made from; nil where contraction was left out.
    let contraction: Contraction?

    /// The rows of J that are differences of the loop around the heart's emulator.
    struct Contraction: Sendable {
        /// The loop.
        var surrounded: EmulatedHeart
        /// What was aimed at, and what the fitted heart shows of it.
        var targets: [LoopTarget]
        var shown: [Double]
        /// Place of the first of their rows.
        var firstRow: Int
        /// Parameters behind what is summed over, with their exponents.
        var surroundings: [[String: Double]]
    }

    /// Step of the central differences of a logarithm [1].
    private static let step = 0.02
    /// Spreads of logarithms before any measurement [1]; assumed, as in `LoopFactors`.
    private static let speedSpread = 0.4
    private static let rectifierSpread = 0.4
    private static let passiveSpread = 0.6
    /// Factors of the loop that act on the heart's surroundings and are not fitted to it.
    private static let surroundings = [
        "systemicCompliance", "pulmonaryCompliance", "leftAtrialContractility",
        "leftAtrialStiffness", "mitralLeak", "systemicCharacteristic", "pulmonaryCharacteristic",
    ]

    /// Standard deviation of a logarithm [1].
    public func deviation(_ unknown: Int) -> Double {
        max(covariance[unknown * (unknowns.count + 1)], 0).squareRoot()
    }

    /// Correlation of two logarithms [1].
    public func correlation(_ a: Int, _ b: Int) -> Double {
        covariance[a * unknowns.count + b] / (deviation(a) * deviation(b))
    }

    /// Derivatives of a heart's electric intervals, and what was aimed at.
    package struct Electrics {
        /// Deviations of the measurements [ms].
        package var qrsDeviation: Double?
        package var qtDeviation: Double?
        /// Slopes [ms]: of both intervals by the speeds, of the QT interval by IKr.
        package var qrsBySpeed = 0.0
        package var qtBySpeed = 0.0
        package var qtByRectifier = 0.0

        /// Neither interval.
        package init() {}
    }

    /// The pressure at which the image was taken [mmHg].
    package typealias Filling = (pressure: Double, deviation: Double, isMeasured: Bool)

    /// Spreads a fitted heart.
    ///
    /// - Parameters:
    ///   - electrics: nil where that stage was left out.
    ///   - stiffness: deviation of the passive factor's logarithm, ``PassiveFit/logarithmicDeviation``; nil where that
    ///     stage was left out.
    ///   - contraction: what was fitted, and the loop around the heart's emulator; nil where that stage was left out.
    ///   - filling: with its deviation, and whether it was measured.
    ///   - targets: what the contraction was aimed at.
    ///   - loopFactors: of the loop's calibration.
    /// - Throws: errors of the emulator's loop.
    package init(
        electrics: Electrics?, stiffness own: Double?,
        contraction: (factors: [HeartFactor], surrounded: EmulatedHeart)?, filling: Filling,
        targets: [LoopTarget], loopFactors: [LoopFactor]
    ) throws {
        var unknowns: [Unknown] = []
        // Rows of J by unknown, put together at the end.
        var rows: [[Int: Double]] = []
        if let electrics {
            var speed: Int?
            if let deviation = electrics.qrsDeviation {
                speed = unknowns.count
                unknowns.append(
                    Unknown(
                        names: QRSFit.speeds, summary: "speed of conduction",
                        spread: Self.speedSpread))
                rows.append([unknowns.count - 1: electrics.qrsBySpeed / deviation])
            }
            if let deviation = electrics.qtDeviation {
                unknowns.append(
                    Unknown(
                        names: [QTFit.name], summary: "repolarising current of the cells",
                        spread: Self.rectifierSpread))
                var row = [unknowns.count - 1: electrics.qtByRectifier / deviation]
                if let speed { row[speed] = electrics.qtBySpeed / deviation }
                rows.append(row)
            }
        }
        let stiffness = own.map { _ in unknowns.count }
        if own != nil {
            unknowns.append(
                Unknown(
                    names: ["wall.passiveScaleLeft"],
                    summary: "stiffness of the relaxed left wall and septum",
                    spread: Self.passiveSpread))
        }
        var columns: [(place: Int, name: String)] = []
        if let contraction {
            for factor in contraction.factors {
                columns.append((unknowns.count, factor.name))
                unknowns.append(
                    Unknown(
                        names: [factor.name], summary: factor.summary, spread: factor.spread,
                        loopFactor: factor.loopFactor))
            }
        }
        let fitted = unknowns.count
        var spreads = unknowns.map(\.spread)
        var others: [[String: Double]] = []
        var summedOver: [String] = []
        if contraction != nil {
            for factor in loopFactors where Self.surroundings.contains(factor.name) {
                summedOver.append(factor.name)
                others.append(
                    Dictionary(
                        uniqueKeysWithValues: factor.members.map {
                            (LoopParameters.prefix + $0.parameter, $0.exponent)
                        }))
                spreads.append(factor.spread)
            }
        }
        let filled = targets.firstIndex { $0.quantity == "lv_end_diastolic_pressure" }
        var fillingByUnknown: [Int: Double] = [:]
        var shown: (firstRow: Int, values: [Double]) = (0, [])
        if let contraction {
            func slopes(_ logarithms: [String: Double]) throws -> [Double] {
                let there = try contraction.surrounded.readings(targets, at: logarithms)
                let here = try contraction.surrounded.readings(
                    targets, at: logarithms.mapValues { -$0 })
                return zip(there, here).map { ($0 - $1) / (2 * Self.step) }
            }
            var moved = columns.map { (place: $0.place, exponents: [$0.name: 1.0]) }
            if let stiffness { moved.append((stiffness, ["wall.passiveScaleLeft": 1])) }
            moved += others.enumerated().map { (fitted + $0, $1) }
            var targetRows = targets.map { _ in [Int: Double]() }
            for (place, exponents) in moved {
                let found = try slopes(exponents.mapValues { $0 * Self.step })
                for (row, target) in targets.enumerated() {
                    targetRows[row][place] = found[row] / target.deviation
                }
                if let filled { fillingByUnknown[place] = found[filled] / filling.pressure }
            }
            shown = (
                rows.count, try contraction.surrounded.readings(targets, at: [:])
            )
            rows += targetRows
        }
        if let stiffness, let own {
            if filling.isMeasured, filled != nil, contraction != nil {
                var row = fillingByUnknown.mapValues { -$0 / own }
                row[stiffness, default: 0] += 1 / own
                rows.append(row)
            } else {
                let ratio = filling.deviation / filling.pressure
                rows.append([stiffness: 1 / (own * own + ratio * ratio).squareRoot()])
            }
        }
        for (place, spread) in spreads.enumerated() { rows.append([place: 1 / spread]) }
        let jacobian = spreads.indices.map { place in rows.map { $0[place] ?? 0 } }
        let all = NormalEquations(jacobian: jacobian, residuals: rows.map { _ in 0 }).inverse()
        let size = spreads.count
        covariance = (0..<fitted).flatMap { row in
            (0..<fitted).map { all[row * size + $0] }
        }
        self.unknowns = unknowns
        self.summedOver = summedOver
        self.jacobian = jacobian
        self.contraction = contraction.map {
            Contraction(
                surrounded: $0.surrounded, targets: targets, shown: shown.values,
                firstRow: shown.firstRow, surroundings: others)
        }
    }
}
