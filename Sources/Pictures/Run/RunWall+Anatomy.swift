import Numerics
import Reports

extension RunWall {
    /// Directions on the screen and what the sides are called.
    struct View {
        /// Rows: right, up, towards the viewer.
        var matrix: Mat3
        var front: String
        var behind: String
    }

    /// The anatomical view, base up and right ventricle at the viewer's left, where the segments tell it;
    /// else along the y axis of the file.
    var view: View {
        if let basal = centre({ (1...6).contains($0) }), let apex = centre({ $0 == 17 }),
            let left = centre({ $0 > 0 }), let right = centre({ $0 == 0 })
        {
            let matrix = SurfaceScene.anteriorView(
                apexToBase: basal - apex, leftToRight: right - left)
            return View(matrix: matrix, front: "anterior", behind: "posterior")
        }
        return View(
            matrix: Mat3(rows: Vec3(1, 0, 0), Vec3(0, 0, 1), Vec3(0, -1, 0)),
            front: "seen along y", behind: "seen against y")
    }

    /// Mean activation of the segments of the left ventricle over their nodes, each as often as its tetrahedra
    /// name it [ms after the onset of the QRS]; none without segments.
    var segmentActivation: [Int: Double] {
        var sums: [Int: (sum: Double, count: Double)] = [:]
        for (tet, segment) in segments.enumerated() where segment > 0 {
            for node in tets[10 * tet..<10 * tet + 10] where activation[node].isFinite {
                sums[segment, default: (0, 0)].sum += activation[node]
                sums[segment, default: (0, 0)].count += 1
            }
        }
        return sums.mapValues { $0.sum / $0.count }
    }
}
