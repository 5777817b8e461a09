import Quantities
public import Reports

extension RunSummary {
    /// Whether the run can stand in for what was not measured of a patient: it must be finished, untreated, and of this
    /// patient's file as it is now.
    ///
    /// - Parameters:
    ///   - folder: where the run is, for the message.
    ///   - digest: SHA-256 of the patient's file; nil where only the run is given.
    /// - Throws: ``SuiteError/unusableRun(folder:reason:)``.
    public func require(
        ofPatient identifier: String?, digest: String?, in folder: String
    ) throws(SuiteError) {
        func refuse(_ reason: String) -> SuiteError { .unusableRun(folder: folder, reason: reason) }
        guard completed else {
            throw refuse(
                "the run was stopped before its end; go on with hearttwin simulate --resume")
        }
        if let done = provenance["interventions"], done != "none" {
            throw refuse(
                "it shows the patient treated (\(done.printable)), not as measured; give an untreated run"
            )
        }
        if let identifier, identifier != patient {
            throw refuse(
                "it is of the patient \"\(patient.printable)\", not of \"\(identifier.printable)\"")
        }
        guard let digest else { return }
        guard let computed = provenance["patient file SHA-256"], !computed.isEmpty else {
            throw refuse("it does not say of which file it is; run hearttwin simulate again")
        }
        guard computed == digest else {
            throw refuse(
                "the file of \"\(patient.printable)\" has changed since (SHA-256 \(digest.prefix(12))…, the "
                    + "run's \(computed.prefix(12).description.printable)…); run hearttwin simulate again"
            )
        }
    }
}
