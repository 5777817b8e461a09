import Circulation

/// The fit that made the defaults of ``LoopParameters``: a healthy adult at rest.
///
/// Targets are middles of normal ranges for an adult at 70 beats/min with the end-diastolic volumes
/// of the anatomy (Rodero et al. 2021, doi:10.1371/journal.pcbi.1008851, subject 1: left 120.4,
/// right 185.6 mL); priors stand in ``HealthyAdultTable``.
///
/// Sources of the targets: pressures, van Leeuwen et al. 2015 and Edwards Lifesciences 2009 as
/// collected in the BioGears validation data; ejection fraction, Petersen et al. 2017,
/// doi:10.1186/s12968-017-0327-9; ejection time, Weissler et al. 1968,
/// doi:10.1161/01.CIR.37.2.149; E/A and atrial share, Nagueh et al. 2016,
/// doi:10.1016/j.echo.2016.01.011; isovolumic relaxation, the Copenhagen City Heart Study (96 ± 19 ms, 1969 people without
/// disease, *Clin. Res. Cardiol.*, abstract); time constant of relaxation, 30 to 50 ms, from memory; left atrial volumes,
/// between echocardiography (15 to 37 and 3 to 23 mL/m², Henriksen et al. 2015, doi:10.1007/s10554-014-0533-6, abstract)
/// and magnetic resonance, with the anatomy's atrium of 68 mL in mind, an assumed compromise; pulmonary pressures,
/// Kovacs et al. 2009, doi:10.1183/09031936.00145608 (14.0 ± 3.3, 20.8 ± 4.4 and 8.8 ± 3.0 mmHg, from memory), and right
/// ventricular systolic pressure, the middle of 15 to 30 mmHg (Edwards Lifesciences 2009); right ejection time, some 30 ms
/// more than the left one, peak flow and drop over the pulmonary valve, that of jets of 0.6 to 0.9 m/s, from memory: people's
/// pulmonary velocity integral is 20 ± 4 cm where the aortic one is 22 ± 4 (n = 156, PMID 8685522, abstract); E/A by heart rate, E and A
/// waves almost unchanged by the rate until they merge, Chung et al. 2004, doi:10.1152/ajpheart.00404.2004 (abstract), with
/// numbers assumed.
public enum HealthyAdultFit {
    /// Free parameters with their priors.
    public static let free: [FreeParameter] = HealthyAdultTable.entries
        .sorted { $0.key < $1.key }
        .compactMap { name, entry in
            guard let prior = entry.prior, let spread = entry.spread else { return nil }
            return FreeParameter(LoopParameters.prefix + name, prior: prior, spread: spread)
        }

    /// Wanted values with the width that counts as equal.
    public static let targets: [LoopTarget] = [
        LoopTarget("leftEndDiastolicVolume", 120.4, deviation: 0.5),
        LoopTarget("rightEndDiastolicVolume", 185.6, deviation: 0.8),
        LoopTarget("leftEjectionFraction", 63, deviation: 1.5),
        LoopTarget("aorticSystolic", 118, deviation: 3),
        LoopTarget("aorticDiastolic", 76, deviation: 3),
        LoopTarget("aorticMean", 93, deviation: 2),
        LoopTarget("leftEndDiastolicPressure", 8.5, deviation: 0.8),
        LoopTarget("rightSystolicPressure", 22.5, deviation: 2),
        LoopTarget("pulmonaryArterySystolic", 21, deviation: 2),
        LoopTarget("pulmonaryArteryDiastolic", 9, deviation: 1),
        LoopTarget("pulmonaryArteryMean", 14, deviation: 1),
        LoopTarget("rightEndDiastolicPressure", 4.5, deviation: 0.6),
        LoopTarget("rightAtrialMean", 3.7, deviation: 0.4),
        LoopTarget("leftAtrialMean", 8, deviation: 0.7),
        LoopTarget("leftMaximumPressureRate", 1200, deviation: 100),
        LoopTarget("mitralLatePeakFlow", 270, deviation: 35),
        LoopTarget("mitralAtrialShare", 20, deviation: 2.5),
        LoopTarget("tricuspidEarlyPeakFlow", 330, deviation: 50),
        LoopTarget("tricuspidLatePeakFlow", 250, deviation: 40),
        LoopTarget("tricuspidAtrialShare", 22, deviation: 4),
        LoopTarget("leftEjectionTime", 294, deviation: 12),
        LoopTarget("leftPeakEjectionRate", 410, deviation: 50),
        LoopTarget("rightEjectionTime", 325, deviation: 12),
        LoopTarget("rightPeakEjectionRate", 340, deviation: 40),
        LoopTarget("pulmonaryValvePeakGradient", 1.5, deviation: 0.7),
        LoopTarget("mitralEarlyPeakFlow", 380, deviation: 55),
        LoopTarget("leftIsovolumicRelaxationTime", 95, deviation: 10),
        LoopTarget("leftRelaxationTime", 38, deviation: 8),
        LoopTarget("leftAtrialLargestVolume", 65, deviation: 6),
        LoopTarget("leftAtrialLeastVolume", 30, deviation: 6),
    ]

    /// Filling at other heart rates: both waves keep their size until they meet, which they have begun to do at 90.
    public static let targetsAtRates: [(heartRate: Double, targets: [LoopTarget])] = [
        (heartRate: 50, targets: [LoopTarget("mitralEarlyToLate", 1.6, deviation: 0.3)]),
        (heartRate: 90, targets: [LoopTarget("mitralEarlyToLate", 1.1, deviation: 0.2)]),
    ]

    /// The fit, ready to run.
    ///
    /// - Throws: a name that does not exist.
    public static func fit() throws(CalibrationError) -> LoopFit {
        try LoopFit(free: free, targets: targets, targetsAtRates: targetsAtRates)
    }
}
