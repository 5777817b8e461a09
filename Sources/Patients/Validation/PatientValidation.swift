import Fibres
import Geometry
import Numerics
import Quantities

extension Patient {
    /// Checks everything that can be checked without simulating.
    ///
    /// Meshes: finite points, valid indices, positive volumes, one piece, complete and closed
    /// boundary with the surfaces that must be there. Fibres: unit and perpendicular. Parameters,
    /// those of the posterior too: known, of the right dimension, in range.
    ///
    /// - Parameters:
    ///   - file: Name for messages.
    ///   - catalogue: The model's parameters.
    /// - Throws: ``PatientsError``: the first thing wrong.
    public func validate(
        file: String, knowing catalogue: ParameterCatalogue
    ) throws(PatientsError) {
        try MeshValidation(anatomy, file: file).run()
        if let mechanicsMesh { try MeshValidation(mechanicsMesh, file: file).run() }
        try validateCoordinates(file: file)
        try validateFibres(file: file)
        try validateRims(file: file)
        try validatePlaces(file: file)
        try validateReferenceState(file: file)
        try Self.validateFacts(facts, file: file, knowing: catalogue)
        try validateWaveforms(file: file)
        try validateCalibrations(file: file)
        try validateProvenance(file: file)
    }

    /// Checks what a file says beside its meshes.
    static func validateFacts(
        _ facts: PatientFacts, file: String, knowing catalogue: ParameterCatalogue
    ) throws(PatientsError) {
        try validateMeasurements(facts.measurements, file: file)
        for (name, model) in facts.models.sorted(by: { $0.key < $1.key }) {
            try validate(model: model, name, file: file, knowing: catalogue)
        }
        for (name, parameter) in facts.parameters.sorted(by: { $0.key < $1.key }) {
            try validate(parameter, name, file: file, knowing: catalogue)
        }
        if let posterior = facts.posterior {
            try validate(posterior, file: file, knowing: catalogue)
        }
    }

    private func validateCoordinates(file: String) throws(PatientsError) {
        if let coordinates = anatomy.coordinates {
            let entries = [
                PatientSchema.apicobasal, PatientSchema.transmural, PatientSchema.rotational,
            ]
            try Self.validate(
                coordinates, entries, count: anatomy.mesh.points.count, file: file)
        }
        if let mechanicsMesh, let coordinates = mechanicsMesh.coordinates {
            let entries = [
                PatientSchema.mechanicsApicobasal, PatientSchema.mechanicsTransmural,
                PatientSchema.mechanicsRotational,
            ]
            try Self.validate(coordinates, entries, count: mechanicsMesh.points.count, file: file)
        }
    }

    private static func validate(
        _ coordinates: VentricularCoordinates, _ entries: [SchemaEntry], count: Int, file: String
    ) throws(PatientsError) {
        let fields = [coordinates.apicobasal, coordinates.transmural, coordinates.rotational]
        for (entry, values) in zip(entries, fields) {
            guard values.count == count else {
                throw .wrongShape(
                    file: file, object: entry.path, expected: "[\(count)]", found: [values.count])
            }
            for (index, value) in values.enumerated() {
                try require(value, in: entry, index: [index], file: file)
            }
        }
    }

    /// How far a direction's length may be from one: single precision and text files pass.
    private static let unitTolerance = 1e-3
    /// Largest cosine between fibre and sheet: 0.6 degrees.
    private static let perpendicularTolerance = 1e-2

    private func validateFibres(file: String) throws(PatientsError) {
        guard let fibres else { return }
        guard fibres.count == anatomy.mesh.tets.count else {
            throw .wrongShape(
                file: file, object: PatientSchema.fiber.path,
                expected: "[\(anatomy.mesh.tets.count), 3]", found: [fibres.count, 3])
        }
        for (element, frame) in fibres.enumerated() {
            let directions = [
                (frame.fibre, PatientSchema.fiber), (frame.sheet, PatientSchema.sheet),
            ]
            for (direction, entry) in directions {
                let length = direction.norm
                // Written so that NaN is refused too.
                guard abs(length - 1) <= Self.unitTolerance else {
                    throw .notUnit(
                        file: file, object: entry.path, element: element, length: length)
                }
            }
            let cosine = frame.fibre.dot(frame.sheet)
            guard abs(cosine) <= Self.perpendicularTolerance else {
                throw .notPerpendicular(
                    file: file, object: PatientSchema.sheet.path, element: element, cosine: cosine)
            }
        }
    }

    private func validateRims(file: String) throws(PatientsError) {
        for rim in valveRims {
            let object = PatientSchema.rim.path([rim.valve.rawValue])
            guard rim.vertices.count >= 3 else {
                throw .wrongShape(
                    file: file, object: object, expected: "at least 3 vertices",
                    found: [rim.vertices.count])
            }
            var seen: Set<Int32> = []
            for (index, vertex) in rim.vertices.enumerated() {
                try Self.require(
                    vertex, below: anatomy.mesh.points.count, object, [index], file: file)
                guard seen.insert(vertex).inserted else {
                    throw .outOfRange(
                        file: file, object: object, index: [index], value: "vertex \(vertex)",
                        allowed: "each vertex once")
                }
            }
        }
        let valves = valveRims.map(\.valve)
        for valve in valves where valves.count(where: { $0 == valve }) > 1 {
            throw .badName(
                file: file, object: PatientSchema.rimGroup.path, name: "\(valve.rawValue) (twice)")
        }
    }

    private func validatePlaces(file: String) throws(PatientsError) {
        for tree in conduction.trees {
            try Self.requireName(tree.name, PatientSchema.treeGroup, file: file)
            try Self.requireFinite(
                tree.points, PatientSchema.treePoints.path([tree.name]), file: file)
            for (row, edge) in tree.edges.enumerated() {
                let object = PatientSchema.treeEdges.path([tree.name])
                try Self.require(edge.x, below: tree.points.count, object, [row, 0], file: file)
                try Self.require(edge.y, below: tree.points.count, object, [row, 1], file: file)
            }
        }
        try Self.requireFinite(
            conduction.rootSites.map(\.position), PatientSchema.rootPositions.path, file: file)
        for (row, site) in conduction.rootSites.enumerated() {
            try Self.require(site.time, in: PatientSchema.rootTimes, index: [row], file: file)
        }
        try Self.requireFinite(
            electrodes.map(\.position), PatientSchema.electrodePositions.path, file: file)
        for (index, electrode) in electrodes.enumerated() {
            let isTwice = electrodes[..<index].contains { $0.name == electrode.name }
            guard !isTwice, !electrode.name.isEmpty else {
                throw .badName(
                    file: file, object: PatientSchema.electrodeNames.path,
                    name: electrode.name + (isTwice ? " (twice)" : ""))
            }
        }
    }

    private func validateReferenceState(file: String) throws(PatientsError) {
        guard let referenceState else { return }
        let entry = PatientSchema.referencePoints
        guard var mesh = mechanicsMesh else {
            throw .incomplete(
                file: file, object: PatientSchema.referenceGroup.path,
                missing: PatientSchema.mechanicsGroup.path)
        }
        guard referenceState.points.count == mesh.points.count else {
            throw .wrongShape(
                file: file, object: entry.path, expected: "[\(mesh.points.count), 3]",
                found: [referenceState.points.count, 3])
        }
        try Self.requireFinite(referenceState.points, entry.path, file: file)
        let pressures = [
            (referenceState.imagedPressures.left, PatientSchema.referenceLeft),
            (referenceState.imagedPressures.right, PatientSchema.referenceRight),
        ]
        for (pressure, entry) in pressures {
            try Self.require(pressure / Units.mmHg, in: entry, index: [], file: file)
        }
        let stretch = referenceState.residualStretch
        let stretchPath = PatientSchema.referenceStretch.path
        guard stretch.isEmpty || stretch.count == 4 * mesh.tetCount else {
            throw .wrongShape(
                file: file, object: stretchPath, expected: "[\(mesh.tetCount), 36]",
                found: [stretch.count / 4, 36])
        }
        for (point, H) in stretch.enumerated() where !(H.determinant > 0) {
            throw .outOfRange(
                file: file, object: stretchPath, index: [point / 4, 9 * (point % 4)],
                value: "a determinant of \(H.determinant)", allowed: "above 0")
        }
        mesh.points = referenceState.points
        try MeshValidation(mesh, file: file, points: entry.path).requirePositiveVolumes()
    }

    private static func validateMeasurements(
        _ measurements: [String: Measurement], file: String
    ) throws(PatientsError) {
        for (name, measurement) in measurements.sorted(by: { $0.key < $1.key }) {
            try requireName(name, PatientSchema.measurementGroup, file: file)
            let object = PatientSchema.measurement.path([name])
            for (index, value) in measurement.values.enumerated() where !value.isFinite {
                throw .notFinite(file: file, object: object, index: [index], value: "\(value)")
            }
            if let uncertainty = measurement.uncertainty, !(uncertainty >= 0) {
                throw .outOfRange(
                    file: file, object: object + "@uncertainty", index: [],
                    value: "\(uncertainty)", allowed: "0 or more")
            }
        }
    }

    private func validateProvenance(file: String) throws(PatientsError) {
        for name in provenance.keys.sorted() {
            try Self.requireName(name, PatientSchema.provenanceGroup, file: file)
        }
    }
}
