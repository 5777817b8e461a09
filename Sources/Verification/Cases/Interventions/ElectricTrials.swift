import Electrophysiology
import HeartModel
import PatientModels
import Patients
import Scenarios

/// Published changes of the QRS complex, on the anatomy of rodero-01: what starts a beat is replaced by the
/// catalogue's interventions.
enum ElectricTrials {
    /// Every row.
    static let names = ["lbbb_qrs", "crt_qrs", "lbbap_qrs"]

    /// What comes of them.
    ///
    /// - Throws: errors of the patient file and of the activation.
    static func outcomes(_ options: VerificationOptions) throws -> [InterventionOutcome] {
        let patient = try Patient(
            reading: options.dataDirectory + "/patients/rodero-01.h5", knowing: Patient.catalogue)
        let anatomy = try patient.heartAnatomy()
        let parameters = try patient.heartParameters()
        func qrs(_ call: String?) throws -> Double {
            var heart = TreatedHeart(
                parameters: parameters, activation: ActivationProtocols.normal)
            if let call { try heart.apply(try InterventionCall(parsing: call).intervention()) }
            return try ElectricalBeat(
                anatomy, parameters: parameters, activation: heart.activation,
                cycleLength: cycleLength
            ).waves.qrsDuration
        }
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
        ]
    }

    /// Of the membrane models behind the electrocardiogram [ms].
    private static let cycleLength = 857.0
}
