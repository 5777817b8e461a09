/// What can go wrong in the mechanics of the wall.
public enum MechanicsError: Error, Equatable, CustomStringConvertible {
    /// A parameter name the law does not have.
    case unknownParameter(name: String, owner: String, known: [String])
    /// A parameter outside its admissible range.
    case parameterOutOfRange(
        name: String, owner: String, value: Double, unit: String, allowed: ClosedRange<Double>)
    /// An array of the set-up with the wrong number of entries.
    case wrongCount(name: String, count: Int, expected: Int)
    /// An element without positive volume at one of its quadrature points.
    case invertedElement(element: Int, determinant: Double)
    /// A fibre frame that is not orthonormal.
    case frameNotOrthonormal(point: Int, deviation: Double)
    /// Newton's method found no equilibrium.
    case newtonDiverged(NewtonFailure)
    /// Newton's method found no equilibrium in reduced coordinates.
    case reducedDiverged(time: Double, residuals: [Double], smallestJ: Double)
    /// A value that is not finite entered the solver.
    case notFinite(what: String, index: Int)
    /// The tangent has no usable factorisation, even shifted.
    case singularTangent(time: Double, reason: String)
    /// The search for the stress of the imaged wall stopped before its tolerance.
    case prestressStalled(iterations: Int, move: Double, tolerance: Double)
    /// The elements' volumes were not kept to the tolerance.
    case volumeNotKept(rounds: Int, dilatation: Double, tolerance: Double)

    public var description: String {
        switch self {
        case .unknownParameter(let name, let owner, let known):
            "\(owner) has no parameter \"\(name)\"; it has \(known.joined(separator: ", "))"
        case .parameterOutOfRange(let name, let owner, let value, let unit, let allowed):
            "\(owner): \(name) is \(value) \(unit), allowed \(allowed.lowerBound) to "
                + "\(allowed.upperBound) \(unit)"
        case .wrongCount(let name, let count, let expected):
            "\(name) has \(count) entries, expected \(expected)"
        case .invertedElement(let element, let determinant):
            "element \(element) of the reference mesh is inverted (Jacobian \(determinant) mm³); "
                + "repair the mesh"
        case .frameNotOrthonormal(let point, let deviation):
            "fibre frame \(point) is not orthonormal (deviation \(deviation)); normalise the frames"
        case .newtonDiverged(let failure): failure.description
        case .reducedDiverged(let time, let residuals, let smallestJ):
            "no equilibrium at \(time) ms in reduced coordinates: relative residuals "
                + residuals.suffix(6).map { "\($0)" }.joined(separator: ", ")
                + ", smallest det F \(smallestJ); --level heart computes the full order"
        case .notFinite(let what, let index):
            "\(what)[\(index)] is not finite"
        case .singularTangent(let time, let reason):
            "the stiffness at \(time) ms cannot be factorised (\(reason)); "
                + "check supports and material parameters"
        case .volumeNotKept(let rounds, let dilatation, let tolerance):
            "an element still changes its volume by a part of \(dilatation) after \(rounds) rounds, "
                + "allowed \(tolerance); raise the bulk modulus"
        case .prestressStalled(let iterations, let move, let tolerance):
            "the imaged wall still moves by \(move) mm under its pressures after \(iterations) "
                + "iterations, allowed \(tolerance) mm; raise the passive stiffness or lower the "
                + "pressures"
        }
    }
}
