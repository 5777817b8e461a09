package import Numerics

/// The six small rigid motions of a wall about a shape of it.
///
/// Muscle forces do no work on them, whichever elements are sampled. With them among the modes a wall in soft supports
/// is balanced as a whole exactly: without, small errors of large inner forces move it about.
package enum RigidMotions {
    /// Three translations, then three rotations about the mean of the positions, three numbers per node.
    package static func motions(positions: [Vec3]) -> [[Double]] {
        let centre = (1 / Double(max(positions.count, 1))) * positions.reduce(.zero, +)
        let axes = [Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        let translations = axes.map { axis in positions.flatMap { _ in [axis.x, axis.y, axis.z] } }
        let rotations = axes.map { axis in
            positions.flatMap { x -> [Double] in
                let move = axis.cross(x - centre)
                return [move.x, move.y, move.z]
            }
        }
        return translations + rotations
    }
}
