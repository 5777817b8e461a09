public import Geometry

/// Where the bundle branches of a normal human heart reach the muscle first.
///
/// Left: centre of the septum, high on the anterior wall beside the septum, and on the posterior wall
/// beside the septum at a third of the way from apex to base, all three at the onset of the QRS complex.
/// Right, 5 ms later (5 to 10 ms were measured): at the foot of the anterior papillary muscle, on the
/// septum at a third of the way, and on the inferior free wall; the free wall is broken through first in
/// front, 7 to 25 ms after the onset, then below.
///
/// Sources: Durrer et al., *Circulation* 41 (1970) 899–912, doi:10.1161/01.CIR.41.6.899 (seven isolated
/// human hearts); Wyndham et al., *Circulation* 59 (1979) 161–168, doi:10.1161/01.CIR.59.1.161 (epicardium
/// of eleven patients; right inferior wall). The translation of the places into ventricular
/// coordinates is ours.
public enum FascicularSites {
    /// A place with its delay [ms].
    typealias Entry = (site: VentricularSite, delay: Double)

    /// Sites of one bundle branch on an anatomy.
    ///
    /// - Throws: ``ElectrophysiologyError/missingCoordinates(purpose:)``,
    ///   ``ElectrophysiologyError/siteNotFound(name:reason:)``.
    public static func sites(
        _ side: BundleSide, on anatomy: VentricularAnatomy
    ) throws(ElectrophysiologyError) -> [BreakthroughSite] {
        var result: [BreakthroughSite] = []
        for entry in side == .left ? left : right {
            let vertex = try entry.site.vertex(on: anatomy)
            result.append(
                BreakthroughSite(point: anatomy.mesh.points[vertex], delay: entry.delay))
        }
        return result
    }

    /// The apicobasal coordinate is harmonic and rises steeply at the apex: on the left wall of
    /// rodero-01, 0.55 lies at 0.21, 0.7 at 0.41 and 0.85 at 0.77 of the height from apex to base. The
    /// posterior and the right septal site therefore lie lower than the third of the source.
    private static let left: [Entry] = [
        (site("lv-septum", .lvEndocardium, [.septum], 0.7, 0), 0),
        (site("lv-anterior", .lvEndocardium, [.leftVentricle, .septum], 0.85, .pi / 3), 0),
        (site("lv-posterior", .lvEndocardium, [.leftVentricle, .septum], 0.55, -.pi / 3), 0),
    ]

    private static let right: [Entry] = [
        (site("rv-anterior", .rvEndocardium, [.rightVentricle], 0.6, 0.1 * .pi), 5),
        (site("rv-septum", .rvEndocardium, [.septum], 0.55, 0), 5),
        (site("rv-posterior", .rvEndocardium, [.rightVentricle], 0.6, -0.15 * .pi), 5),
    ]

    private static func site(
        _ name: String, _ surface: SurfaceTag, _ regions: Set<WallRegion>, _ apicobasal: Double,
        _ fromSeptum: Double
    ) -> VentricularSite {
        VentricularSite(
            name: name, surface: surface, regions: regions, apicobasal: apicobasal,
            fromSeptum: fromSeptum)
    }
}
