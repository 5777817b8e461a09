import Calibration

/// A parameter of the three-dimensional heart that contraction is fitted by.
public struct HeartFactor: Sendable, Equatable {
    /// Full name of the parameter.
    public let name: String
    /// One phrase for people, to stand in a sentence.
    public let summary: String
    /// Standard deviation of its logarithm before any measurement; assumed, as in `LoopFactors` [1].
    public let spread: Double
    /// Where its logarithm stands in that distribution when the fit begins [1].
    public let start: Double
    /// The factor of the loop that moves the same thing; nil where the loop has none.
    public let loopFactor: String?

    /// Makes a factor.
    package init(
        name: String, summary: String, spread: Double, start: Double, loopFactor: String?
    ) {
        self.name = name
        self.summary = summary
        self.spread = spread
        self.start = start
        self.loopFactor = loopFactor
    }

    /// Those of a calibration: contractilities and blood always, vessels as the loop has them, the aortic valve where
    /// its gradient is aimed at.
    static func all(_ loop: PatientCalibration, targets: [LoopTarget]) -> [HeartFactor] {
        /// What multiplies the loop's: it begins where the loop's calibration left that.
        func surrounding(_ name: String, _ factor: String) -> HeartFactor? {
            let factors = loop.posterior.study.factors
            guard let place = factors.firstIndex(where: { $0.name == factor }) else { return nil }
            return HeartFactor(
                name: name, summary: factors[place].summary, spread: factors[place].spread,
                start: loop.fit.point.logarithms[place], loopFactor: factor)
        }
        let gradient = targets.contains { $0.quantity == "aortic_mean_gradient" }
        return [
            HeartFactor(
                name: "wall.contractilityLeft", summary: "contractility of left wall and septum",
                spread: 0.5, start: 0, loopFactor: nil),
            HeartFactor(
                name: "wall.contractilityRight", summary: "contractility of the right wall",
                spread: 0.5, start: 0, loopFactor: nil),
            // Another volume in the ventricles is other blood, so that it has a distribution of its own.
            HeartFactor(
                name: "heart.bloodVolumeFactor", summary: "blood volume", spread: 0.12, start: 0,
                loopFactor: "bloodVolume"),
        ]
            + [
                surrounding("heart.systemicResistanceFactor", "systemicResistance"),
                surrounding("heart.pulmonaryResistanceFactor", "pulmonaryResistance"),
                gradient ? surrounding("heart.aorticAreaFactor", "aorticArea") : nil,
            ].compactMap { $0 }
    }
}
