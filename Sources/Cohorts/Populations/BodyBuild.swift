import Numerics

/// Heights and weights of a sex.
///
/// ```
/// height ~ N(mean, sd²),   BMI ~ N(mean, sd²) within limits,   weight = BMI · height²
/// ```
public struct BodyBuild: Sendable, Equatable {
    /// Mean and standard deviation of the height [cm].
    public var height: Double
    public var heightDeviation: Double
    /// Mean and standard deviation of the body mass index [kg/m²].
    public var bodyMassIndex: Double
    public var bodyMassIndexDeviation: Double
    /// Where they come from.
    public var source: String

    /// From lean to below obese, which the cohorts of healthy volunteers left out (Petersen et al. 2017,
    /// doi:10.1186/s12968-017-0327-9); the lower limit is the WHO's, from memory [kg/m²].
    public static let limits = 18.5...30.0

    /// Draws a body.
    func draw(_ generator: inout SplitMix64) -> (heightCm: Double, weightKg: Double) {
        let tall = height + heightDeviation * generator.nextNormal()
        var index = Double.nan
        while !Self.limits.contains(index) {
            index = bodyMassIndex + bodyMassIndexDeviation * generator.nextNormal()
        }
        let metres = tall / 100
        return (tall, index * metres * metres)
    }
}
