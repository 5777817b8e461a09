import Geometry
import Mechanics
import Numerics

/// A reference as numbers, for files.
extension WallReference {
    /// Three for each node [mm].
    var pointNumbers: [Double] { points.flatMap { [$0.x, $0.y, $0.z] } }

    /// Nine for each point, row by row [1].
    var stretchNumbers: [Double] {
        stretch.flatMap { [$0.xx, $0.xy, $0.xz, $0.yx, $0.yy, $0.yz, $0.zx, $0.zy, $0.zz] }
    }

    /// From these numbers; their counts are multiples of three and nine.
    init(pointNumbers p: [Double], stretchNumbers s: [Double]) {
        self.init(
            points: stride(from: 0, to: p.count, by: 3).map { Vec3(p[$0], p[$0 + 1], p[$0 + 2]) },
            stretch: stride(from: 0, to: s.count, by: 9).map { i in
                func row(_ j: Int) -> Vec3 { Vec3(s[i + j], s[i + j + 1], s[i + j + 2]) }
                return Mat3(rows: row(0), row(3), row(6))
            })
    }
}
