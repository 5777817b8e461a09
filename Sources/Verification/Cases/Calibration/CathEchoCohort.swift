import Foundation

/// The adults of Harrod et al. 2021 with right-heart catheterisation and echo, one row a patient.
struct CathEchoCohort {
    /// What one patient's row says, by our names, in our units; what was not measured is missing.
    struct Patient {
        var identifier: String
        var values: [String: Double]
    }

    let patients: [Patient]

    /// Columns of the file and our names for them.
    private static let columns = [
        "heart_rate2": "heart_rate", "systolic_bp_2": "systolic_pressure",
        "diastolic_bp_2": "diastolic_pressure", "cardiac_output": "cardiac_output",
        "right_ventricle_systole": "rv_systolic_pressure",
        "ra_pressure": "central_venous_pressure", "mv_e_a_ratio": "mitral_e_a_ratio",
        "lvef": "lv_ejection_fraction", "pap_diastolic": "pulmonary_diastolic_pressure",
        "pap_systolic": "pulmonary_systolic_pressure", "wedge_pressure": "left_atrial_pressure",
    ]

    /// Reads the table.
    ///
    /// - Throws: ``VerificationError``.
    init(path: String) throws {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw VerificationError.missingReference(path: path)
        }
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        guard let head = lines.first, Self.columns.keys.allSatisfy(head.contains) else {
            throw VerificationError.unusableReference(
                path: path, reason: "the columns are not those of the cohort")
        }
        patients = lines.dropFirst().map { fields in
            var values: [String: Double] = [:]
            for (column, field) in zip(head, fields) {
                if let name = Self.columns[column], let value = Double(field) {
                    values[name] = value
                }
            }
            return Patient(identifier: fields.first ?? "", values: values)
        }
    }
}
