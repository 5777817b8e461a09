import Electrophysiology
import Fibres
import Geometry
package import HeartModel
import Numerics

/// Where a lead could stimulate the left ventricle: one place in each of the seventeen segments.
///
/// On the free wall and the apex the vertex of the epicardium nearest to the middle of the segment's part of it; in
/// the septum, which has no epicardium of its own, of the left endocardium.
package struct LeadSites: Sendable {
    /// A place.
    package struct Site: Sendable {
        package var segment: AHASegment
        /// Vertex of the electrical mesh.
        package var vertex: Int
    }

    let sites: [Site]
    /// Segment of each tetrahedron of the electrical mesh; nil in the right ventricle.
    let segments: [AHASegment?]

    /// - Throws: ``StudyError/noAnatomy(reason:)`` for a heart without septum, or with a segment that has no wall.
    init(_ heart: HeartAnatomy) throws {
        let anatomy = heart.electrical
        guard let wall = try SegmentedWall(heart.mechanical) else {
            throw StudyError.noAnatomy(
                reason: "the wall has no septum, so that its segments have no direction")
        }
        let points = anatomy.mesh.points
        segments = zip(anatomy.mesh.tets, anatomy.regions).map { tet, region in
            guard region != .rightVentricle else { return nil }
            let centre = (0..<4).reduce(Vec3.zero) { $0 + points[Int(tet[$1])] } / 4
            return wall.segment(at: centre)
        }
        func vertices(_ tag: SurfaceTag) -> [Int] {
            Set(anatomy.triangles(tagged: tag).flatMap { [Int($0[0]), Int($0[1]), Int($0[2])] })
                .sorted()
        }
        var inLeft = [Bool](repeating: false, count: points.count)
        for (tet, region) in zip(anatomy.mesh.tets, anatomy.regions) where region != .rightVentricle
        {
            for corner in 0..<4 { inLeft[Int(tet[corner])] = true }
        }
        let outside = vertices(.epicardium).filter { inLeft[$0] }
        let inside = vertices(.lvEndocardium)
        sites = try AHASegment.allCases.map { segment in
            let isSeptal = Self.septal.contains(segment)
            let choices = (isSeptal ? inside : outside).filter {
                wall.segment(at: points[$0]) == segment
            }
            guard !choices.isEmpty else {
                throw StudyError.noAnatomy(
                    reason: "the segment \(segment.name) has no wall to put a lead on")
            }
            let middle =
                choices.reduce(Vec3.zero) { $0 + points[$1] } / Double(choices.count)
            // Of equals the smallest number.
            let nearest = choices.min {
                let (a, b) = ((points[$0] - middle).norm, (points[$1] - middle).norm)
                return a == b ? $0 < $1 : a < b
            }
            return Site(segment: segment, vertex: nearest ?? choices[0])
        }
    }

    private static let septal: Set<AHASegment> = [
        .basalAnteroseptal, .basalInferoseptal, .midAnteroseptal, .midInferoseptal, .apicalSeptal,
    ]
}

extension VentricularAnatomy {
    /// Boundary triangles of a surface.
    func triangles(tagged tag: SurfaceTag) -> [SIMD3<Int32>] {
        zip(triangles, triangleTags).filter { $0.1 == tag }.map(\.0)
    }
}
