public import Numerics
import Quantities

/// What can go wrong in Electrophysiology.
public enum ElectrophysiologyError: Error, Equatable, CustomStringConvertible {
    /// A speed that is zero, negative or not finite.
    case velocityNotPositive(name: String, value: Double, place: String)
    /// An array whose length does not fit the mesh.
    case countMismatch(what: String, count: Int, expected: Int)
    /// A vertex number outside the mesh.
    case vertexOutOfRange(what: String, index: Int, vertex: Int, vertices: Int)
    /// A tetrahedron without positive volume [mm³].
    case invertedTetrahedron(tet: Int, volume: Double)
    /// Axes that are not unit vectors at right angles.
    case frameNotOrthonormal(tet: Int)
    /// Nothing to start from.
    case noSources
    /// A source, delay or start time that is negative where it must not be, or not finite.
    case timeNotValid(what: String, value: Double)
    /// A source too far from the tissue [mm].
    case sourceOutsideTissue(point: Vec3, distance: Double, allowed: Double)
    /// Vertices that no wave reaches.
    case unreachable(vertices: Int, of: Int, first: Int, at: Vec3)
    /// A pacing site in tissue that lesions burn [mm].
    case burntSource(point: Vec3)
    /// Tissue that lesions part from every source, the first vertex of it at a place [mm].
    case cutOff(vertices: Int, of: Int, at: Vec3)
    /// Lesions that leave no tissue of a part of the heart.
    case nothingConducts(part: String)
    /// A Purkinje tree that does not hang together.
    case disconnectedTree(nodes: Int, of: Int, first: Int)
    /// A protocol starts a bundle branch the patient does not have.
    case missingBranch(side: String, known: [String])
    /// Ventricular coordinates are needed and absent.
    case missingCoordinates(purpose: String)
    /// No vertex satisfies the description of a site.
    case siteNotFound(name: String, reason: String)
    /// A membrane template that does not come back to its resting voltage.
    case noRepolarisation(template: Int, share: Double)
    /// A parameter outside its admissible range.
    case parameterOutOfRange(
        name: String, value: Double, allowed: ClosedRange<Double>, unit: String)
    /// Electrodes of the twelve-lead electrocardiogram without a position.
    case missingElectrodes(missing: [String], given: [String])
    /// An electrode in or too close to the wall [mm].
    case electrodeInTissue(name: String, distance: Double, allowed: Double)
    /// An electrocardiogram without the wave that is measured.
    case noWave(name: String)
    /// Arrivals of curved fronts that go on changing [ms].
    case notSettled(changes: [Double], tolerance: Double)
    /// A linear system that could not be solved.
    case numerics(NumericsError)
    /// An identifier that no registry entry has.
    case unknownIdentifier(kind: String, name: String, known: [String])

    public var description: String {
        switch self {
        case .velocityNotPositive(let name, let value, let place):
            "\(name) is \(value) mm/ms \(place); a conduction velocity must be positive and finite"
        case .countMismatch(let what, let count, let expected):
            "\(count) \(what) given where the mesh needs \(expected)"
        case .vertexOutOfRange(let what, let index, let vertex, let vertices):
            "\(what) \(index) refers to vertex \(vertex); vertices are numbered 0 to \(vertices - 1)"
        case .invertedTetrahedron(let tet, let volume):
            "tetrahedron \(tet) has volume \(volume) mm³; repair the mesh or reverse its vertex order"
        case .frameNotOrthonormal(let tet):
            "fibre and sheet of tetrahedron \(tet) are not unit vectors at right angles"
        case .noSources:
            "no activation source is given; name at least one root, pacing site or vertex"
        case .timeNotValid(let what, let value):
            "\(what) is \(value) ms; it must be finite, and a delay must not be negative"
        case .sourceOutsideTissue(let point, let distance, let allowed):
            """
            the source at (\(point.x), \(point.y), \(point.z)) mm lies \(distance) mm outside the \
            tissue, \(allowed) mm are allowed; move it onto the wall
            """
        case .unreachable(let vertices, let total, let first, let point):
            """
            \(vertices) of \(total) vertices are never activated, the first is \(first) at \
            (\(point.x), \(point.y), \(point.z)) mm; connect the mesh or add a source there
            """
        case .burntSource(let point):
            """
            the pacing site at (\(point.x), \(point.y), \(point.z)) mm lies in tissue that a lesion burns \
            and captures nothing; move one of them
            """
        case .cutOff(let vertices, let total, let point):
            """
            lesions cut off \(vertices) of \(total) vertices, the first at \
            (\(point.x), \(point.y), \(point.z)) mm; leave a gap, make them smaller, or pace there
            """
        case .nothingConducts(let part):
            "the lesions leave no tissue of the \(part) that conducts; make them smaller or fewer"
        case .disconnectedTree(let nodes, let total, let first):
            """
            \(nodes) of \(total) nodes of a Purkinje tree are not connected with its root, the first \
            is \(first)
            """
        case .missingBranch(let side, let known):
            """
            there is no \(side) bundle branch, known are: \(Self.list(known)); give its Purkinje tree \
            or its root sites
            """
        case .missingCoordinates(let purpose):
            "\(purpose) needs ventricular coordinates, which this anatomy lacks"
        case .siteNotFound(let name, let reason):
            "the site \"\(name)\" is not on this anatomy: \(reason)"
        case .noRepolarisation(let template, let share):
            """
            membrane template \(template) has no action potential that repolarises by the share \
            \(share); check its cell type and cycle length
            """
        case .parameterOutOfRange(let name, let value, let allowed, let unit):
            """
            \(name) is \(value) \(unit); admissible is \(allowed.lowerBound) to \
            \(allowed.upperBound) \(unit)
            """
        case .missingElectrodes(let missing, let given):
            """
            no position for electrodes \(Self.list(missing)), given are: \(Self.list(given)); add \
            them or leave out all electrodes for the default placement
            """
        case .electrodeInTissue(let name, let distance, let allowed):
            """
            electrode \(name) is \(distance) mm from the wall; it must be more than \(allowed) mm \
            away, on the body surface
            """
        case .noWave(let name):
            "the electrocardiogram has no \(name); check that the heart is activated and repolarises"
        case .notSettled(let changes, let tolerance):
            """
            arrivals of curved fronts still change by \(changes.last ?? .nan) ms after \(changes.count) \
            iterations, wanted are \(tolerance) ms; the first changed by \(changes.first ?? .nan) ms: use \
            smaller elements, or plane fronts
            """
        case .numerics(let error):
            error.description
        case .unknownIdentifier(let kind, let name, let known):
            "there is no \(kind) \"\(name)\"" + Spelling.suggestion(for: name, among: known)
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}
