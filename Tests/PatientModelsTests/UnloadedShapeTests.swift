import Circulation
import Geometry
import HeartModel
import Mechanics
import Numerics
import Testing

@Suite struct UnloadedShapeTests {
    /// The ideal heart with either reference.
    private static let hearts: Result<[String: HeartModel], any Error> = Result {
        var hearts: [String: HeartModel] = [:]
        for reference in ["unloaded", "image"] {
            hearts[reference] = try IdealHeart.model(choices: ["reference": reference])
        }
        return hearts
    }

    private func heart(_ reference: String) throws -> HeartModel {
        try #require(try Self.hearts.get()[reference])
    }

    /// Both ventricles shrink without their pressures, and both pressures bring the image back.
    @Test(arguments: ["unloaded", "image"])
    func thePressuresBringTheImageBack(reference: String) throws {
        let model = try heart(reference)
        let unloaded = try UnloadedShape(model)
        for (side, volume) in unloaded.volumes.enumerated() {
            let imaged = model.imaged.volumes[side]
            #expect(volume < 0.95 * imaged, "\(volume) mm³ without pressure, \(imaged) with it")
        }
        let allowed = 0.1
        #expect(
            unloaded.returnDistance < allowed,
            "\(unloaded.returnDistance) mm from the image, allowed \(allowed)")
        #expect(unloaded.largestDistance > 10 * allowed)
        #expect(unloaded.residualStrain > 0 && unloaded.residualStrain < 0.25)
        let isReference = model.wall.mesh.points == unloaded.points
        #expect(isReference == (reference == "unloaded"))
    }

    /// Contraction and ejection from either reference, within the tolerance of the steps.
    @Test func theHeartBeatsTheSameWayFromEitherReference() throws {
        func systole(_ reference: String) throws -> (pressures: [Double], nodes: [Vec3]) {
            let model = try heart(reference)
            let simulation = try HeartSimulation(model, state: model.endDiastole)
            var pressures: [Double] = []
            while simulation.state.time < 200 {
                pressures.append(try simulation.step().pressures.leftVentricle)
            }
            return (pressures, model.positions(simulation.state))
        }
        let (unloaded, image) = (try systole("unloaded"), try systole("image"))
        let apart = zip(unloaded.nodes, image.nodes).reduce(0) { max($0, ($1.0 - $1.1).norm) }
        #expect(apart < 0.01, "\(apart) mm apart after 200 ms")
        let highest = image.pressures.max() ?? 0
        let difference = abs((unloaded.pressures.max() ?? 0) - highest)
        #expect(difference < 1e-3 * highest, "\(difference) of \(highest) kPa")
    }
}
