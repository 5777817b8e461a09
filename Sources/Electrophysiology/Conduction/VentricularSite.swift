public import Geometry
import Glibc

/// A named place on the ventricles, found on any anatomy by its ventricular coordinates.
public struct VentricularSite: Sendable, Equatable {
    /// Name for people and files.
    public var name: String
    /// The surface it lies on.
    public var surface: SurfaceTag
    /// The parts of the wall it may lie on.
    public var regions: Set<WallRegion>
    /// Apicobasal coordinate, 0 apex to 1 base.
    public var apicobasal: Double
    /// Angle around the long axis of the left ventricle from the centre of the septum towards the
    /// anterior wall [rad]; nil for any.
    public var fromSeptum: Double?

    /// Describes a site.
    public init(
        name: String, surface: SurfaceTag, regions: Set<WallRegion>, apicobasal: Double,
        fromSeptum: Double? = nil
    ) {
        self.name = name
        self.surface = surface
        self.regions = regions
        self.apicobasal = apicobasal
        self.fromSeptum = fromSeptum
    }

    /// The most apical point of the right ventricular endocardium, where pacing leads are fixed.
    public static let rightApex = VentricularSite(
        name: "rv-apex", surface: .rvEndocardium, regions: [.rightVentricle, .septum],
        apicobasal: 0)

    /// Middle of the left free wall, opposite the septum, on the epicardium: a lateral branch of the
    /// coronary sinus.
    ///
    /// The apicobasal coordinate is harmonic and rises steeply at the apex; on the free wall 0.7 lies
    /// half-way between apex and base.
    public static let leftLateral = VentricularSite(
        name: "lv-lateral", surface: .epicardium, regions: [.leftVentricle], apicobasal: 0.7,
        fromSeptum: .pi)

    /// The vertex of the anatomy nearest to the site.
    ///
    /// Nearest in the sense of `Δab² + (Δrt/3)²`: on a left ventricle 90 mm long with a radius of
    /// 30 mm both terms measure millimetres alike. Ties go to the smallest vertex number.
    ///
    /// - Throws: ``ElectrophysiologyError/missingCoordinates(purpose:)``,
    ///   ``ElectrophysiologyError/siteNotFound(name:reason:)``.
    public func vertex(on anatomy: VentricularAnatomy) throws(ElectrophysiologyError) -> Int {
        guard let coordinates = anatomy.coordinates else {
            throw .missingCoordinates(purpose: "the site \"\(name)\"")
        }
        let onSurface = Set(anatomy.triangles(tagged: surface).flatMap { [$0[0], $0[1], $0[2]] })
        let inRegions = anatomy.vertices(of: regions)
        let around = try fromSeptum.map { angle throws(ElectrophysiologyError) in
            (angle, try SeptalRotation(anatomy, coordinates))
        }
        var best = (vertex: -1, distance: Double.infinity)
        for vertex in inRegions where onSurface.contains(vertex) {
            let v = Int(vertex)
            var distance = square(coordinates.apicobasal[v] - apicobasal)
            if let (angle, septum) = around {
                let offset = septum.towardsAnterior(coordinates.rotational[v]) - angle
                distance += square(SeptalRotation.wrapped(offset) / 3)
            }
            if distance < best.distance { best = (v, distance) }
        }
        guard best.vertex >= 0 else {
            throw .siteNotFound(
                name: name, reason: "no vertex of its surface belongs to its part of the wall")
        }
        return best.vertex
    }

    private func square(_ x: Double) -> Double { x * x }
}

extension VentricularAnatomy {
    /// Vertices of the tetrahedra in some parts of the wall, ascending.
    func vertices(of parts: Set<WallRegion>) -> [Int32] {
        var inside = [Bool](repeating: false, count: mesh.points.count)
        for (tet, region) in zip(mesh.tets, regions) where parts.contains(region) {
            for corner in 0..<4 { inside[Int(tet[corner])] = true }
        }
        return inside.indices.filter { inside[$0] }.map { Int32($0) }
    }
}
