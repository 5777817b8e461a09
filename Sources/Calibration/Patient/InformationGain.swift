import Circuits

/// What further measurements would tell, by the linear model around the best fit.
struct InformationGain {
    private let posterior: LoopPosterior
    private let fit: LaplaceApproximation

    init(_ posterior: LoopPosterior, _ fit: LaplaceApproximation) {
        self.posterior = posterior
        self.fit = fit
    }

    /// The measurement not yet made that would reduce the variance of a factor most; nil where none reduces
    /// it by a tenth.
    func mostInformative(about factor: Int) -> String? {
        var best: (name: String, share: Double)?
        let variance = fit.deviations[factor] * fit.deviations[factor]
        for (place, output) in posterior.study.outputs.enumerated()
        where !posterior.places.contains(place) && !Self.research.contains(output.name) {
            let noise = MeasurementPrecision.entry(output.name)
                .deviation(of: fit.point.readings[place])
            let own = fit.deviation(ofReading: place)
            let shared = fit.covariances(ofReading: place)[factor]
            let share = shared * shared / (own * own + noise * noise) / variance
            if share > best?.share ?? Self.worthwhile { best = (output.name, share) }
        }
        return best?.name
    }

    /// Readings that only a catheter in the left ventricle gives; nobody is sent for one.
    private static let research: Set = [
        "lv_stroke_work", "lv_max_pressure_rise", AdultOutput.outflowGradient,
    ]

    /// Share of the variance that a measurement must remove to be asked for [1].
    private static let worthwhile = 0.1
}
