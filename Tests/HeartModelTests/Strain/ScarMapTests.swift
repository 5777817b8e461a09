import Circulation
import Electrophysiology
import FiniteElements
import Geometry
import HeartModel
import Numerics
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

    /// Activation takes the muscle's time for what is muscle and the scar's for what is scar.
    @Test func activationPassesScarAndMuscleOneAfterTheOther() throws {
        let electrical = try IdealBiventricle.adult.anatomy(
            elementSize: 8, leftLayers: 1, rightLayers: 1)
        let anatomy = HeartAnatomy(
            electrical: electrical, mechanical: mesh,
            conduction: ConductionSystem(left: .breakthroughs([]), right: .breakthroughs([])))
        let shares: [AHASegment: Double] = [.midAnterior: 0.5, .apicalLateral: 1]
        var values = ["scar.conduction": 0.25]
        for (segment, share) in shares { values["scar." + ScarCard.name(of: segment)] = share }
        let slowing = try #require(
            try ScarMap.slowing(anatomy, parameters: HeartParameters(values)))
        let wall = try #require(try SegmentedWall(mesh))
        #expect(slowing.count == electrical.mesh.tets.count)
        for (index, factor) in slowing.enumerated() {
            let tet = electrical.mesh.tets[index]
            let centre = (0..<4).reduce(Vec3.zero) { $0 + electrical.mesh.points[Int(tet[$1])] } / 4
            let share =
                electrical.regions[index] == .rightVentricle
                ? 0 : shares[wall.segment(at: centre)] ?? 0
            let time = (1 - share) / 1 + share / 0.25
            #expect(abs(factor * time - 1) < 1e-12, "\(factor) where \(share) is scar")
        }
        #expect(slowing.contains { $0 < 0.3 } && slowing.contains(1))
        for harmless in [
            ["scar.midAnterior": 0.5, "scar.conduction": 1], ["scar.conduction": 0.1],
        ] {
            #expect(try ScarMap.slowing(anatomy, parameters: HeartParameters(harmless)) == nil)
        }
    }

    /// Patches of the loop's walls have the mean of their segments.
    @Test func patchesHaveTheMeanOfTheirSegments() throws {
        #expect(HeartParameters().scarredPatches.isEmpty)
        let found = try HeartParameters([
            "scar.basalAnterior": 0.9, "scar.apicalLateral": 1, "scar.apicalSeptal": 0.4,
            "scar.apex": 1,
        ]).scarredPatches
        #expect(Set(found.keys) == [.anterior, .anterolateral, .inferolateral, .apicalSeptal])
        #expect(abs((found[.anterior] ?? 0) - 0.3) < 1e-12)
        #expect(abs((found[.anterolateral] ?? 0) - 0.2) < 1e-12)
        #expect(found[.apicalSeptal] == 0.4)
    }
}
