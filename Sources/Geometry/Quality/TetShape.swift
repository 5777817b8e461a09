import Glibc
public import Numerics

/// Measures of the shape of a straight tetrahedron.
public struct TetShape: Sendable {
    /// Smallest angle between two faces [rad].
    public var smallestDihedral: Double
    /// Largest angle between two faces [rad].
    public var largestDihedral: Double
    /// Three times the radius of the inscribed over that of the circumscribed sphere: 1 for the
    /// regular tetrahedron, 0 for a flat one.
    public var radiusRatio: Double

    /// Measures a tetrahedron with positive volume.
    public init(_ a: Vec3, _ b: Vec3, _ c: Vec3, _ d: Vec3) {
        let p = [a, b, c, d]
        // Outward normals, twice the area long; face k lies opposite corner k.
        let normals = TetBoundary.faces.map { face in
            (p[face.y] - p[face.x]).cross(p[face.z] - p[face.x])
        }
        var low = Double.pi
        var high = 0.0
        for i in 0..<4 {
            for j in 0..<i {
                let product = normals[i].dot(normals[j])
                let cosine = -product / (normals[i].norm * normals[j].norm)
                let angle = acos(min(1, max(-1, cosine)))
                low = min(low, angle)
                high = max(high, angle)
            }
        }
        smallestDihedral = low
        largestDihedral = high
        radiusRatio = Self.radiusRatio(p, normals)
    }

    /// 3 r / R with r = 3 V / A and the circumscribed sphere through all corners.
    private static func radiusRatio(_ p: [Vec3], _ normals: [Vec3]) -> Double {
        let edges = Mat3(rows: p[1] - p[0], p[2] - p[0], p[3] - p[0])
        let determinant = edges.determinant
        let area = 0.5 * normals.reduce(0) { $0 + $1.norm }
        let inscribed = determinant / 2 / area
        let squares = Vec3(
            edges.row0.dot(edges.row0), edges.row1.dot(edges.row1), edges.row2.dot(edges.row2))
        let circumscribed = (edges.inverse * (0.5 * squares)).norm
        return determinant == 0 ? 0 : 3 * inscribed / circumscribed
    }
}

extension TetShape {
    /// Smallest sine of the six angles between faces: 0.94 for the regular tetrahedron, small for
    /// slivers of every kind, negative for inverted ones.
    ///
    /// `sin θ = 3 V l / (2 A₁ A₂)` at an edge of length l between faces of area A₁, A₂.
    ///
    /// Source: Freitag, Ollivier-Gooch, *Int. J. Numer. Meth. Eng.* 40 (1997) 3979–4002,
    /// doi:10.1002/(SICI)1097-0207(19971115)40:21<3979::AID-NME251>3.0.CO;2-9, section 3.
    public static func smallestSine(_ a: Vec3, _ b: Vec3, _ c: Vec3, _ d: Vec3) -> Double {
        let (ab, ac, ad) = (b - a, c - a, d - a)
        let (bc, bd, cd) = (c - b, d - b, d - c)
        let six = ab.dot(ac.cross(ad))
        // Twice the areas of the faces opposite each corner.
        let oppositeA = bc.cross(bd).norm
        let oppositeB = ac.cross(ad).norm
        let oppositeC = ab.cross(ad).norm
        let oppositeD = ab.cross(ac).norm
        let sines = (
            ab.norm / (oppositeC * oppositeD), ac.norm / (oppositeB * oppositeD),
            ad.norm / (oppositeB * oppositeC), bc.norm / (oppositeA * oppositeD),
            bd.norm / (oppositeA * oppositeC), cd.norm / (oppositeA * oppositeB)
        )
        let smallest = min(sines.0, sines.1, sines.2, sines.3, sines.4, sines.5)
        let largest = max(sines.0, sines.1, sines.2, sines.3, sines.4, sines.5)
        // Without volume a face may be flat too, and its sines 0/0.
        if six == 0 { return 0 }
        return six * (six > 0 ? smallest : largest)
    }
}
