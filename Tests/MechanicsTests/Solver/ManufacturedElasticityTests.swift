import Mechanics
import Numerics
import TestSupport
import Testing
import Verification

/// What `validate orders` does not fit of ``ManufacturedElasticity``.
@Suite struct ManufacturedElasticityTests {
    @Test func curvedElementsKeepTheirOrders() throws {
        let cells = [2, 4, 8]
        let errors = try cells.map {
            try ManufacturedElasticity(kappa: 30).errors(cells: $0, .pointwise(bulkModulus: 30)) {
                Vec3($0.x + 0.1 * $0.y * $0.y, $0.y + 0.1 * $0.z * $0.x, $0.z)
            }
        }
        let spacings = cells.map { 1 / Double($0) }
        let orders = (
            observedOrder(spacings: spacings, errors: errors.map(\.l2)),
            observedOrder(spacings: spacings, errors: errors.map(\.h1))
        )
        #expect(abs(orders.0 - 3) < 0.1, "L2 order \(orders.0), expected 3; \(errors)")
        #expect(abs(orders.1 - 2) < 0.1, "H1 order \(orders.1), expected 2; \(errors)")
    }
}
