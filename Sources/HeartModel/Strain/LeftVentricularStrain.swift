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
    /// Strains are volume-weighted means of ``PointStrain`` over the LV wall and septum with
    /// apicobasal coordinate in 0.1 … 0.9 (apex cap and valve plane have no clean axes), longitudinal
    /// and circumferential ones over the inner third of the wall, because normal values come from
    /// tracking the endocardial contour (Voigt et al., *Eur. Heart J. Cardiovasc. Imaging* 16 (2015)
    /// 1–11, doi:10.1093/ehjci/jeu184). Twist is that of ``TwistSlabs``.
    ///
    /// - `endDiastole`, `now`: node positions [mm].
    public init(points: WallPoints, endDiastole: [Vec3], now: [Vec3]) {
        var strains = MeanStrain()
        for point in 0..<points.count where points.isObserved(point) {
            strains.add(
                points.strain(
                    point, from: points.deformationGradient(point, nodes: endDiastole),
                    to: points.deformationGradient(point, nodes: now)),
                volume: points.volume[point], isEndocardial: points.isEndocardial(point))
        }
        let mean = strains.mean
        longitudinal = mean.longitudinal
        circumferential = mean.circumferential
        thickening = mean.radial
        twist = TwistSlabs(points, endDiastole: endDiastole).twist(nodes: now)
    }
}
