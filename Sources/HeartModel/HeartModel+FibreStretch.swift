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
}
