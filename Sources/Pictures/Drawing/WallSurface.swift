import Foundation
package import Numerics

/// The boundary of a wall as plane triangles, with a value at every corner.
package struct WallSurface {
    /// Corners, three for each triangle, seen from outside counterclockwise.
    private let triangles: [SIMD3<Int>]
    private let points: [Vec3]
    private let values: [Double]

    /// The surface of a wall, coloured by its activation.
    init(_ wall: RunWall) {
        points = wall.points
        values = wall.activation
        triangles = Self.triangles(of: wall)
    }

    /// The faces that only one tetrahedron has, each quadratic one as four plane ones; seen from outside
    /// counterclockwise.
    static func triangles(of wall: RunWall) -> [SIMD3<Int>] {
        var count: [SIMD3<Int>: Int] = [:]
        let tets = wall.tets.count / 10
        func nodes(_ tet: Int, _ face: [Int]) -> [Int] { face.map { wall.tets[10 * tet + $0] } }
        func key(_ nodes: [Int]) -> SIMD3<Int> {
            let sorted = nodes[0..<3].sorted()
            return SIMD3(sorted[0], sorted[1], sorted[2])
        }
        for tet in 0..<tets {
            for face in Self.faces { count[key(nodes(tet, face)), default: 0] += 1 }
        }
        var triangles: [SIMD3<Int>] = []
        for tet in 0..<tets {
            for face in Self.faces {
                let n = nodes(tet, face)
                guard count[key(n)] == 1 else { continue }
                triangles += [
                    SIMD3(n[0], n[3], n[5]), SIMD3(n[3], n[1], n[4]), SIMD3(n[5], n[4], n[2]),
                    SIMD3(n[3], n[4], n[5]),
                ]
            }
        }
        return triangles
    }

    /// Corners and middles (of the sides 01, 12, 20) of the faces of a tetrahedron in VTK's order, outwards.
    private static let faces = [
        [0, 2, 1, 6, 5, 4], [0, 1, 3, 4, 8, 7], [1, 2, 3, 5, 9, 8], [0, 3, 2, 7, 9, 6],
    ]

    /// Centre of the box around the points whose sides are the directions of a view.
    private func centre(in view: Mat3) -> Vec3 {
        [view.row0, view.row1, view.row2].reduce(.zero) { sum, direction in
            let places = points.map { direction.dot($0) }
            return sum + 0.5 * ((places.min() ?? 0) + (places.max() ?? 0)) * direction
        }
    }

    /// The largest scale [1/mm] at which all views fit around their centres, with a margin.
    func scale(in views: [Mat3], width: Double, height: Double) -> Double {
        var reach = (x: 1e-9, y: 1e-9)
        for view in views {
            let centre = centre(in: view)
            for point in points {
                reach.x = max(reach.x, abs(view.row0.dot(point - centre)))
                reach.y = max(reach.y, abs(view.row1.dot(point - centre)))
            }
        }
        return 0.48 * min(width / reach.x, height / reach.y)
    }

    /// The surface from one side, far triangles first, so that near ones hide them.
    ///
    /// - `view`: rows are the directions right, up and towards the viewer.
    func svg(from view: Mat3, scale: Double, bands: IsochroneBands) -> String {
        let centre = centre(in: view)
        let seen = points.map { point -> Vec3 in
            let p = point - centre
            return Vec3(
                scale * view.row0.dot(p), -scale * view.row1.dot(p), scale * view.row2.dot(p))
        }
        // The vertical axis points downwards, so that the sign is that of the other hand.
        let faces = triangles.map { corner in
            (seen[corner.y] - seen[corner.x]).cross(seen[corner.z] - seen[corner.x]).z < 0
        }
        var order = triangles.indices.filter { faces[$0] }.map { index in
            let corner = triangles[index]
            return (
                depth: (seen[corner.x].z + seen[corner.y].z + seen[corner.z].z) / 3, index: index
            )
        }
        order.sort { ($0.depth, $0.index) < ($1.depth, $1.index) }
        let outline = outline(faces)
        var paint = PaintedPaths()
        for (_, index) in order {
            let corner = triangles[index]
            let corners = [corner.x, corner.y, corner.z].map { (seen[$0], values[$0]) }
            paint.fill(corners, bands: bands)
            for (a, b) in [(corner.x, corner.y), (corner.y, corner.z), (corner.z, corner.x)]
            where outline.contains(Edge(a, b)) {
                paint.line(seen[a], seen[b], width: 1)
            }
        }
        return paint.svg
    }

    /// Edges at which the surface turns away from the viewer.
    private func outline(_ faces: [Bool]) -> Set<Edge> {
        var edges: Set<Edge> = []
        for (corner, isSeen) in zip(triangles, faces) where isSeen {
            // Both sides of an edge inside what is seen cancel.
            for (a, b) in [(corner.x, corner.y), (corner.y, corner.z), (corner.z, corner.x)] {
                edges.formSymmetricDifference([Edge(a, b)])
            }
        }
        return edges
    }

    /// Two nodes in any order.
    private struct Edge: Hashable {
        let low: Int
        let high: Int

        init(_ a: Int, _ b: Int) { (low, high) = (min(a, b), max(a, b)) }
    }

    /// The part of a triangle whose value lies in a range, linear between its corners.
    package static func clip(_ corners: [(Vec3, Double)], _ range: ClosedRange<Double>) -> [Vec3] {
        func cut(
            _ polygon: [(Vec3, Double)], at border: Double, keeping keep: (Double) -> Bool
        ) -> [(Vec3, Double)] {
            var kept: [(Vec3, Double)] = []
            for (place, corner) in polygon.enumerated() {
                let next = polygon[(place + 1) % polygon.count]
                if keep(corner.1) { kept.append(corner) }
                if keep(corner.1) != keep(next.1) {
                    let share = (border - corner.1) / (next.1 - corner.1)
                    kept.append((corner.0 + share * (next.0 - corner.0), border))
                }
            }
            return kept
        }
        let above = cut(corners, at: range.lowerBound) { $0 >= range.lowerBound }
        return cut(above, at: range.upperBound) { $0 <= range.upperBound }.map(\.0)
    }
}
