public import Geometry

/// What can go wrong in Fibres.
public enum FibresError: Error, Equatable, CustomStringConvertible {
    /// The mesh has no boundary triangle with a tag that the rule needs.
    case missingSurface(tag: SurfaceTag)
    /// Left endocardium and base share no node, so that there is no valve rim to find the axis from.
    case noLeftRim
    /// The wall has no direction across it at a tetrahedron: all surfaces are equally far.
    case noTransmuralDirection(tet: Int)
    /// A parameter name the rule does not have.
    case unknownParameter(name: String, known: [String])
    /// An angle outside its admissible range.
    case outOfRange(name: String, value: Double, unit: String, allowed: ClosedRange<Double>)

    public var description: String {
        switch self {
        case .missingSurface(let tag):
            "the mesh has no boundary triangles tagged \(tag) (\(tag.rawValue)); tag its surfaces"
        case .noLeftRim:
            "no node lies on both the left endocardium and the base, so that the long axis is "
                + "undefined; check the surface tags"
        case .noTransmuralDirection(let tet):
            "no direction across the wall at tetrahedron \(tet); check the surface tags around it"
        case .unknownParameter(let name, let known):
            "fibres have no parameter \"\(name)\"; they have \(known.joined(separator: ", "))"
        case .outOfRange(let name, let value, let unit, let allowed):
            "\(name) is \(value) \(unit), allowed are \(allowed.lowerBound) to "
                + "\(allowed.upperBound) \(unit)"
        }
    }
}
