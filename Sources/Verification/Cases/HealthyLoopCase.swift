import Circulation
public import Quantities

/// The healthy adult of the stand-alone loop against normal ranges.
///
/// Every gated range was read in its source. The end-diastolic volumes and the right ejection
/// fraction follow from the anatomy whose ventricles the loop stands for and are reported only.
///
/// Sources: pressures, van Leeuwen et al. 2015, Homoud 2008 and Edwards Lifesciences 2009 as
/// collected in the BioGears cardiovascular validation data; stroke volume, Brandfonbrener et al.
/// 1955 in the same collection; ejection fraction, Petersen et al. 2017,
/// doi:10.1186/s12968-017-0327-9; E/A, Nagueh et al. 2016, doi:10.1016/j.echo.2016.01.011.
public struct HealthyLoopCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "healthy-loop",
        summary: "Healthy adult in the closed loop with elastance ventricles: normal ranges",
        source: "Petersen et al. 2017, doi:10.1186/s12968-017-0327-9, and others in the checks")

    /// Makes the case.
    public init() {}

    public func run(_ options: VerificationOptions) throws -> [Check] {
        let parameters = LoopParameters.healthyAdult
        let model = parameters.standalone
        let start = parameters.initialState()
        let steps = options.quick ? 429 : 1714
        let periodic = try model.periodicBeat(
            from: start, period: parameters.period, steps: steps)
        let traces = try model.traces(
            from: periodic.state, period: parameters.period, steps: steps)
        options.progress("periodic after \(periodic.beats) beats of \(steps) steps")
        let summary = HaemodynamicSummary(traces, atrialOnset: parameters.atrialOnset)
        var checks = HaemodynamicQuantity.all.compactMap { quantity -> Check? in
            let value = quantity.value(summary)
            if let range = Self.normal[quantity.name] {
                return Check(
                    quantity.summary, unit: quantity.unit, observed: value, low: range.lowerBound,
                    high: range.upperBound)
            }
            return Self.reported.contains(quantity.name)
                ? Check(quantity.summary, unit: quantity.unit, observed: value, gated: false)
                : nil
        }
        for rate in Self.rates {
            let filling = try Self.filling(parameters, rate: rate, steps: steps)
            options.progress("filling at \(Int(rate)) beats/min")
            checks.append(
                Check(
                    "E/A of mitral inflow at \(Int(rate)) beats/min", unit: "1",
                    observed: filling.earlyToLate, low: Self.earlyToLate.lowerBound,
                    high: Self.earlyToLate.upperBound))
        }
        let change = (periodic.state.bloodVolume / start.bloodVolume - 1).magnitude
        checks.append(
            Check(
                "Change of blood volume per beat", unit: "1",
                observed: change / Double(periodic.beats), high: 1e-10))
        return checks
    }

    /// Heart rates at which there must be two waves of filling [1/min].
    private static let rates = [40.0, 50, 60, 80, 100]

    /// Two standard deviations around the means of the third (2.08 ± 0.55) and of the eighth decade (0.84 ± 0.29) in the
    /// Framingham sample of Benjamin et al., n = 127 (abstract) [1].
    private static let earlyToLate = 0.26...3.18

    /// Mitral inflow of the periodic beat at a heart rate [1/min], without reflexes.
    private static func filling(
        _ adult: LoopParameters, rate: Double, steps: Int
    ) throws -> FillingSummary {
        let parameters = try adult.replacing([LoopParameters.prefix + "heartRate": rate])
        let model = parameters.standalone
        let periodic = try model.periodicBeat(
            from: parameters.initialState(), period: parameters.period, steps: steps)
        let traces = try model.traces(
            from: periodic.state, period: parameters.period, steps: steps)
        return HaemodynamicSummary(traces, atrialOnset: parameters.atrialOnset).mitral
    }

    /// Normal ranges by quantity, in its unit.
    static let normal: [String: ClosedRange<Double>] = [
        "cardiacOutput": 4.5...6.5,
        "leftEjectionFraction": 51...70,
        "leftStrokeVolume": 55.3...93.1,
        "leftEndDiastolicPressure": 4...12,
        "leftSystolicPressure": 100...140,
        "leftMaximumPressureRate": 900...2000,
        "aorticSystolic": 100...140,
        "aorticDiastolic": 60...90,
        "aorticMean": 70...105,
        "rightSystolicPressure": 15...30,
        "rightEndDiastolicPressure": 2...8,
        "pulmonaryArterySystolic": 15...30,
        "pulmonaryArteryDiastolic": 4...15,
        "pulmonaryArteryMean": 9...18,
        "leftAtrialMean": 4...12,
        "rightAtrialMean": 2...6,
        "mitralEarlyToLate": 0.8...2,
        "mitralAtrialShare": 10...25,
    ]

    private static let reported: Set<String> = [
        "heartRate", "leftEndDiastolicVolume", "leftEndSystolicVolume", "rightEndDiastolicVolume",
        "rightEndSystolicVolume", "rightEjectionFraction", "leftEjectionTime",
        "leftIsovolumicRelaxationTime", "leftRelaxationTime", "leftAtrialLargestVolume",
        "leftAtrialLeastVolume", "mitralLatePeakFlow",
        "leftPeakEjectionRate", "leftStrokeWork", "mitralEarlyPeakFlow", "tricuspidEarlyToLate",
        "tricuspidAtrialShare",
    ]
}
