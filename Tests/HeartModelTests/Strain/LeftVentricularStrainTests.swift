import FiniteElements
import Geometry
import Glibc
import HeartModel
import Numerics
import Testing

struct LeftVentricularStrainTests {
    let mesh: QuadraticTetMesh
    let points: WallPoints

    init() throws {
        mesh = try IdealBiventricle.adult.quadraticMesh(
            elementSize: 10, leftLayers: 1, rightLayers: 1)
        let heights = mesh.points.map(\.z)
        let (low, high) = (try #require(heights.min()), try #require(heights.max()))
        // The axes need increasing coordinates only: height, and distance from the axis.
        points = WallPoints(
            mesh: mesh,
            coordinates: VentricularCoordinates(
                apicobasal: heights.map { ($0 - low) / (high - low) },
                transmural: mesh.points.map { ($0.x * $0.x + $0.y * $0.y).squareRoot() / 60 },
                rotational: heights.map { _ in 0 }))
    }

    func strain(_ move: (Vec3) -> Vec3) -> LeftVentricularStrain {
        LeftVentricularStrain(
            points: points, endDiastole: mesh.points, now: mesh.points.map(move))
    }

    @Test func growthIsTheSameInAllDirections() {
        let found = strain { 1.1 * $0 }
        #expect(abs(found.longitudinal - 0.1) < 1e-12)
        #expect(abs(found.circumferential - 0.1) < 1e-12)
        #expect(abs(found.thickening - 0.1) < 1e-12)
        #expect(abs(found.twist) < 1e-12)
    }

    /// The slabs' mean heights are 0.25 and 0.75 where muscle is spread evenly; it is not quite.
    @Test func twistIsTheTurnOfTheApexAgainstTheBase() {
        let heights = mesh.points.map(\.z)
        let length = (heights.max() ?? 0) - (heights.min() ?? 0)
        let found = strain { X in
            let angle = 0.2 * X.z / length
            return Vec3(
                cos(angle) * X.x - sin(angle) * X.y, sin(angle) * X.x + cos(angle) * X.y, X.z)
        }
        // Counterclockwise seen from above with rising height is clockwise seen from the apex.
        #expect(abs(found.twist - 0.1) < 0.02)
    }

    @Test func aTurningHeartHasNoStrain() {
        let found = strain { Vec3(0.6 * $0.x - 0.8 * $0.y + 3, 0.8 * $0.x + 0.6 * $0.y, $0.z - 7) }
        #expect(abs(found.longitudinal) < 1e-12 && abs(found.circumferential) < 1e-12)
        #expect(abs(found.thickening) < 1e-12)
        // The slabs' axis is not quite that of the turn.
        #expect(abs(found.twist) < 0.02)
    }
}
