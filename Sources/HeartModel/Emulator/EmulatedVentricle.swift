public import Circulation
import Quantities

/// A ventricle as a pressure–volume–time law, made from beats of the three-dimensional one.
///
/// ```
/// p(V, t) = a(t)·(V − V0) + r(t) + passive(V)
/// ```
///
/// The active part p − passive of the newest beat is split so that the law repeats this beat
/// exactly: where it is positive it becomes the elastance a(t) = (p − passive)/(V − V0), so that
/// pressure rises with volume (the length dependence of tension); where it is negative (recoil,
/// viscous filling, errors of the passive relation) it is the offset r(t). With one beat V0 is an
/// assumption; with two or more beats at different loads V0 is the value with which the newest beat
/// predicts the others best. The law is periodic; what a transient beat leaves open between its end
/// and its start is closed linearly over the last third of the beat.
///
/// Neglects the other ventricle's pressure (septal interaction) and the dependence of tension on
/// the rate of shortening: both are right on the beat itself and wrong at second order near it.
///
/// Form of Suga & Sagawa, *Circ. Res.* 35 (1974) 117–126, doi:10.1161/01.RES.35.1.117.
public struct EmulatedVentricle: ChamberLaw {
    /// What the law needs to know of a moment.
    public struct Phase: Sendable {
        /// Elastance a [kPa/mm³].
        public var elastance: Double
        /// Offset r [kPa].
        public var offset: Double

        /// Makes a phase.
        @inlinable
        public init(elastance: Double, offset: Double) {
            self.elastance = elastance
            self.offset = offset
        }
    }

    /// Passive relation.
    public let passive: PassiveRelation
    /// Volume axis intercept V0 of the active part [mm³].
    public let activeUnstressedVolume: Double
    /// Cycle length [ms].
    public let period: Double
    /// Elastance and offset at equal distances over the beat, first at QRS onset, last one cycle
    /// later (equal to the first).
    @usableFromInline let elastance: [Double]
    @usableFromInline let offset: [Double]

    /// Distance of the table entries at most [ms].
    private static let tableStep = 0.5
    /// Share of the beat at its end over which the ends are joined [1].
    private static let closingShare = 1.0 / 3
    /// V0 assumed with one beat, and the centre of its prior, as a share of the smallest volume [1].
    private static let assumedIntercept = 0.2
    /// Standard deviation of V0 in its prior, as a share of the smallest volume [1].
    private static let interceptSpread = 0.5
    /// Largest admissible V0 as a share of the smallest volume [1].
    private static let largestIntercept = 0.8
    /// Pressure error that weighs as much as one standard deviation of the prior [kPa].
    private static let pressureError = 2 * Units.mmHg

    /// Makes the law from beats at one heart rate and samples of a passive inflation.
    ///
    /// - Parameters:
    ///   - beats: oldest first; the newest is repeated exactly.
    ///   - edpvr: at least three samples, in any order.
    /// - Throws: no beat, beats of different length, unusable passive samples.
    public static func fit(
        beats: [VentricularBeat], edpvr: [PassiveSample]
    ) throws(EmulatorError) -> EmulatedVentricle {
        guard let newest = beats.last else {
            throw .tooFewSamples(what: "the list of beats", found: 0, needed: 1)
        }
        for beat in beats where abs(beat.period - newest.period) > 1e-6 * newest.period {
            throw .differentPeriods(first: newest.period, other: beat.period)
        }
        let passive = try PassiveRelation.fit(edpvr)
        let count = Int((newest.period / tableStep).rounded(.up))
        let tables = beats.map { SampledBeat($0, passive: passive, count: count) }
        let intercept = intercept(tables)
        return EmulatedVentricle(
            passive: passive, intercept: intercept, period: newest.period,
            newest: tables[tables.count - 1])
    }

    /// Makes the law from one beat and samples of a passive inflation.
    ///
    /// - Throws: unusable passive samples.
    public static func fit(
        beat: VentricularBeat, edpvr: [PassiveSample]
    ) throws(EmulatorError) -> EmulatedVentricle {
        try fit(beats: [beat], edpvr: edpvr)
    }

    /// A beat on the table's times, with its active pressure p − passive(V).
    private struct SampledBeat {
        let volume: [Double]
        let active: [Double]

        init(_ beat: VentricularBeat, passive: PassiveRelation, count: Int) {
            let times = (0...count).map { beat.period * Double($0) / Double(count) }
            let volume = MonotoneCubic(x: beat.time, y: beat.volume)(times)
            let pressure = MonotoneCubic(x: beat.time, y: beat.pressure)(times)
            self.volume = volume
            active = times.indices.map {
                pressure[$0] - passive.pressure(volume: volume[$0]).value
            }
        }
    }

    private init(
        passive: PassiveRelation, intercept: Double, period: Double, newest: SampledBeat
    ) {
        self.passive = passive
        self.activeUnstressedVolume = intercept
        self.period = period
        let raw = newest.active.indices.map { k in
            max(newest.active[k], 0) / (newest.volume[k] - intercept)
        }
        elastance = Self.closed(raw)
        offset = Self.closed(newest.active.map { min($0, 0) })
    }

    /// Takes the law as it is: values at equal distances over the beat, the last one cycle after the first and equal
    /// to it; at least two.
    public init(
        passive: PassiveRelation, activeUnstressedVolume: Double, period: Double,
        elastance: [Double], offset: [Double]
    ) {
        precondition(elastance.count == offset.count && elastance.count > 1, "tables of one beat")
        self.passive = passive
        self.activeUnstressedVolume = activeUnstressedVolume
        self.period = period
        self.elastance = elastance
        self.offset = offset
    }

    /// The table with its end joined to its start.
    private static func closed(_ table: [Double]) -> [Double] {
        let last = table.count - 1
        let gap = table[0] - table[last]
        let start = (1 - closingShare) * Double(last)
        return table.indices.map { k in
            k == last
                ? table[0] : table[k] + gap * max(0, Double(k) - start) / (Double(last) - start)
        }
    }

    /// V0 by which the newest beat predicts the active pressure of the others best.
    private static func intercept(_ beats: [SampledBeat]) -> Double {
        let newest = beats[beats.count - 1]
        let smallest = beats.map { $0.volume.min() ?? 0 }.min() ?? 0
        let centre = assumedIntercept * smallest
        guard beats.count > 1 else { return centre }
        func misfit(_ intercept: Double) -> Double {
            let deviation = (intercept - centre) / (interceptSpread * smallest)
            var sum = deviation * deviation
            for beat in beats.dropLast() {
                var square = 0.0
                for k in beat.volume.indices where newest.active[k] > 0 {
                    let predicted =
                        newest.active[k] * (beat.volume[k] - intercept)
                        / (newest.volume[k] - intercept)
                    let error = (predicted - beat.active[k]) / pressureError
                    square += error * error
                }
                sum += square / Double(beat.volume.count)
            }
            return sum
        }
        var (low, high) = (-2 * smallest, largestIntercept * smallest)
        let golden = (5.0.squareRoot() - 1) / 2
        while high - low > 1e-4 * smallest {
            let (a, b) = (high - golden * (high - low), low + golden * (high - low))
            if misfit(a) < misfit(b) { high = b } else { low = a }
        }
        return 0.5 * (low + high)
    }

    @inlinable
    public func phase(at time: Double) -> Phase {
        let beats = time / period
        let position = (beats - beats.rounded(.down)) * Double(elastance.count - 1)
        let index = min(Int(position), elastance.count - 2)
        let t = position - Double(index)
        return Phase(
            elastance: elastance[index] + t * (elastance[index + 1] - elastance[index]),
            offset: offset[index] + t * (offset[index + 1] - offset[index]))
    }

    @inlinable
    public func pressure(volume: Double, phase: Phase) -> ChamberPressure {
        let relaxed = passive.pressure(volume: volume)
        return ChamberPressure(
            value: phase.elastance * (volume - activeUnstressedVolume) + phase.offset
                + relaxed.value,
            slope: phase.elastance + relaxed.slope)
    }
}
