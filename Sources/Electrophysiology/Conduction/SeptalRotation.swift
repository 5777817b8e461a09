import Geometry
import Glibc
import Numerics

/// The rotational coordinate counted from the centre of the septum towards the anterior wall.
///
/// Rotational coordinates of different sources have different zeros and senses. The anterior wall lies
/// where the cross product of the long axis (apex to base) and the direction from the left to the right
/// ventricle points; this needs a right-handed frame.
struct SeptalRotation {
    /// Circular mean of the coordinate over the septum [rad].
    private let centre: Double
    /// 1 where the coordinate grows towards the anterior wall, else −1.
    private let sense: Double

    /// Finds centre and sense.
    ///
    /// - Throws: ``ElectrophysiologyError/siteNotFound(name:reason:)`` without a septum.
    init(
        _ anatomy: VentricularAnatomy, _ coordinates: VentricularCoordinates
    ) throws(ElectrophysiologyError) {
        let septum = anatomy.vertices(of: [.septum]).map(Int.init)
        guard !septum.isEmpty else {
            throw .siteNotFound(name: "septum", reason: "no tetrahedron is marked as septum")
        }
        let centre = atan2(
            septum.reduce(0) { $0 + sin(coordinates.rotational[$1]) },
            septum.reduce(0) { $0 + cos(coordinates.rotational[$1]) })
        let points = anatomy.mesh.points
        let left = anatomy.vertices(of: [.leftVentricle, .septum]).map(Int.init)
        let right = anatomy.vertices(of: [.rightVentricle]).map(Int.init)
        let middle = Self.mean(left) { points[$0] }
        let axis = Self.mean(left) { coordinates.apicobasal[$0] * (points[$0] - middle) }
        let grows = Self.mean(left) {
            sin(coordinates.rotational[$0] - centre) * (points[$0] - middle)
        }
        let toRight = Self.mean(right) { points[$0] } - middle
        self.centre = centre
        sense = axis.cross(toRight).dot(grows) < 0 ? -1 : 1
    }

    /// Angle from the centre of the septum towards the anterior wall [rad], in −π … π.
    func towardsAnterior(_ rotational: Double) -> Double {
        Self.wrapped(sense * (rotational - centre))
    }

    /// The same angle in −π … π [rad].
    static func wrapped(_ angle: Double) -> Double { atan2(sin(angle), cos(angle)) }

    private static func mean(_ vertices: [Int], _ value: (Int) -> Vec3) -> Vec3 {
        vertices.reduce(.zero) { $0 + value($1) } / Double(max(1, vertices.count))
    }
}
