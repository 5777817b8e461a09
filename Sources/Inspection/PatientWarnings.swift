import Patients
import Quantities

/// What in a valid patient deserves a second look.
enum PatientWarnings {
    /// Difference between a measured and a mesh volume that two methods explain.
    private static let volumeTolerance = 0.15

    /// Only a calibrated patient has these; nobody misses them elsewhere.
    private static let ofCalibrations = [
        PatientSchema.posteriorGroup.path, PatientSchema.calibrationGroup.path,
    ]

    static func collect(_ patient: Patient, _ inspection: PatientInspection) -> [String] {
        missing(inspection) + unknown(patient) + strange(inspection) + contradictions(inspection)
    }

    private static func missing(_ inspection: PatientInspection) -> [String] {
        // Trees and root sites stand for each other.
        let hasConduction = inspection.parts.contains {
            $0.path.hasPrefix(PatientSchema.conductionGroup.path) && $0.content != nil
        }
        return inspection.parts.compactMap { part in
            let isConduction = part.path.hasPrefix(PatientSchema.conductionGroup.path)
            guard part.content == nil, !isConduction, !ofCalibrations.contains(part.path) else {
                return nil
            }
            return "\(part.path) is missing; used instead: \(part.fallback)"
        }
            + (hasConduction
                ? []
                : [
                    "\(PatientSchema.conductionGroup.path) is missing; used instead: "
                        + "trees grown from the first sites of Durrer et al. 1970"
                ])
    }

    private static func unknown(_ patient: Patient) -> [String] {
        let known = MeasurementCards.all.map(\.name)
        var warnings: [String] = []
        for name in patient.measurements.keys.sorted() {
            guard let card = MeasurementCards.card(name) else {
                let hint =
                    Spelling.nearest(to: name, among: known)
                    .map { "; did you mean \"\($0)\"?" } ?? ""
                warnings.append("the model does not use the measurement \"\(name)\"\(hint)")
                continue
            }
            guard let given = patient.measurements[name]?.unit, let wanted = try? Unit(card.unit)
            else { continue }
            do throws(QuantityError) { try given.require(wanted) } catch {
                warnings.append("measurement \"\(name)\": \(error)")
            }
        }
        return warnings
    }

    private static func strange(_ inspection: PatientInspection) -> [String] {
        inspection.values.compactMap { value in
            guard let number = value.value, let low = value.low, let high = value.high,
                let plausibility = value.plausibility, plausibility != .normal
            else { return nil }
            let origin = value.kind == "from the mesh" ? " (from the mesh)" : ""
            let end = plausibility == .implausible ? "; check number and unit" : ""
            return "\(value.name)\(origin) is \(plausibility.rawValue): \(number.short) "
                + "\(value.unit), normal \(low.short) to \(high.short)\(end)"
        }
    }

    private static func contradictions(_ inspection: PatientInspection) -> [String] {
        func number(_ name: String) -> Double? {
            inspection.values.first { $0.name == name && $0.kind != "from the mesh" }?.value
        }
        var warnings: [String] = []
        if let systolic = number("systolic_pressure"), let diastolic = number("diastolic_pressure"),
            systolic <= diastolic
        {
            warnings.append("systolic_pressure is not above diastolic_pressure")
        }
        if let measured = number("lv_end_diastolic_volume"),
            let mesh = inspection.anatomy.leftCavityML,
            abs(measured - mesh) > volumeTolerance * mesh
        {
            warnings.append(
                "lv_end_diastolic_volume is \(measured.short) mL but the mesh encloses "
                    + "\(mesh.short) mL: is the mesh end-diastolic?")
        }
        return warnings
    }
}
