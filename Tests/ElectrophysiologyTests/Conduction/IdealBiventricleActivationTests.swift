import Electrophysiology
import Fibres
import Geometry
import Testing

/// An anatomy that comes with nothing but its tags: coordinates, fibres and trees are our own.
struct IdealBiventricleActivationTests {
    @Test func protocolsKeepTheirOrderOnAnIdealBiventricle() throws {
        var anatomy = try IdealBiventricle.adult.anatomy(
            elementSize: 4, leftLayers: 4, rightLayers: 2)
        anatomy.coordinates = try VentricularCoordinates(anatomy)
        let activation = try VentricularActivation(
            anatomy: anatomy, frames: try RuleBasedFibres.frames(on: anatomy),
            conduction: ConductionSystem(
                left: .tree(try PurkinjeTree(growingOn: anatomy, side: .left)),
                right: .tree(try PurkinjeTree(growingOn: anatomy, side: .right))))
        var totals: [String: Double] = [:]
        for activationProtocol in ActivationProtocols.all {
            totals[activationProtocol.identifier] = try activation.map(activationProtocol).total
        }
        let order = ["normal", "lbb-area-pacing", "lbbb"].compactMap { totals[$0] }
        #expect(order.count == 3 && order == order.sorted(), "\(totals)")
        #expect((totals["lbbb-lv-lateral-pacing"] ?? .infinity) < (totals["lbbb"] ?? 0))
        #expect((totals["lbbb"] ?? .infinity) <= (totals["rv-apex-pacing"] ?? 0))
        #expect((50...90).contains(totals["normal"] ?? 0), "\(totals)")
    }
}
