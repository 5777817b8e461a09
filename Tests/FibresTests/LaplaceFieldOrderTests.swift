import Fibres
import FiniteElements
import Geometry
import Glibc
import Numerics
import TestSupport
import Testing

/// The harmonic depth of half a hollow sphere, which is known: φ = (1/a − 1/r)/(1/a − 1/b).
@Suite struct LaplaceFieldOrderTests {
    private let shape = TruncatedEllipsoid(
        innerShort: 6, innerLong: 6, outerShort: 10, outerLong: 10, baseHeight: 0)

    /// L2 error of the field over the wall.
    private func error(_ fields: VentricularFields) throws -> Double {
        let rule = TetQuadrature.degree5
        let space = fields.space
        let values = try space.samples(of: fields.epicardial, at: rule.points).values
        let positions = try space.interpolate(space.points, at: rule.points)
        let squares = zip(values, positions).map { value, p -> Double in
            let exact = (1 / 6.0 - 1 / p.norm) / (1 / 6.0 - 1 / 10.0)
            return (value - exact) * (value - exact)
        }
        return try space.load(source: squares, quadrature: rule).reduce(0, +).squareRoot()
    }

    private func expect(_ sizes: [Double], _ errors: [Double], order expected: Double) {
        let order = observedOrder(spacings: sizes, errors: errors)
        #expect(abs(order - expected) < 0.1, "order \(order), expected \(expected); \(errors)")
    }

    @Test func linearFieldsConvergeWithSecondOrder() throws {
        let sizes = [2.0, 1.0, 0.5]
        let errors = try sizes.map {
            try error(
                VentricularFields(shape.anatomy(elementSize: $0, layers: Int(4 / $0))))
        }
        expect(sizes, errors, order: 2)
    }

    @Test func quadraticFieldsConvergeWithThirdOrder() throws {
        let sizes = [4.0, 2.0, 1.0]
        let errors = try sizes.map {
            try error(VentricularFields(shape.quadraticMesh(elementSize: $0, layers: Int(4 / $0))))
        }
        expect(sizes, errors, order: 3)
    }
}
