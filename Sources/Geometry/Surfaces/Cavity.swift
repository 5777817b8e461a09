public import Numerics

/// The blood pool behind an endocardium, closed by a fan of triangles over each of its rims.
///
/// ```
/// V = −1/6 Σ p0·(p1 × p2)    over the endocardium (oriented out of the wall, into the cavity)
///                            and, for each rim edge a→b with centroid c, the triangle (b, a, c)
/// ```
///
/// The closed surface makes the volume independent of the origin.
public struct Cavity: Sendable {
    /// Endocardial triangles, oriented out of the wall and so into the cavity.
    public let triangles: [SIMD3<Int32>]
    /// The rims, each closed by a fan from the mean of its vertices.
    public let rims: [SurfaceLoop]

    /// Makes a cavity from oriented endocardial triangles.
    ///
    /// - Throws: ``GeometryError`` where the triangles do not form an oriented surface.
    public init(triangles: [SIMD3<Int32>]) throws(GeometryError) {
        self.triangles = triangles
        rims = try SurfaceLoops.find(
            triangles: triangles.flatMap { [$0.x, $0.y, $0.z] }, nodesPerTriangle: 3)
    }

    /// Makes the cavity behind one endocardium.
    ///
    /// - Throws: ``GeometryError``, also when no triangle carries the tag.
    public init(_ anatomy: VentricularAnatomy, endocardium tag: SurfaceTag) throws(GeometryError) {
        let surface = anatomy.triangles(tagged: tag)
        if surface.isEmpty { throw .emptySurface(tag: tag) }
        try self.init(triangles: surface)
    }

    /// Enclosed volume for given positions of the nodes [mm³].
    public func volume(_ points: [Vec3]) -> Double {
        // Products are taken about a point of the surface: smaller terms, less cancellation.
        guard let first = triangles.first else { return 0 }
        let origin = points[Int(first.x)]
        func moment(_ a: Vec3, _ b: Vec3, _ c: Vec3) -> Double {
            (a - origin).dot((b - origin).cross(c - origin))
        }
        var sum = 0.0
        for t in triangles {
            sum += moment(points[Int(t.x)], points[Int(t.y)], points[Int(t.z)])
        }
        for rim in rims {
            let centre = rim.centroid(points)
            for (k, vertex) in rim.vertices.enumerated() {
                let next = rim.vertices[(k + 1) % rim.vertices.count]
                sum += moment(points[Int(next)], points[Int(vertex)], centre)
            }
        }
        return -sum / 6
    }
}
