import Fibres
import Geometry
import Mechanics
public import Numerics

extension HeartModel {
    /// Stretch of the fibres against stress-free muscle at all quadrature points, tetrahedron by
    /// tetrahedron: |F H f0| [1], with F and H from and to the image.
    ///
    /// Not what contraction feels where part of its tension acts across the fibres, see
    /// `Mechanics.ActiveStress`.
    ///
    /// - `nodes`: node positions [mm].
    public func fibreStretch(nodes: [Vec3]) -> [Double] {
        (0..<points.count).map { point in
            let stretched = imagedStretch[point] * wall.frames[point].fibre
            return (points.deformationGradient(point, nodes: nodes) * stretched).norm
        }
    }

    /// Stretch that contraction feels at all quadrature points [1]: that of the fibres, or the mean
    /// one of dispersed fibres; ``fibreStretch(nodes:)`` where no tension acts across them.
    func contractionStretch(nodes: [Vec3]) -> [Double] {
        let k = wall.activeStress.transverseFraction
        return (0..<points.count).map { point in
            let total =
                points.deformationGradient(point, nodes: nodes) * imagedStretch[point]
            let along = total * wall.frames[point].fibre
            let across = total * wall.frames[point].normal
            return ((along.dot(along) + k * across.dot(across)) / (1 + k)).squareRoot()
        }
    }
}
