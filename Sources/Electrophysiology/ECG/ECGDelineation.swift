import Glibc

/// Intervals and waves of a computed electrocardiogram.
///
/// Signals are free of noise, so simple rules do. They use two signals over the
/// ``ECGLead/independent`` leads L: the speed `s = √Σ(dL/dt)²` and the magnitude `m = √ΣL²`.
///
/// - QRS: onset is the first time s exceeds ``threshold`` of its maximum; offset the first time after
///   the maximum from which it stays below for ``quietTime`` while m is at most ``restingShare`` of its
///   largest so far. A front that crosses the wall evenly, as in bundle branch block, holds the signals still in
///   the middle of the complex, but far from zero. Without such a time before the T wave, the first quiet one
///   whatever m is.
/// - T wave: peak is the largest m later than ``stSegment`` after the QRS; its end is where the tangent
///   of steepest descent after the peak meets zero.
/// - T amplitude of a lead: its value of largest size from the start of that search to the T end.
///
/// Source of the tangent: Lepeschkin & Surawicz, *Circulation* 6 (1952) 378–388,
/// doi:10.1161/01.CIR.6.3.378. The thresholds are ours; beyond a quarter of the S wave, ST segments are those of an
/// infarct even in block (Smith et al., *Ann. Emerg. Med.* 60 (2012) 766–776, doi:10.1016/j.annemergmed.2012.07.119).
public struct ECGDelineation: Sendable, Equatable {
    /// The extremes of a complex in one lead [mV].
    public struct Deflections: Sendable, Equatable {
        /// Largest value, at least 0.
        public let positive: Double
        /// Smallest value, at most 0.
        public let negative: Double
    }

    /// Start of the QRS complex [ms].
    public let qrsOnset: Double
    /// End of the QRS complex [ms].
    public let qrsOffset: Double
    /// Time of the T wave's peak [ms].
    public let tPeak: Double
    /// End of the T wave [ms].
    public let tEnd: Double
    /// Largest positive and negative deflection of the QRS complex in each lead [mV].
    public let qrsAmplitudes: [Deflections]
    /// Amplitude of the T wave in each lead, with its sign [mV].
    public let tAmplitudes: [Double]

    /// Share of the largest speed below which the electrocardiogram is at rest.
    public static let threshold = 0.03
    /// Time that the speed must stay low to end the QRS complex [ms].
    public static let quietTime = 10.0
    /// Share of the largest magnitude beyond which still signals are a plateau within the QRS complex.
    public static let restingShare = 1.0 / 3
    /// Share of the largest magnitude below which nothing that follows is a T wave.
    public static let waveShare = 0.1
    /// Time after the QRS complex before which no T wave is looked for [ms].
    public static let stSegment = 60.0

    /// Duration of the QRS complex [ms].
    public var qrsDuration: Double { qrsOffset - qrsOnset }
    /// From the start of the QRS complex to the end of the T wave [ms].
    public var qtInterval: Double { tEnd - qrsOnset }
    /// From the peak of the T wave to its end [ms].
    public var tPeakToEnd: Double { tEnd - tPeak }

    /// Mean direction of the QRS complex in the frontal plane [rad], 0 to the left, π/2 to the feet.
    ///
    /// From the net deflections of leads I and aVF, `atan2(2·aVF/√3, I)`.
    ///
    /// Source: Novosel et al., *J. Electrocardiol.* 32 (1999) 285–289 (the factor 2/√3 of unipolar to
    /// bipolar limb leads).
    public var frontalAxis: Double {
        let i = net(.i)
        let aVF = net(.aVF)
        return atan2(2 / 3.0.squareRoot() * aVF, i)
    }

    /// Amplitude of the T wave in a lead, with its sign [mV].
    public func tAmplitude(_ lead: ECGLead) -> Double {
        tAmplitudes[ECGLead.allCases.firstIndex(of: lead) ?? 0]
    }

    private func net(_ lead: ECGLead) -> Double {
        let amplitudes = qrsAmplitudes[ECGLead.allCases.firstIndex(of: lead) ?? 0]
        return amplitudes.positive + amplitudes.negative
    }

    /// Measures an electrocardiogram.
    ///
    /// - Throws: ``ElectrophysiologyError/noWave(name:)`` when there is no QRS complex or T wave.
    public init(_ ecg: Electrocardiogram) throws(ElectrophysiologyError) {
        let step = ecg.sampleStep
        let signals = ECGLead.independent.map { ecg[$0] }
        let vectors = (0..<ecg.count).map { (sample: Int) -> SIMD8<Double> in
            var vector = SIMD8<Double>.zero
            for lead in signals.indices { vector[lead] = signals[lead][sample] }
            return vector
        }
        let magnitudes = vectors.map(Self.norm)
        let qrs = try Self.findQRS(Self.speed(vectors, step), magnitudes, step)
        let first = qrs.upperBound + Int((Self.stSegment / step).rounded(.up))
        let t = try Self.findT(magnitudes, from: first)
        qrsOnset = Double(qrs.lowerBound) * step
        qrsOffset = Double(qrs.upperBound) * step
        tPeak = Double(t.peak) * step
        tEnd = t.end * step
        qrsAmplitudes = ecg.samples.map { lead in
            Deflections(
                positive: max(0, lead[qrs].max() ?? 0), negative: min(0, lead[qrs].min() ?? 0))
        }
        let tWave = first...max(first, Int(t.end))
        tAmplitudes = ecg.samples.map { lead in
            lead[tWave].max { abs($0) < abs($1) } ?? 0
        }
    }

    /// First and last sample of the QRS complex.
    private static func findQRS(
        _ speed: [Double], _ magnitude: [Double], _ step: Double
    ) throws(ElectrophysiologyError) -> ClosedRange<Int> {
        let fastest = speed.indices.max { speed[$0] < speed[$1] } ?? 0
        guard speed[fastest] > 0 else { throw .noWave(name: "QRS complex") }
        let limit = threshold * speed[fastest]
        let onset = speed.firstIndex { $0 > limit } ?? fastest
        let quiet = Int((quietTime / step).rounded(.up))
        let st = Int((stSegment / step).rounded(.up))
        var offset = fastest
        var largest = magnitude[onset...fastest].max() ?? 0
        // The first quiet time, taken where none is near zero.
        var plateau: Int?
        for sample in fastest..<speed.count {
            largest = max(largest, magnitude[sample])
            if speed[sample] > limit {
                offset = sample
            } else if sample - offset == quiet {
                guard let still = plateau else {
                    if magnitude[sample] <= restingShare * largest { return onset...offset }
                    plateau = offset
                    continue
                }
                // Rest with a T wave after it; rest after the T wave says that what was still was the ST segment.
                let later = magnitude[min(sample + st, magnitude.count - 1)...].max() ?? 0
                guard later > waveShare * largest else { return onset...still }
                if magnitude[sample] <= restingShare * largest { return onset...offset }
            }
        }
        return onset...(plateau ?? offset)
    }

    /// Sample of the T wave's peak and (fractional) of its end, not before sample `first`.
    private static func findT(
        _ magnitude: [Double], from first: Int
    ) throws(ElectrophysiologyError) -> (peak: Int, end: Double) {
        guard first < magnitude.count - 1 else { throw .noWave(name: "T wave") }
        let peak = (first..<magnitude.count).max { magnitude[$0] < magnitude[$1] } ?? first
        let drops = zip(magnitude, magnitude.dropFirst()).map { $0 - $1 }
        let steepest = (peak..<drops.count).max { drops[$0] < drops[$1] }
        guard let steepest, drops[steepest] > 0 else { throw .noWave(name: "T wave") }
        // The tangent touches halfway between two samples.
        let middle = 0.5 * (magnitude[steepest] + magnitude[steepest + 1])
        let end = Double(steepest) + 0.5 + middle / drops[steepest]
        return (peak, min(end, Double(magnitude.count - 1)))
    }

    /// √Σ(dL/dt)² by central differences, one-sided at the ends.
    private static func speed(_ vectors: [SIMD8<Double>], _ step: Double) -> [Double] {
        vectors.indices.map { k in
            let before = max(0, k - 1)
            let after = min(vectors.count - 1, k + 1)
            let span = step * Double(max(1, after - before))
            return norm((vectors[after] - vectors[before]) / span)
        }
    }

    private static func norm(_ vector: SIMD8<Double>) -> Double {
        (vector * vector).sum().squareRoot()
    }
}
