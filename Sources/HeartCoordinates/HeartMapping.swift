public import Geometry
import Glibc
import Numerics

/// Points of one heart at the places of another that have the same universal coordinates.
///
/// Both hearts are laid onto one ideal shape by their coordinates, a thick half ellipsoid for each
/// ventricle: points of the target are then found in tetrahedra of the source. ``distances`` say how far
/// from the source's shape a point lies there, in millimetres of a shape of a heart's size.
///
/// Source: the transfer by coordinates is that of Bayer et al. 2018 (see ``UniversalCoordinates``), who look for
/// the nearest node; here values are interpolated inside tetrahedra.
public struct HeartMapping: Sendable {
    /// Where each node of the target lies in the source: tetrahedron and weights.
    private let places: [(nodes: SIMD4<Int32>, weights: SIMD4<Double>)]
    /// Distance of each node of the target from the source in the ideal shape [mm].
    public let distances: [Double]

    /// Radii of the ideal endocardium and thickness of the ideal wall [mm]: about those of an adult's left
    /// ventricle. They weigh the coordinates against each other where a point has no exact place.
    private static let radius = 25.0
    private static let length = 65.0
    private static let thickness = 10.0

    /// Maps every node of a target.
    ///
    /// - Throws: `GeometryError` for a source without tetrahedra.
    public init(
        from source: VentricularAnatomy, _ sourceCoordinates: UniversalCoordinates,
        to target: UniversalCoordinates
    ) throws(GeometryError) {
        let shape = Self.ideal(sourceCoordinates)
        var places = [(nodes: SIMD4<Int32>, weights: SIMD4<Double>)](
            repeating: (.zero, .zero), count: target.apicobasal.count)
        var distances = [Double](repeating: 0, count: places.count)
        let wanted = Self.ideal(target)
        for isRight in [false, true] {
            let nodes = wanted.indices.filter { (target.transventricular[$0] > 0) == isRight }
            let own = source.mesh.tets.indices.filter {
                (source.regions[$0] == .rightVentricle) == isRight
            }
            // Without a right ventricle in the source the left one stands for it.
            let tets = (own.isEmpty ? Array(source.mesh.tets.indices) : own)
                .map { Self.upright(source.mesh.tets[$0], shape) }
                .filter { TetMesh(points: shape, tets: [$0]).volume(0) > Self.leastVolume }
            if nodes.isEmpty { continue }
            let mesh = TetMesh(points: shape, tets: tets)
            let locator = try TetLocator(mesh)
            for node in nodes {
                let found = locator.locate(wanted[node])
                let weights = locator.interpolation(at: found).weights
                places[node] = (
                    tets[found.tet], SIMD4(weights[0], weights[1], weights[2], weights[3])
                )
                distances[node] = found.distance
            }
        }
        self.places = places
        self.distances = distances
    }

    /// Tetrahedra that the coordinates flatten, such as those in the apex, hold no points [mm³].
    private static let leastVolume = 1e-6

    /// A tetrahedron whose nodes go the right way round in the ideal shape.
    private static func upright(_ tet: SIMD4<Int32>, _ points: [Vec3]) -> SIMD4<Int32> {
        TetMesh(points: points, tets: [tet]).volume(0) < 0
            ? SIMD4(tet.y, tet.x, tet.z, tet.w) : tet
    }

    /// Places in the ideal shape.
    private static func ideal(_ coordinates: UniversalCoordinates) -> [Vec3] {
        coordinates.apicobasal.indices.map { node in
            let polar = coordinates.apicobasal[node] * .pi / 2
            let depth = coordinates.transmural[node] * thickness
            let phi = coordinates.rotational[node]
            return Vec3(
                (radius + depth) * sin(polar) * cos(phi),
                (radius + depth) * sin(polar) * sin(phi), -(length + depth) * cos(polar))
        }
    }

    /// A nodal array of the source, component by component, at the nodes of the target.
    public func values(of field: [Double], components: Int = 1) -> [Double] {
        places.flatMap { place in
            (0..<components).map { k in
                (0..<4).reduce(0.0) { sum, corner in
                    let weight = place.weights[corner]
                    // Nodes without weight may be without value.
                    return weight == 0
                        ? sum : sum + weight * field[Int(place.nodes[corner]) * components + k]
                }
            }
        }
    }
}
