import HeartModel
import Testing

@Suite struct UnloadedShapeTests {
    /// Both ventricles shrink without their pressures, and both pressures bring the image back.
    @Test func thePressuresBringTheImageBack() throws {
        let model = try IdealHeart.model()
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
    }
}
