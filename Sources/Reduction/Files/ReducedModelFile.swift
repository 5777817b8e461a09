import FiniteElements
public import Geometry
import HeartModel
import Mechanics
import Numerics
public import Patients
public import Storage

/// The group `/hearttwin/reduced` of a patient file.
///
/// Lengths are in mm. `@content_sha256` is the digest of everything in the group but itself, so that damage is
/// found; `@mesh_sha256` that of the mechanics mesh it belongs to.
public enum ReducedModelFile {
    /// The group.
    public static let group = "/hearttwin/reduced"
    /// Version of its form.
    public static let version: Int64 = 4

    /// Writes a model into a patient file that is being revised; one that is there is replaced.
    public static func write(
        _ model: ReducedModel, mesh: QuadraticTetMesh, to root: H5Group
    ) throws(StorageError) {
        if root.exists(group) { try root.remove(group) }
        let place = try root.createGroup(group)
        let content = ReducedContent(model)
        try place.setAttribute("schema_version", version)
        try place.setAttribute("patient_sha256", model.patientDigest)
        try place.setAttribute("mesh_sha256", digest(of: mesh))
        try place.setAttribute("content_sha256", content.digest)
        for (name, shape, values, units) in content.numbers where !values.isEmpty {
            try place.write(name, values, shape: shape)
            try place.setAttribute("units", units, of: name)
        }
        for (name, texts) in content.texts where !texts.isEmpty { try place.write(name, texts) }
    }

    /// Reads and checks a model.
    ///
    /// - Throws: ``ReductionError/badFile(path:problem:)``, ``ReductionError/foreign(path:problem:)``,
    ///   `StorageError`.
    public static func read(_ path: String, patient: Patient) throws -> ReducedModel {
        let file = try H5File(reading: path)
        guard file.root.exists(group) else {
            throw ReductionError.badFile(path: path, problem: "is not there")
        }
        let place = file.root.group(group)
        let found = try place.attribute("schema_version", as: Int64.self).values.first ?? 0
        guard found == version else {
            throw ReductionError.badFile(
                path: path, problem: "has schema version \(found), this program reads \(version)")
        }
        func text(_ name: String) throws -> String { try place.attributeText(name).first ?? "" }
        guard let mesh = patient.mechanicsMesh, try text("mesh_sha256") == digest(of: mesh) else {
            throw ReductionError.foreign(
                path: path, problem: "it was made on another mechanics mesh")
        }
        let model = try ReducedContent.model(
            of: place, path: path, mesh: mesh, digest: try text("patient_sha256"))
        guard ReducedContent(model).digest == (try text("content_sha256")) else {
            throw ReductionError.badFile(
                path: path, problem: "does not agree with its digest: it is damaged")
        }
        return model
    }

    /// Digest of a mesh.
    static func digest(of mesh: QuadraticTetMesh) -> String {
        var hash = SHA256()
        for x in mesh.points { hash.update(bytes([x.x, x.y, x.z])) }
        for node in mesh.tets { hash.update(bytes([Double(node)])) }
        return hash.finish()
    }

    /// Little-endian bytes of numbers.
    static func bytes(_ values: [Double]) -> [UInt8] {
        values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    }
}

/// A model as named arrays.
struct ReducedContent {
    var numbers: [(name: String, shape: [Int], values: [Double], units: String)]
    var texts: [(name: String, values: [String])]

    init(_ model: ReducedModel) {
        let basis = model.basis
        let n = basis.mean.count / 3
        let given = model.box.base.given.sorted { $0.key < $1.key }
        let chosen = model.box.base.chosen.sorted { $0.key < $1.key }
        numbers = [
            ("mean", [n, 3], basis.mean, "mm"),
            ("modes", [basis.count, n, 3], basis.modes, "1"),
            ("elements", [basis.elements.count], basis.elements.map { Double($0) }, "1"),
            ("weights", [basis.weights.count], basis.weights, "1"),
            ("reference_points", [n, 3], model.reference.pointNumbers, "mm"),
            (
                "reference_stretch", [model.reference.stretch.count, 9],
                model.reference.stretchNumbers, "1"
            ),
            (
                "box_ranges", [model.box.axes.count, 2],
                model.box.axes.flatMap { [$0.low, $0.high] }, "1"
            ),
            ("base_values", [given.count], given.map(\.value), "1"),
            (
                "quality", [3], [model.remainder, model.residual, Double(model.snapshots)], "1"
            ),
            (
                "checks", [model.checks.count, HeldOutCheck.valueCount],
                model.checks.flatMap(\.values), "1"
            ),
        ]
        texts = [
            ("box_parameters", model.box.axes.map(\.name)),
            ("box_activations", model.box.activations), ("base_names", given.map(\.key)),
            ("base_choices", chosen.map { "\($0.key)=\($0.value)" }),
        ]
    }

    var digest: String {
        var hash = SHA256()
        for (name, _, values, _) in numbers {
            hash.update(Array(name.utf8))
            hash.update(ReducedModelFile.bytes(values))
        }
        for (name, values) in texts {
            hash.update(Array((name + values.joined(separator: ";")).utf8))
        }
        return hash.finish()
    }

    static func model(
        of place: H5Group, path: String, mesh: QuadraticTetMesh, digest: String
    ) throws -> ReducedModel {
        func numbers(_ name: String) throws -> [Double] {
            place.exists(name) ? try place.read(name, as: Double.self).values : []
        }
        func texts(_ name: String) throws -> [String] {
            place.exists(name) ? try place.readText(name) : []
        }
        func bad(_ problem: String) -> ReductionError { .badFile(path: path, problem: problem) }
        let mean = try numbers("mean")
        let modes = try numbers("modes")
        let elements = try numbers("elements").map { Int($0) }
        let weights = try numbers("weights")
        guard mean.count == 3 * mesh.points.count, !modes.isEmpty, modes.count % mean.count == 0
        else { throw bad("mean or modes do not fit the mesh") }
        guard !elements.isEmpty, elements.count == weights.count,
            elements.allSatisfy({ $0 >= 0 && $0 < mesh.tetCount }),
            weights.allSatisfy({ $0 > 0 && $0.isFinite })
        else { throw bad("elements or weights are not those of a sample") }
        let points = try numbers("reference_points")
        let stretch = try numbers("reference_stretch")
        guard points.count == mean.count, stretch.count % 9 == 0 else {
            throw bad("the reference does not fit the mesh")
        }
        let ranges = try numbers("box_ranges")
        let names = try texts("box_parameters")
        let baseNames = try texts("base_names")
        let baseValues = try numbers("base_values")
        guard ranges.count == 2 * names.count, baseNames.count == baseValues.count else {
            throw bad("names and values of the box do not agree")
        }
        var base = try HeartParameters(
            Dictionary(zip(baseNames, baseValues), uniquingKeysWith: { $1 }))
        for choice in try texts("base_choices") {
            let parts = choice.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw bad("a law \"\(choice)\" that is none") }
            try base.choose(parts[0], parts[1])
        }
        let quality = try numbers("quality")
        let checks = try numbers("checks")
        guard quality.count == 3, checks.count % HeldOutCheck.valueCount == 0 else {
            throw bad("checks are damaged")
        }
        return ReducedModel(
            basis: ReducedBasis(mean: mean, modes: modes, elements: elements, weights: weights),
            reference: WallReference(pointNumbers: points, stretchNumbers: stretch),
            box: ParameterBox(
                axes: names.indices.map {
                    ParameterBox.Axis(
                        name: names[$0], low: ranges[2 * $0], high: ranges[2 * $0 + 1])
                }, activations: try texts("box_activations"), base: base),
            remainder: quality[0], residual: quality[1], snapshots: Int(quality[2]),
            patientDigest: digest,
            checks: stride(from: 0, to: checks.count, by: HeldOutCheck.valueCount).map {
                HeldOutCheck(values: Array(checks[$0..<$0 + HeldOutCheck.valueCount]))
            })
    }
}

extension HeldOutCheck {
    /// All numbers in order, for files.
    var values: [Double] {
        [
            displacement, largestDistance, strain, twist, volumes, pressures, estimate, shape,
            oneBeat, change,
        ] + beats.map { Double($0) }
    }

    static let valueCount = 12

    init(values v: [Double]) {
        self.init()
        (displacement, largestDistance, strain, twist) = (v[0], v[1], v[2], v[3])
        (volumes, pressures, estimate) = (v[4], v[5], v[6])
        (shape, oneBeat, change) = (v[7], v[8], v[9])
        beats = [Int(v[10]), Int(v[11])]
    }
}
