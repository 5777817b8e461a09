public import Geometry
public import Quantities
public import Storage

/// What can be wrong with a patient: each case says which file, which object and where in it.
public enum PatientsError: Error, Equatable, Sendable {
    /// The file cannot be read or written, or is no sound HDF5 file.
    case storage(StorageError)
    /// The file has a version of the format that this program does not read.
    case schemaVersion(file: String, found: String)
    /// A dataset with a dimension has no `units` attribute.
    case missingUnits(file: String, object: String, expected: String)
    /// The unit is unknown or measures something else.
    case units(file: String, object: String, problem: QuantityError)
    /// A unit in a list of units is unknown or measures something else.
    case listedUnit(file: String, object: String, index: [Int], problem: QuantityError)
    /// The dataset has another shape.
    case wrongShape(file: String, object: String, expected: String, found: [Int])
    /// A value is infinite or not a number.
    case notFinite(file: String, object: String, index: [Int], value: String)
    /// A value is outside its allowed range.
    case outOfRange(file: String, object: String, index: [Int], value: String, allowed: String)
    /// A text or number is none of those allowed.
    case unknownValue(file: String, object: String, index: [Int], value: String, known: [String])
    /// Something that goes with another thing is missing.
    case incomplete(file: String, object: String, missing: String)
    /// A tetrahedron has no volume or is turned inside out.
    case invertedElement(file: String, object: String, element: Int, volume: Double, count: Int)
    /// The mesh falls into pieces.
    case disconnected(file: String, object: String, pieces: Int, largestPercent: Double)
    /// The mesh is far too large or small for a heart.
    case implausibleSize(file: String, object: String, extent: Double, allowed: ClosedRange<Double>)
    /// A point belongs to no tetrahedron.
    case unusedPoint(file: String, object: String, point: Int)
    /// No triangle carries the tag of a surface that must be there.
    case missingSurface(file: String, object: String, tag: SurfaceTag)
    /// The boundary has holes, so cavities are open.
    case openSurface(file: String, object: String, holes: Int, node: Int)
    /// The boundary is not a surface: folded, branching, or oriented against itself.
    case badSurface(file: String, object: String, problem: GeometryError)
    /// The boundary does not enclose the tetrahedra.
    case wrongBoundary(file: String, object: String, enclosed: Double, filled: Double)
    /// A fibre or sheet direction is not a unit vector.
    case notUnit(file: String, object: String, element: Int, length: Double)
    /// Fibre and sheet are not perpendicular.
    case notPerpendicular(file: String, object: String, element: Int, cosine: Double)
    /// The model has no such parameter.
    case unknownParameter(file: String, name: String, known: [String])
    /// The model has no such choice of a law.
    case unknownChoice(file: String, name: String, known: [String])
    /// A name cannot be a name in the file.
    case badName(file: String, object: String, name: String)
}

extension PatientsError {
    /// The process exit code this error stands for: 65 bad data, or that of the storage error.
    public var exitCode: Int32 {
        if case .storage(let error) = self { return error.exitCode }
        return 65
    }

    /// Runs a storage operation, its error becoming one of this module.
    static func wrapping<Value>(
        _ body: () throws(StorageError) -> Value
    ) throws(PatientsError) -> Value {
        do throws(StorageError) { return try body() } catch { throw .storage(error) }
    }
}

extension PatientsError: CustomStringConvertible {
    /// One sentence: what, where, what was expected, and what to do when that is known.
    public var description: String { sentence.printable }

    private var sentence: String {
        switch self {
        case .storage(let error): error.description
        case .schemaVersion(let file, let found):
            "\(file):/hearttwin@schema_version: \"\(found)\" cannot be read; this program reads "
                + "version \(PatientSchema.version) and its minor revisions"
        case .missingUnits(let file, let object, let expected):
            "\(file):\(object): has no unit; add the attribute units = \"\(expected)\""
        case .units(let file, let object, let problem):
            "\(file):\(object)@units: \(problem)"
        case .listedUnit(let file, let object, let index, let problem):
            "\(file):\(object)\(Self.place(index)): \(problem)"
        case .wrongShape(let file, let object, let expected, let found):
            "\(file):\(object): expected shape \(expected), found \(found)"
        case .notFinite(let file, let object, let index, let value):
            "\(file):\(object)\(Self.place(index)): \(value) is not a finite number"
        case .outOfRange(let file, let object, let index, let value, let allowed):
            "\(file):\(object)\(Self.place(index)): \(value) is out of range; allowed: \(allowed)"
        case .unknownValue(let file, let object, let index, let value, let known):
            "\(file):\(object)\(Self.place(index)): unknown value \"\(value)\""
                + Spelling.suggestion(for: value, among: known)
        case .incomplete(let file, let object, let missing):
            "\(file):\(object): needs \(missing) as well"
        case .unknownParameter(let file, let name, let known):
            "\(file):/hearttwin/parameters/\(name): the model has no such parameter"
                + Spelling.suggestion(for: name, among: known)
        case .unknownChoice(let file, let name, let known):
            "\(file):\(PatientSchema.model.path([name])): the model has no such choice"
                + Spelling.suggestion(for: name, among: known)
        case .badName(let file, let object, let name):
            "\(file):\(object): \"\(name)\" cannot be a name; use letters, digits, _ - and ."
        default: meshDescription
        }
    }

    /// The sentence of an error about a mesh.
    private var meshDescription: String {
        switch self {
        case .invertedElement(let file, let object, let element, let volume, let count):
            "\(file):\(object)[\(element)]: inverted or flat tetrahedron, volume \(volume.short) mm3 "
                + "(\(count) in all); exchange two of its vertices or remesh"
        case .disconnected(let file, let object, let pieces, let percent):
            "\(file):\(object): the mesh falls into \(pieces) pieces, the largest holding "
                + "\(percent.short) % of the tetrahedra; keep one connected wall"
        case .implausibleSize(let file, let object, let extent, let allowed):
            "\(file):\(object): the mesh is \(extent.short) mm across, hearts are "
                + "\(allowed.lowerBound.short) to \(allowed.upperBound.short) mm; check the points' "
                + "units attribute"
        case .unusedPoint(let file, let object, let point):
            "\(file):\(object)[\(point)]: belongs to no tetrahedron; remove unused points"
        case .missingSurface(let file, let object, let tag):
            "\(file):\(object): no triangle has tag \(tag.rawValue) (\(tag)); tag the whole boundary"
        case .openSurface(let file, let object, let holes, let node):
            "\(file):\(object): the boundary is open, with \(holes) hole(s), the first at node "
                + "\(node); list every boundary triangle, valve rings and cuts included"
        case .badSurface(let file, let object, let problem):
            "\(file):\(object): \(problem)"
        case .wrongBoundary(let file, let object, let enclosed, let filled):
            "\(file):\(object): the triangles enclose \(enclosed.short) mm3 but the "
                + "tetrahedra fill \(filled.short) mm3; list the mesh's own boundary, "
                + "oriented outwards"
        case .notUnit(let file, let object, let element, let length):
            "\(file):\(object)[\(element)]: direction of length \(length.short), expected 1; leave the "
                + "fibres out to have them computed"
        case .notPerpendicular(let file, let object, let element, let cosine):
            "\(file):\(object)[\(element)]: fibre and sheet are not perpendicular (cosine "
                + "\(cosine.short)); leave both out to have them computed"
        default: ""
        }
    }

    private static func place(_ index: [Int]) -> String {
        index.isEmpty ? "" : "[" + index.map(String.init).joined(separator: ",") + "]"
    }
}
