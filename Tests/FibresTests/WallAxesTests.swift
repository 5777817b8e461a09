import Fibres
import Numerics
import Testing

@Suite struct WallAxesTests {
    @Test func axesAreOrthonormalAndRightHanded() {
        let axes = WallAxes(
            along: Vec3(0.2, 0.1, 3), across: Vec3(2, -1, 0.5), longAxis: Vec3(0, 0, 1))
        expectOrthonormal(axes)
        #expect(axes.longitudinal.cross(Vec3(0.2, 0.1, 3)).norm < 1e-15)
        #expect(axes.transmural.dot(Vec3(2, -1, 0.5)) > 0)
    }

    @Test func aVanishingGradientAtTheApexIsReplacedByTheLongAxis() {
        let axes = WallAxes(along: .zero, across: Vec3(1, 0, 0), longAxis: Vec3(0, 0, 1))
        #expect(axes.longitudinal == Vec3(0, 0, 1))
        expectOrthonormal(axes)
    }

    @Test func aGradientStraightAcrossTheWallIsReplacedByTheLongAxis() {
        let axes = WallAxes(
            along: Vec3(3, 1e-6, 0), across: Vec3(1, 0, 0), longAxis: Vec3(0, 0, 1))
        #expect(axes.longitudinal == Vec3(0, 0, 1))
    }

    @Test(arguments: [Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1), Vec3(1, 1, 1), Vec3(-2, 1, 0)])
    func atTheVeryApexAnyDirectionInTheWallServes(across: Vec3) {
        expectOrthonormal(WallAxes(along: across, across: across, longAxis: across.normalized))
    }

    @Test func helixAndSheetAnglesTurnAsDefined() {
        let axes = WallAxes(along: Vec3(0, 0, 1), across: Vec3(1, 0, 0), longAxis: Vec3(0, 0, 1))
        #expect(axes.circumferential == Vec3(0, 1, 0))
        let turned = axes.frame(helix: .pi / 3, sheet: 0).matrix
        let expected = Vec3(0, 0.5, 3.0.squareRoot() / 2)
        #expect((turned.column0 - expected).norm < 1e-15, "fibre \(turned.column0)")
        #expect((turned.column2 - Vec3(1, 0, 0)).norm < 1e-15, "sheet \(turned.column2)")
        let tilted = axes.frame(helix: 0, sheet: .pi / 6).matrix
        let sheet = Vec3(3.0.squareRoot() / 2, 0, 0.5)
        #expect((tilted.column2 - sheet).norm < 1e-15, "sheet \(tilted.column2)")
        #expect((tilted.column0 - Vec3(0, 1, 0)).norm < 1e-15, "fibre \(tilted.column0)")
    }

    private func expectOrthonormal(_ axes: WallAxes) {
        let matrix = Mat3(columns: axes.circumferential, axes.longitudinal, axes.transmural)
        let defect = matrix.transpose * matrix - .identity
        let largest = [defect.row0, defect.row1, defect.row2].map(\.norm).max() ?? .infinity
        #expect(largest < 1e-14, "defect \(largest), tolerance 1e-14")
        #expect(abs(matrix.determinant - 1) < 1e-14)
    }
}
