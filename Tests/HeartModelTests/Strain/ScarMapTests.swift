import FiniteElements
import Geometry
import HeartModel
import Testing

/// Scar by segments at the quadrature points.
struct ScarMapTests {
    private let mesh: QuadraticTetMesh

    init() throws {
        mesh = try IdealBiventricle.adult.quadraticMesh(
            elementSize: 10, leftLayers: 1, rightLayers: 1)
    }

    @Test func aWallWithoutScarHasNoFactors() throws {
        let scar = try ScarMap(mesh, parameters: HeartParameters(["scar.stiffening": 50]))
        #expect(scar.active.isEmpty && scar.passive.isEmpty)
    }

    /// Every point has the share of its segment, none of the right ventricle has any, and stiffness follows.
    @Test func pointsHaveTheShareOfTheirSegment() throws {
        let shares: [AHASegment: Double] = [.midAnterior: 0.7, .apex: 1, .basalInferior: 0.25]
        var values = ["scar.stiffening": 5.0]
        for (segment, share) in shares { values["scar." + ScarCard.name(of: segment)] = share }
        let scar = try ScarMap(mesh, parameters: HeartParameters(values))
        let wall = try #require(try SegmentedWall(mesh))
        let perTet = TetQuadrature.degree2.count
        #expect(scar.active.count == perTet * mesh.tetCount)
        var dead = 0
        for (point, active) in scar.active.enumerated() {
            let share = wall.tets[point / perTet].flatMap { shares[$0] } ?? 0
            #expect(active == 1 - share && scar.passive[point] == 1 + 4 * share)
            dead += active < 1 ? 1 : 0
        }
        #expect(dead > perTet * 10, "\(dead) points")
    }
}
