import Electrophysiology
import HeartModel
import PatientModels
import Patients
import Scenarios

/// Published changes of the QRS complex, on the anatomy of rodero-01: what starts a beat is replaced by the
/// catalogue's interventions.
enum ElectricTrials {
    /// Every row.
    static let names = ["lbbb_qrs", "crt_qrs", "lbbap_qrs", "dofetilide_qt"]

    /// What comes of them.
    ///
    /// - Throws: errors of the patient file and of the activation.
    static func outcomes(_ options: VerificationOptions) throws -> [InterventionOutcome] {
        let patient = try Patient(
            reading: options.dataDirectory + "/patients/rodero-01.h5", knowing: Patient.catalogue)
        let anatomy = try patient.heartAnatomy()
        let parameters = try patient.heartParameters()
        func waves(_ call: String?, cycle: Double = cycleLength) throws -> ECGDelineation {
            var heart = TreatedHeart(
                parameters: parameters, activation: ActivationProtocols.normal)
            if let call { try heart.apply(try InterventionCall(parsing: call).intervention()) }
            return try ElectricalBeat(
                anatomy, parameters: heart.parameters, activation: heart.activation,
                cycleLength: cycle
            ).waves.get()
        }
        func qrs(_ call: String?) throws -> Double { try waves(call).qrsDuration }
        func qt(_ call: String?) throws -> Double { try waves(call, cycle: second).qtInterval }
        let block = "bundle-branch-block(side=left)"
        let blocked = try qrs(block)
        func outcome(
            _ row: String, _ done: String, from first: Double, to last: Double,
            _ judged: InterventionTrial.Judged, _ band: ClosedRange<Double>, _ source: String
        ) -> InterventionOutcome {
            InterventionOutcome(
                row, in: "rodero-01", done: done, from: first, to: last, unit: "ms",
                judged: judged, band: band, source: source)
        }
        let crt = "crt"
        let bundle = "left-bundle-area-pacing"
        return [
            outcome(
                "lbbb_qrs", block, from: try qrs(nil), to: blocked, .after, 120...200,
                "120 ms and more, AHA/ACC/HRS criterion"),
            outcome(
                "crt_qrs", crt, from: blocked, to: try qrs(crt), .percent, -25 ... -10,
                "-15 %, PLoS One 0154024"),
            outcome(
                "lbbap_qrs", bundle, from: blocked, to: try qrs(bundle), .change, -60 ... -20,
                "152.6 to 119.3 ms"),
            outcome(
                "dofetilide_qt", dofetilide, from: try qt(nil), to: try qt(dofetilide), .percent,
                10...25, "+16.7 ± 8.7 % at 60/min on 0.75 mg twice daily, n = 12, Demolis 1996"),
        ]
    }

    /// Of the membrane models behind the electrocardiogram [ms].
    private static let cycleLength = 857.0
    /// Of 60 beats a minute [ms].
    private static let second = 1000.0
    /// 0.75 mg by the 0.5 mg behind CiPA's Cmax of 2 nM (from memory).
    private static let dofetilide = "ion-channel-drug(drug=dofetilide, multiple=1.5)"
}
