import Circulation
public import Glibc

/// One state of a passive inflation.
public struct PassiveSample: Sendable, Equatable {
    /// Volume [mm³].
    public var volume: Double
    /// Pressure [kPa].
    public var pressure: Double

    /// Makes a sample.
    public init(volume: Double, pressure: Double) {
        self.volume = volume
        self.pressure = pressure
    }
}

/// Exponential end-diastolic pressure–volume relation.
///
/// ```
/// p = A·(exp(B·(V − Vp)) − 1)
/// ```
///
/// Form of Santamore & Burkhoff, *Am. J. Physiol.* 260 (1991) H146–H157,
/// doi:10.1152/ajpheart.1991.260.1.H146; for exponents above 40 it continues as its tangent.
public struct PassiveRelation: Sendable, Equatable {
    /// Pressure scale A [kPa].
    public var scale: Double
    /// Exponent B [1/mm³].
    public var stiffness: Double
    /// Volume without pressure Vp [mm³].
    public var unstressedVolume: Double

    /// Makes a relation.
    public init(scale: Double, stiffness: Double, unstressedVolume: Double) {
        self.scale = scale
        self.stiffness = stiffness
        self.unstressedVolume = unstressedVolume
    }

    @usableFromInline static var largestExponent: Double { 40 }
    /// Exponents tried by the fit, times the range of volumes: nearly straight … very curved [1].
    private static let exponents: ClosedRange<Double> = 0.05...12
    /// Steps of the golden-section search; each divides the interval by 1.6.
    private static let searchSteps = 40

    /// Pressure [kPa] and slope [kPa/mm³] at a volume [mm³].
    @inlinable
    public func pressure(volume: Double) -> (value: Double, slope: Double) {
        let exponent = stiffness * (volume - unstressedVolume)
        let capped = min(exponent, Self.largestExponent)
        let power = exp(capped)
        return (scale * (power * (1 + exponent - capped) - 1), scale * stiffness * power)
    }

    /// Fits the relation to samples of an inflation by least squares in pressure.
    ///
    /// For a given B the problem is linear in A·exp(−B·Vp) and A; B is found by golden section.
    ///
    /// - Throws: fewer than three samples, samples that are not finite or do not rise.
    public static func fit(_ samples: [PassiveSample]) throws(EmulatorError) -> PassiveRelation {
        guard samples.count >= 3 else {
            throw .tooFewSamples(what: "the passive inflation", found: samples.count, needed: 3)
        }
        let sorted = samples.sorted { $0.volume < $1.volume }
        for (k, sample) in sorted.enumerated() {
            guard sample.volume.isFinite, sample.pressure.isFinite else {
                throw .invalidSample(what: "passive pressure", index: k, value: sample.pressure)
            }
            guard k == 0 || sample.pressure > sorted[k - 1].pressure else {
                throw .notRising(volume: sample.volume, pressure: sample.pressure)
            }
        }
        let width = sorted[sorted.count - 1].volume - sorted[0].volume
        var (low, high) = (log(exponents.lowerBound), log(exponents.upperBound))
        let golden = (5.0.squareRoot() - 1) / 2
        func misfit(_ logarithm: Double) -> Double {
            linearFit(sorted, stiffness: exp(logarithm) / width).misfit
        }
        for _ in 0..<searchSteps {
            let (a, b) = (high - golden * (high - low), low + golden * (high - low))
            if misfit(a) < misfit(b) { high = b } else { low = a }
        }
        return linearFit(sorted, stiffness: exp(0.5 * (low + high)) / width).relation
    }

    /// Best relation with a given exponent, and its sum of squares [kPa²].
    private static func linearFit(
        _ samples: [PassiveSample], stiffness: Double
    ) -> (relation: PassiveRelation, misfit: Double) {
        // p = c·e − A with e = exp(B·(V − V₁)), V₁ the largest volume.
        let reference = samples[samples.count - 1].volume
        let n = Double(samples.count)
        var (se, see, sp, sep) = (0.0, 0.0, 0.0, 0.0)
        for sample in samples {
            let e = exp(stiffness * (sample.volume - reference))
            se += e
            see += e * e
            sp += sample.pressure
            sep += e * sample.pressure
        }
        let c = (n * sep - se * sp) / (n * see - se * se)
        // A positive pressure scale keeps the relation rising; nearly straight samples ask for it.
        let scale = max((c * se - sp) / n, 1e-6 * c)
        let relation = PassiveRelation(
            scale: scale, stiffness: stiffness,
            unstressedVolume: reference + log(scale / c) / stiffness)
        var misfit = 0.0
        for sample in samples {
            let error = relation.pressure(volume: sample.volume).value - sample.pressure
            misfit += error * error
        }
        return (relation, misfit)
    }
}
