import Fibres
import Geometry
import Mechanics
import Numerics

extension HeartModel {
    /// Stretch of the fibres against stress-free muscle at all quadrature points, tetrahedron by
    /// tetrahedron: |F H f0| [1].
    ///
    /// Not what contraction feels where part of its tension acts across the fibres, see
    /// `Mechanics.ActiveStress`.
    ///
    /// - `displacement`: of all nodes, x, y, z each [mm].
    public func fibreStretch(displacement: [Double]) -> [Double] {
        (0..<points.count).map { point in
            let fibre = wall.frames[point].fibre
            let stretched = wall.prestress.isEmpty ? fibre : wall.prestress[point] * fibre
            return (points.deformationGradient(point, displacement: displacement) * stretched).norm
        }
    }

    /// Stretch that contraction feels at all quadrature points [1]: that of the fibres, or the mean
    /// one of dispersed fibres; ``fibreStretch(displacement:)`` where no tension acts across them.
    func contractionStretch(displacement: [Double]) -> [Double] {
        let k = wall.activeStress.transverseFraction
        return (0..<points.count).map { point in
            let F = points.deformationGradient(point, displacement: displacement)
            let total = wall.prestress.isEmpty ? F : F * wall.prestress[point]
            let along = total * wall.frames[point].fibre
            let across = total * wall.frames[point].normal
            return ((along.dot(along) + k * across.dot(across)) / (1 + k)).squareRoot()
        }
    }
}
