import Geometry
import Glibc
public import Numerics

/// Global deformation of the left ventricle against end-diastole.
public struct LeftVentricularStrain: Sendable, Equatable {
    /// Mean longitudinal stretch − 1 of the endocardial layer of LV and septum [1].
    public var longitudinal: Double
    /// Mean circumferential stretch − 1 of the same layer [1].
    public var circumferential: Double
    /// Mean relative change of wall thickness [1].
    public var thickening: Double
    /// Rotation of the apex against the base about the LV long axis, positive counterclockwise seen
    /// from the apex [rad].
    public var twist: Double
}

extension LeftVentricularStrain {
    /// Compares a configuration with the end-diastolic one.
    ///
    /// Strains are volume-weighted means over the LV wall and septum with apicobasal coordinate in
    /// 0.1 … 0.9 (apex cap and valve plane have no clean axes). Longitudinal and circumferential:
    /// stretch of the axis' material line, |F·a| / |F_ed·a|, over the inner third of the wall, because
    /// normal values come from tracking the endocardial contour (Voigt et al., *Eur. Heart J.
    /// Cardiovasc. Imaging* 16 (2015) 1–11, doi:10.1093/ehjci/jeu184). Thickening: distance of two transmural
    /// layers, |F_ed⁻ᵀ·r| / |F⁻ᵀ·r|. Twist: mean rotation of the slab 0.15 … 0.35 minus that of
    /// 0.65 … 0.85 about the axis through the two slabs' centroids at end-diastole.
    ///
    /// - `reference`: node positions of the reference configuration [mm].
    /// - `endDiastole`, `now`: displacement of all nodes, x, y, z each [mm].
    public init(
        points: WallPoints, reference: [Vec3], endDiastole: [Double], now: [Double]
    ) {
        var weight = 0.0
        var inner = 0.0
        var sums = (longitudinal: 0.0, circumferential: 0.0, thickening: 0.0)
        for point in 0..<points.count where points.region[point] != .rightVentricle {
            let ab = points.apicobasal[point]
            let along = points.longitudinal[point]
            let across = points.radial[point]
            guard ab > 0.1, ab < 0.9, along != .zero, across != .zero else { continue }
            let around = across.cross(along)
            let F0 = points.deformationGradient(point, displacement: endDiastole)
            let F = points.deformationGradient(point, displacement: now)
            let w = points.volume[point]
            weight += w
            if points.transmural[point] < Self.endocardialLayer {
                inner += w
                sums.longitudinal += w * ((F * along).norm / (F0 * along).norm - 1)
                sums.circumferential += w * ((F * around).norm / (F0 * around).norm - 1)
            }
            let before = (F0.inverse.transpose * across).norm
            let after = (F.inverse.transpose * across).norm
            sums.thickening += w * (before / after - 1)
        }
        longitudinal = sums.longitudinal / inner
        circumferential = sums.circumferential / inner
        thickening = sums.thickening / weight
        twist = Self.twist(
            points: points, from: Self.moved(reference, by: endDiastole),
            to: Self.moved(reference, by: now))
    }

    /// Transmural coordinate up to which the wall counts as endocardial [1].
    private static let endocardialLayer = 1.0 / 3

    private static func moved(_ nodes: [Vec3], by u: [Double]) -> [Vec3] {
        nodes.indices.map { nodes[$0] + Vec3(u[3 * $0], u[3 * $0 + 1], u[3 * $0 + 2]) }
    }

    private static func twist(points: WallPoints, from: [Vec3], to: [Vec3]) -> Double {
        let apical = slab(points, 0.15...0.35)
        let basal = slab(points, 0.65...0.85)
        let apicalCentre = centroid(points, apical, nodes: from)
        let basalCentre = centroid(points, basal, nodes: from)
        // Seen from the apex the axis points towards the observer: base to apex.
        let axis = (apicalCentre - basalCentre).normalized
        func rotation(_ slab: [Int], _ centre: Vec3) -> Double {
            let shifted = centroid(points, slab, nodes: to)
            var sine = 0.0
            var cosine = 0.0
            for point in slab {
                let before = points.position(point, nodes: from) - centre
                let after = points.position(point, nodes: to) - shifted
                let a = before - before.dot(axis) * axis
                let b = after - after.dot(axis) * axis
                sine += points.volume[point] * axis.dot(a.cross(b))
                cosine += points.volume[point] * a.dot(b)
            }
            return atan2(sine, cosine)
        }
        return rotation(apical, apicalCentre) - rotation(basal, basalCentre)
    }

    private static func slab(_ points: WallPoints, _ range: ClosedRange<Double>) -> [Int] {
        (0..<points.count).filter {
            points.region[$0] != .rightVentricle && range.contains(points.apicobasal[$0])
        }
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
