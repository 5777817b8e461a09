import Fibres
import Geometry
import Numerics
import Quantities
import Storage

// The parts of a patient, one function each.
extension SchemaWriter {
    private typealias Schema = PatientSchema

    func anatomy(
        _ anatomy: VentricularAnatomy, fibres: [FibreFrame]?, rims: [ValveRim]
    ) throws(PatientsError) {
        let tets = anatomy.mesh.tets
        try group(Schema.vtk)
        try integers(Schema.vtkVersion, [], [2, 2])
        try text(Schema.vtkType, [], "UnstructuredGrid")
        try integers(Schema.pointCount, [], [Int32(anatomy.mesh.points.count)])
        try integers(Schema.cellCount, [], [Int32(tets.count)])
        try integers(Schema.connectivityCount, [], [Int32(4 * tets.count)])
        try vectors(Schema.points, [], anatomy.mesh.points)
        try integers(Schema.connectivity, [], tets.flatMap { [$0.x, $0.y, $0.z, $0.w] })
        try integers(Schema.offsets, [], (0...tets.count).map { Int32(4 * $0) })
        let type = SchemaReader.vtkTetrahedron
        try integers(Schema.cellTypes, [], [Int32](repeating: type, count: tets.count))
        try integers(Schema.region, [], anatomy.regions.map(\.rawValue))
        if let fibres {
            try vectors(Schema.fiber, [], fibres.map(\.fibre))
            try vectors(Schema.sheet, [], fibres.map(\.sheet))
        }
        if let coordinates = anatomy.coordinates {
            try numbers(Schema.apicobasal, [], coordinates.apicobasal)
            try numbers(Schema.transmural, [], coordinates.transmural)
            try numbers(Schema.rotational, [], coordinates.rotational)
        }
        try integers(Schema.triangles, [], anatomy.triangles.flatMap { [$0.x, $0.y, $0.z] })
        try integers(Schema.triangleTags, [], anatomy.triangleTags.map(\.rawValue))
        for rim in rims { try integers(Schema.rim, [rim.valve.rawValue], rim.vertices) }
    }

    func mechanicsMesh(_ mesh: QuadraticTetMesh) throws(PatientsError) {
        try vectors(Schema.mechanicsPoints, [], mesh.points)
        try integers(Schema.mechanicsTets, [], mesh.tets)
        try integers(Schema.mechanicsRegions, [], mesh.regions.map(\.rawValue))
        try integers(Schema.mechanicsTriangles, [], mesh.triangles)
        try integers(Schema.mechanicsTags, [], mesh.triangleTags.map(\.rawValue))
        guard let coordinates = mesh.coordinates else { return }
        try numbers(Schema.mechanicsApicobasal, [], coordinates.apicobasal)
        try numbers(Schema.mechanicsTransmural, [], coordinates.transmural)
        try numbers(Schema.mechanicsRotational, [], coordinates.rotational)
    }

    func subject(_ subject: Subject) throws(PatientsError) {
        try text(Schema.subjectIdentifier, [], subject.identifier)
        try text(Schema.subjectSex, [], subject.sex.rawValue)
        if let age = subject.ageYears { try numbers(Schema.age, [], [age]) }
        if let height = subject.heightCm { try numbers(Schema.height, [], [height]) }
        if let weight = subject.weightKg { try numbers(Schema.weight, [], [weight]) }
    }

    func referenceState(_ state: ReferenceState) throws(PatientsError) {
        try vectors(Schema.referencePoints, [], state.points)
        if !state.residualStretch.isEmpty {
            let rows = state.residualStretch.flatMap { [$0.row0, $0.row1, $0.row2] }
            try vectors(Schema.referenceStretch, [], rows)
        }
        try numbers(Schema.referenceLeft, [], [state.imagedPressures.left / Units.mmHg])
        try numbers(Schema.referenceRight, [], [state.imagedPressures.right / Units.mmHg])
        try text(Schema.referenceProvenance, [], state.provenance)
    }

    func conduction(_ conduction: Conduction) throws(PatientsError) {
        for tree in conduction.trees {
            try vectors(Schema.treePoints, [tree.name], tree.points)
            try integers(Schema.treeEdges, [tree.name], tree.edges.flatMap { [$0.x, $0.y] })
        }
        guard !conduction.rootSites.isEmpty else { return }
        try vectors(Schema.rootPositions, [], conduction.rootSites.map(\.position))
        try numbers(Schema.rootTimes, [], conduction.rootSites.map(\.time))
    }

    func electrodes(_ electrodes: [Electrode]) throws(PatientsError) {
        guard !electrodes.isEmpty else { return }
        try texts(Schema.electrodeNames, [], electrodes.map(\.name))
        try vectors(Schema.electrodePositions, [], electrodes.map(\.position))
    }

    func measurements(_ measurements: [String: Measurement]) throws(PatientsError) {
        for (name, measurement) in measurements.sorted(by: { $0.key < $1.key }) {
            let unit = measurement.unit.symbol
            try numbers(Schema.measurement, [name], measurement.values, unit: unit)
            try text(Schema.measurementKind, [name], measurement.kind.rawValue)
            try text(Schema.measurementSite, [name], measurement.site)
            try text(Schema.measurementSource, [name], measurement.source)
            if let uncertainty = measurement.uncertainty {
                try numbers(Schema.measurementUncertainty, [name], [uncertainty])
            }
        }
    }

    func parameters(_ parameters: [String: StoredParameter]) throws(PatientsError) {
        for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
            try numbers(Schema.parameter, [name], [parameter.value], unit: parameter.unit.symbol)
            if let bounds = parameter.bounds {
                try numbers(Schema.parameterLower, [name], [bounds.lowerBound])
                try numbers(Schema.parameterUpper, [name], [bounds.upperBound])
            }
            if let deviation = parameter.standardDeviation {
                try numbers(Schema.parameterDeviation, [name], [deviation])
            }
            try text(Schema.parameterProvenance, [name], parameter.provenance)
        }
    }

    func posterior(_ posterior: PosteriorEnsemble) throws(PatientsError) {
        try texts(Schema.posteriorNames, [], posterior.names)
        try texts(Schema.posteriorUnits, [], posterior.units.map(\.symbol))
        try table(Schema.posteriorSamples, [], posterior.samples, columns: posterior.names.count)
        try text(Schema.posteriorMethod, [], posterior.method)
        try text(Schema.posteriorProvenance, [], posterior.provenance)
    }

    /// Copies what the schema does not know from the file it was read from.
    ///
    /// Arrays on a VTKHDF mesh that has changed size would make the file unreadable for VTK: they
    /// are left out.
    func extras(_ extras: PatientExtras, points: Int, cells: Int) throws(PatientsError) {
        let source = extras.file.root
        try PatientsError.wrapping { () throws(StorageError) in
            for path in extras.objects {
                let rows =
                    path.hasPrefix(Schema.pointData.path + "/")
                    ? points : path.hasPrefix(Schema.cellData.path + "/") ? cells : nil
                if let rows, try source.info(path).shape.first != rows { continue }
                // Written since by the patient itself: its own value wins.
                if root.exists(path) { continue }
                try root.copy(path, of: source)
            }
            for path in extras.attributes {
                guard let mark = path.lastIndex(of: "@") else { continue }
                let object = String(path[..<mark])
                guard root.exists(object) else { continue }
                let name = String(path[path.index(after: mark)...])
                try root.copyAttribute(name, of: source, object: object)
            }
        }
    }
}
