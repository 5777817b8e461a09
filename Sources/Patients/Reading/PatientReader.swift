import Fibres
import Geometry
import Numerics
import Quantities
import Storage

extension Patient {
    /// Reads and checks a patient file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - catalogue: The model's parameters; others in the file are errors.
    /// - Throws: ``PatientsError``: the first thing wrong, with file, object and index.
    /// - Complexity: O(n) in the size of the meshes; about 0.3 s for 250 000 tetrahedra.
    public init(reading path: String, knowing catalogue: ParameterCatalogue) throws(PatientsError) {
        let file = try PatientsError.wrapping { () throws(StorageError) in
            try H5File(reading: path)
        }
        let reader = SchemaReader(file)
        try reader.requireVersion()
        self.init(subject: try reader.subject(), anatomy: try reader.anatomy())
        fibres = try reader.fibres()
        valveRims = try reader.valveRims()
        mechanicsMesh = try reader.mechanicsMesh()
        referenceState = try reader.referenceState()
        conduction = try reader.conduction()
        electrodes = try reader.electrodes()
        measurements = try reader.measurements()
        waveforms = try reader.waveforms()
        models = try reader.models()
        parameters = try reader.parameters()
        posterior = try reader.posterior()
        calibrations = try reader.calibrations()
        provenance = try reader.provenance()
        extras = try reader.extras(of: file)
        try validate(file: path, knowing: catalogue)
    }
}

extension PatientFacts {
    /// Reads and checks what a patient file says beside its meshes, in milliseconds.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - catalogue: The model's parameters; others in the file are errors.
    /// - Throws: ``PatientsError``: the first thing wrong, with file, object and index.
    public init(reading path: String, knowing catalogue: ParameterCatalogue) throws(PatientsError) {
        let file = try PatientsError.wrapping { () throws(StorageError) in
            try H5File(reading: path)
        }
        let reader = SchemaReader(file)
        try reader.requireVersion()
        self.init(
            subject: try reader.subject(), measurements: try reader.measurements(),
            models: try reader.models(), parameters: try reader.parameters(),
            posterior: try reader.posterior())
        try Patient.validateFacts(self, file: path, knowing: catalogue)
    }
}

extension SchemaReader {
    fileprivate typealias Schema = PatientSchema

    fileprivate func requireVersion() throws(PatientsError) {
        let found = try text(Schema.versionMark)
        let major = found.split(separator: ".").first
        guard major == Schema.version.split(separator: ".").first else {
            throw .schemaVersion(file: file, found: found)
        }
    }

    fileprivate func subject() throws(PatientsError) -> Subject {
        Subject(
            identifier: try text(Schema.subjectIdentifier),
            sex: try optionalText(Schema.subjectSex).flatMap(Subject.Sex.init) ?? .unknown,
            ageYears: try optionalNumber(Schema.age), heightCm: try optionalNumber(Schema.height),
            weightKg: try optionalNumber(Schema.weight))
    }

    fileprivate func referenceState() throws(PatientsError) -> ReferenceState? {
        guard try has(Schema.referenceGroup) else { return nil }
        guard count("nodes") > 0 else {
            throw .incomplete(
                file: file, object: Schema.referenceGroup.path, missing: Schema.mechanicsGroup.path)
        }
        return ReferenceState(
            points: try vectors(Schema.referencePoints),
            residualStretch: try residualStretch(),
            imagedPressures: (
                left: try number(Schema.referenceLeft) * Units.mmHg,
                right: try number(Schema.referenceRight) * Units.mmHg
            ),
            provenance: try optionalText(Schema.referenceProvenance))
    }

    private func residualStretch() throws(PatientsError) -> [Mat3] {
        guard try has(Schema.referenceStretch) else { return [] }
        let rows = try vectors(Schema.referenceStretch)
        return stride(from: 0, to: rows.count, by: 3).map {
            Mat3(rows: rows[$0], rows[$0 + 1], rows[$0 + 2])
        }
    }

    fileprivate func conduction() throws(PatientsError) -> Conduction {
        var conduction = Conduction()
        for name in try children(Schema.treeGroup, .group) {
            unbind("tree points", "tree edges")
            let points = try vectors(Schema.treePoints, [name])
            let flat = try indices(Schema.treeEdges, [name], below: points.count)
            let edges = stride(from: 0, to: flat.count, by: 2).map { SIMD2(flat[$0], flat[$0 + 1]) }
            conduction.trees.append(ConductionTree(name: name, points: points, edges: edges))
        }
        if try has(Schema.rootGroup) {
            let positions = try vectors(Schema.rootPositions)
            let times = try numbers(Schema.rootTimes)
            conduction.rootSites = zip(positions, times).map { RootSite(position: $0, time: $1) }
        }
        return conduction
    }

    fileprivate func electrodes() throws(PatientsError) -> [Electrode] {
        guard try has(Schema.electrodeGroup) else { return [] }
        let names = try texts(Schema.electrodeNames)
        let positions = try vectors(Schema.electrodePositions)
        return zip(names, positions).map { Electrode(name: $0, position: $1) }
    }

    fileprivate func measurements() throws(PatientsError) -> [String: Measurement] {
        var measurements: [String: Measurement] = [:]
        for name in try children(Schema.measurementGroup, .dataset) {
            unbind("values")
            let kind = try text(Schema.measurementKind, [name])
            measurements[name] = Measurement(
                try numbers(Schema.measurement, [name]),
                unit: try unit(Schema.measurementUnits, Schema.measurement, [name]),
                kind: Measurement.Kind(rawValue: kind) ?? .measured,
                site: try optionalText(Schema.measurementSite, [name]),
                source: try optionalText(Schema.measurementSource, [name]),
                uncertainty: try optionalNumber(Schema.measurementUncertainty, [name]))
        }
        return measurements
    }

    fileprivate func parameters() throws(PatientsError) -> [String: StoredParameter] {
        var parameters: [String: StoredParameter] = [:]
        for name in try children(Schema.parameterGroup, .dataset) {
            parameters[name] = StoredParameter(
                try number(Schema.parameter, [name]),
                unit: try unit(Schema.parameterUnits, Schema.parameter, [name]),
                bounds: try bounds(name),
                standardDeviation: try optionalNumber(Schema.parameterDeviation, [name]),
                provenance: try optionalText(Schema.parameterProvenance, [name]))
        }
        return parameters
    }

    private func bounds(_ name: String) throws(PatientsError) -> ClosedRange<Double>? {
        let lower = try optionalNumber(Schema.parameterLower, [name])
        let upper = try optionalNumber(Schema.parameterUpper, [name])
        let object = Schema.parameter.path([name])
        switch (lower, upper) {
        case (nil, nil): return nil
        case (let lower?, let upper?):
            guard lower <= upper else {
                throw .outOfRange(
                    file: file, object: object + "@lower", index: [], value: lower.short,
                    allowed: "at most upper, \(upper.short)")
            }
            return lower...upper
        case (nil, _): throw .incomplete(file: file, object: object + "@upper", missing: "@lower")
        case (_, nil): throw .incomplete(file: file, object: object + "@lower", missing: "@upper")
        }
    }

    /// The unit of something that may have any.
    func unit(
        _ entry: SchemaEntry, _ owner: SchemaEntry, _ names: [String]
    ) throws(PatientsError) -> Unit {
        let object = owner.path(names)
        guard try has(entry, names) else {
            throw .missingUnits(file: file, object: object, expected: "1")
        }
        let symbol = try text(entry, names)
        do throws(QuantityError) { return try Unit(symbol) } catch {
            throw .units(file: file, object: object, problem: error)
        }
    }

    fileprivate func posterior() throws(PatientsError) -> PosteriorEnsemble? {
        guard try has(Schema.posteriorGroup) else { return nil }
        let names = try texts(Schema.posteriorNames)
        let units = try listedUnits(Schema.posteriorUnits)
        let values = try numbers(Schema.posteriorSamples)
        let rows = names.isEmpty ? [] : Array(stride(from: 0, to: values.count, by: names.count))
        return PosteriorEnsemble(
            names: names, units: units,
            samples: rows.map { Array(values[$0..<$0 + names.count]) },
            method: try text(Schema.posteriorMethod),
            provenance: try optionalText(Schema.posteriorProvenance))
    }

    /// Units given as a list of texts.
    func listedUnits(
        _ entry: SchemaEntry, _ names: [String] = []
    ) throws(PatientsError) -> [Unit] {
        var units: [Unit] = []
        for (index, symbol) in try texts(entry, names).enumerated() {
            do throws(QuantityError) { units.append(try Unit(symbol)) } catch {
                throw .listedUnit(
                    file: file, object: entry.path(names), index: [index], problem: error)
            }
        }
        return units
    }

    fileprivate func models() throws(PatientsError) -> [String: String] {
        var models: [String: String] = [:]
        for name in try children(Schema.modelGroup, .dataset) {
            models[name] = try text(Schema.model, [name])
        }
        return models
    }

    fileprivate func provenance() throws(PatientsError) -> [String: String] {
        var provenance: [String: String] = [:]
        for name in try children(Schema.provenanceGroup, .dataset) {
            provenance[name] = try text(Schema.provenance, [name])
        }
        return provenance
    }
}
