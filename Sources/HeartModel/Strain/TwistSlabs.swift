import Geometry
import Glibc
import Numerics

/// The apical and the basal slab of the left ventricle between which twist is measured.
///
/// Apical: apicobasal coordinate 0.15 … 0.35, basal: 0.65 … 0.85, LV wall and septum. The axis runs
/// through their centroids at end-diastole.
struct TwistSlabs {
    /// Points of one slab and where it was at end-diastole.
    private struct Slab {
        var points: [Int]
        var centre: Vec3
        /// Places of the points at end-diastole against the centre [mm].
        var places: [Vec3]
    }

    private let points: WallPoints
    private let apical: Slab
    private let basal: Slab
    /// From base to apex: seen from the apex the axis points towards the observer.
    private let axis: Vec3
    /// Distance of the slabs at end-diastole [mm].
    var distance: Double { (apical.centre - basal.centre).norm }

    /// - `endDiastole`: node positions [mm].
    init(_ points: WallPoints, endDiastole: [Vec3]) {
        self.points = points
        func slab(_ range: ClosedRange<Double>) -> Slab {
            let members = (0..<points.count).filter {
                points.region[$0] != .rightVentricle && range.contains(points.apicobasal[$0])
            }
            let centre = Self.centroid(points, members, nodes: endDiastole)
            return Slab(
                points: members, centre: centre,
                places: members.map { points.position($0, nodes: endDiastole) - centre })
        }
        apical = slab(0.15...0.35)
        basal = slab(0.65...0.85)
        axis = (apical.centre - basal.centre).normalized
    }

    /// Mean rotation of the apical against the basal slab since end-diastole, positive
    /// counterclockwise seen from the apex [rad].
    ///
    /// - `nodes`: node positions [mm].
    func twist(nodes: [Vec3]) -> Double {
        rotation(apical, nodes: nodes) - rotation(basal, nodes: nodes)
    }

    private func rotation(_ slab: Slab, nodes: [Vec3]) -> Double {
        let centre = Self.centroid(points, slab.points, nodes: nodes)
        var sine = 0.0
        var cosine = 0.0
        for (point, before) in zip(slab.points, slab.places) {
            let after = points.position(point, nodes: nodes) - centre
            let a = before - before.dot(axis) * axis
            let b = after - after.dot(axis) * axis
            sine += points.volume[point] * axis.dot(a.cross(b))
            cosine += points.volume[point] * a.dot(b)
        }
        return atan2(sine, cosine)
    }

    private static func centroid(_ points: WallPoints, _ slab: [Int], nodes: [Vec3]) -> Vec3 {
        var sum = Vec3.zero
        var weight = 0.0
        for point in slab {
            sum += points.volume[point] * points.position(point, nodes: nodes)
            weight += points.volume[point]
        }
        return sum / weight
    }
}
