import Fibres
import Geometry
import Numerics
import Storage

extension Patient {
    /// Checks the patient and writes the file, all of it or nothing.
    ///
    /// The file appears under its name only when complete; an existing file is replaced in one
    /// step. What the patient was read with beyond the schema is written back.
    ///
    /// - Parameters:
    ///   - path: The file; its folder must exist.
    ///   - catalogue: The model's parameters.
    /// - Throws: ``PatientsError``: invalid, no space, folder not writable.
    public func write(to path: String, knowing catalogue: ParameterCatalogue) throws(PatientsError)
    {
        try validate(file: path, knowing: catalogue)
        // Without the commit at the end, the writer removes what it has written.
        let writer = try PatientsError.wrapping { () throws(StorageError) in
            try H5Writer(writing: path)
        }
        try writeContents(SchemaWriter(root: writer.root))
        try PatientsError.wrapping { () throws(StorageError) in try writer.commit() }
    }

    private func writeContents(_ schema: SchemaWriter) throws(PatientsError) {
        try schema.anatomy(anatomy, fibres: fibres, rims: valveRims)
        try schema.group(PatientSchema.subject)
        try schema.text(PatientSchema.versionMark, [], PatientSchema.version)
        try schema.subject(subject)
        if let mechanicsMesh { try schema.mechanicsMesh(mechanicsMesh) }
        if let referenceState { try schema.referenceState(referenceState) }
        try schema.conduction(conduction)
        try schema.electrodes(electrodes)
        try schema.measurements(measurements)
        try schema.waveforms(waveforms)
        for (name, identifier) in models.sorted(by: { $0.key < $1.key }) {
            try schema.text(PatientSchema.model, [name], identifier)
        }
        try schema.parameters(parameters)
        if let posterior { try schema.posterior(posterior) }
        try schema.calibrations(calibrations)
        for (name, text) in provenance.sorted(by: { $0.key < $1.key }) {
            try schema.text(PatientSchema.provenance, [name], text)
        }
        if let extras {
            try schema.extras(
                extras, points: anatomy.mesh.points.count, cells: anatomy.mesh.tets.count)
        }
    }
}
