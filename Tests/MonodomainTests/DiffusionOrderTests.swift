import Monodomain
import TestSupport
import Testing
import Verification

/// What `validate orders` does not fit: the other mass matrices and cuts of the cells.
@Suite struct DiffusionOrderTests {
    @Test(arguments: [MassBlend.lumped, .weight(0.4), .directional])
    func spaceIsOfSecondOrder(_ blend: MassBlend) throws {
        // Directional weights change with the element size until it is small beside the front's width,
        // which is large in tissue that conducts well.
        let cells = [12, 16, 24]
        let errors = try cells.map {
            try TissueOrders.decay(
                cells: $0, mass: blend, speed: blend == .directional ? 400 : 1)
        }
        let order = observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - 2) < 0.1, "\(blend): observed order \(order), errors \(errors)")
    }

    @Test(arguments: SlabMesh.Cut.allCases.filter { $0 != .five })
    func everyCutIsOfSecondOrder(_ cut: SlabMesh.Cut) throws {
        let cells = [8, 12, 16]
        let errors = try cells.map {
            try TissueOrders.decay(cells: $0, mass: .consistent, cut: cut)
        }
        let order = observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - 2) < 0.1, "\(cut): observed order \(order), errors \(errors)")
    }

    @Test func aReactionDiffusionFrontWithLumpedMassConvergesWithSecondOrderInSpace() throws {
        let spacings = [0.5, 0.25, 0.125]
        let errors = try spacings.map { try TissueOrders.front(spacing: $0, mass: .lumped) }
        let order = observedOrder(spacings: spacings, errors: errors)
        #expect(abs(order - 2) < 0.1, "observed order \(order), errors \(errors)")
    }
}
