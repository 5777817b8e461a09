import Circulation
import Geometry
import HeartModel
import Numerics

/// Means of activation times over the patches of the loop's walls and over the left ventricle's segments.
///
/// Weights are volumes of wall; segments belong to patches as `HeartModel.AHASegment.patches` says.
struct PatchTimes: Sendable {
    /// Weight of each vertex by patch, summing to one.
    private let weights: [(patch: WallPatch, vertices: [(vertex: Int, weight: Double)])]
    /// Vertices of the left ventricle and the septum.
    let leftVertices: [Int]
    /// Share of each patch of the left ventricle's wall.
    private let shares: [WallPatch: Double]

    init(_ anatomy: VentricularAnatomy, segments: [AHASegment?]) {
        let points = anatomy.mesh.points
        var sums = [WallPatch: [Int: Double]]()
        var volumes = [WallPatch: Double]()
        var inLeft = [Bool](repeating: false, count: points.count)
        for (tet, segment) in zip(anatomy.mesh.tets, segments) {
            let corners = (0..<4).map { Int(tet[$0]) }
            let edges = corners.dropFirst().map { points[$0] - points[corners[0]] }
            let volume = abs(edges[0].dot(edges[1].cross(edges[2]))) / 6
            if segment != nil { for corner in corners { inLeft[corner] = true } }
            for (patch, share) in Self.patches(of: segment) {
                volumes[patch, default: 0] += share * volume
                for corner in corners {
                    sums[patch, default: [:]][corner, default: 0] += share * volume / 4
                }
            }
        }
        leftVertices = inLeft.indices.filter { inLeft[$0] }
        weights = WallPatch.allCases.map { patch in
            let total = volumes[patch] ?? 0
            let vertices = (sums[patch] ?? [:]).sorted { $0.key < $1.key }
            return (patch, vertices.map { ($0.key, $0.value / total) })
        }
        let left = WallPatch.allCases.filter { $0.wall != "right" }
        let whole = left.reduce(0) { $0 + (volumes[$1] ?? 0) }
        shares = Dictionary(uniqueKeysWithValues: left.map { ($0, (volumes[$0] ?? 0) / whole) })
    }

    /// Mean time of every patch, in the unit of the times.
    func means(_ times: [Double]) -> [WallPatch: Double] {
        Dictionary(
            uniqueKeysWithValues: weights.map { patch, vertices in
                (patch, vertices.reduce(0) { $0 + times[$1.vertex] * $1.weight })
            })
    }

    /// Standard deviation of the patches' times over the left ventricle, weighted with their volumes.
    func dispersion(_ means: [WallPatch: Double]) -> Double {
        let patches = WallPatch.allCases.filter { $0.wall != "right" }
        func weighted(_ value: (Double) -> Double) -> Double {
            patches.reduce(0) { $0 + (shares[$1] ?? 0) * value(means[$1] ?? 0) }
        }
        let mean = weighted { $0 }
        return weighted { ($0 - mean) * ($0 - mean) }.squareRoot()
    }

    /// The free wall of the right ventricle has no segments.
    private static func patches(of segment: AHASegment?) -> [(patch: WallPatch, share: Double)] {
        segment?.patches ?? [(.rightFree, 1)]
    }
}
