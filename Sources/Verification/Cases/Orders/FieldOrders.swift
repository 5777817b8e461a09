import Fibres
import FiniteElements
import Geometry
import Numerics

/// Orders of the harmonic fields that fibres are laid by, in half a hollow sphere, where the field is known.
///
/// ```
/// φ(r) = (1/a − 1/r)/(1/a − 1/b)      between the radii a = 6 and b = 10 mm
/// ```
enum FieldOrders {
    static let all = [
        OrderStudy(
            "field of the wall, linear tetrahedra, L2", expected: 2, spacings: [2, 1, 0.5],
            error: { size in
                try error(
                    VentricularFields(shape.anatomy(elementSize: size, layers: Int(4 / size))))
            }),
        OrderStudy(
            "field of the wall, quadratic tetrahedra, L2", expected: 3, spacings: [4, 2, 1],
            error: { size in
                try error(
                    VentricularFields(
                        shape.quadraticMesh(elementSize: size, layers: Int(4 / size))))
            }),
    ]

    private static let (inner, outer) = (6.0, 10.0)

    private static let shape = TruncatedEllipsoid(
        innerShort: inner, innerLong: inner, outerShort: outer, outerLong: outer, baseHeight: 0)

    /// L2 error over the wall.
    private static func error(_ fields: VentricularFields) throws -> Double {
        let rule = TetQuadrature.degree5
        let values = try fields.space.samples(of: fields.epicardial, at: rule.points).values
        let positions = try fields.space.interpolate(fields.space.points, at: rule.points)
        let squares = zip(values, positions).map { value, p -> Double in
            let exact = (1 / inner - 1 / p.norm) / (1 / inner - 1 / outer)
            return (value - exact) * (value - exact)
        }
        return try fields.space.load(source: squares, quadrature: rule).reduce(0, +).squareRoot()
    }
}
