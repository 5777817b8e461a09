import Geometry
import Numerics

/// The surfaces of ventricles in a whole heart without labelled triangles, found by what touches them.
///
/// Faces that the ventricles share with atria, vessels and valve planes are the base. What is left of their
/// boundary falls apart there: into the epicardium, which is the part of the greatest extent, and
/// the endocardia. The right one is the largest of those with faces of the right ventricle (it has
/// the septum's right side too), the left one the largest of the others. Smaller parts are specks.
struct AttachedSurfaces {
    /// Labels of the surfaces in ``surfaces``.
    static let tags: [Int32: SurfaceTag] = [
        -1: .lvEndocardium, -2: .rvEndocardium, -3: .epicardium,
    ]
    /// Labels of the faces of valve planes in ``surfaces``.
    private(set) var rings: [Int32: Valve] = [:]
    /// Labels of each triangle, by its nodes.
    private(set) var surfaces: [SIMD3<Int32>: [Int32]] = [:]

    /// Share of the right ventricle in the area of an endocardium from which it is the right one.
    private static let rightShare = 0.05

    init(_ grid: UnstructuredGrid, labels: AnatomyLabels) throws(MeshFormatError) {
        let parts = try grid.cellArray(labels.partArray).integers()
        let (cells, nodes) = grid.cells(.tetrahedron)
        var kept: [SIMD4<Int32>] = []
        var isRight: [Bool] = []
        var others: Set<SIMD3<Int32>> = []
        for (number, cell) in cells.enumerated() {
            let n = 4 * number
            let tet = SIMD4(nodes[n], nodes[n + 1], nodes[n + 2], nodes[n + 3])
            if let region = labels.regions[parts[cell]] {
                kept.append(tet)
                isRight.append(region == .rightVentricle)
                continue
            }
            for face in TetBoundary.faces {
                let key = TetBoundary.key(SIMD3(tet[face.x], tet[face.y], tet[face.z]))
                others.insert(key)
                if let valve = labels.valveParts[parts[cell]] {
                    let label = Self.ringLabel(valve)
                    rings[label] = valve
                    surfaces[key, default: []].append(label)
                }
            }
        }
        let boundary = try MeshFormatError.meshing { () throws(GeometryError) in
            try TetBoundary(kept)
        }
        let free = boundary.triangles.indices.filter {
            !others.contains(TetBoundary.key(boundary.triangles[$0]))
        }
        if others.isEmpty || free.isEmpty {
            throw .badMesh(
                problem:
                    "there are no surface triangles, and nothing is attached to the ventricles by"
                    + " which surfaces could be told apart; give triangles with labels")
        }
        let patches = Self.patches(
            free.map { boundary.triangles[$0] },
            right: free.map { isRight[Int(boundary.owners[$0])] },
            points: grid.points)
        let hasRight = isRight.contains(true)
        for (patch, label) in try Self.labelled(patches, hasRight: hasRight) {
            for k in patch.triangles {
                surfaces[TetBoundary.key(boundary.triangles[free[k]]), default: []].append(label)
            }
        }
    }

    private static func ringLabel(_ valve: Valve) -> Int32 {
        -10 - Int32(Valve.allCases.firstIndex(of: valve) ?? 0)
    }

    /// A connected part of the free surface.
    private struct Patch {
        var triangles: [Int] = []
        var area = 0.0
        var rightArea = 0.0
        var box: BoundingBox?

        var extent: Double { box?.size.norm ?? 0 }

        mutating func include(_ point: Vec3) {
            if box == nil { box = BoundingBox(low: point, high: point) }
            box?.include(point)
        }
    }

    /// The connected parts, by common edges.
    private static func patches(
        _ triangles: [SIMD3<Int32>], right: [Bool], points: [Vec3]
    ) -> [Patch] {
        var sets = DisjointSets(count: triangles.count)
        var firstAt: [SIMD2<Int32>: Int] = [:]
        for (index, t) in triangles.enumerated() {
            for (a, b) in [(t.x, t.y), (t.y, t.z), (t.z, t.x)] {
                let edge = SIMD2(min(a, b), max(a, b))
                if let other = firstAt[edge] {
                    sets.join(index, other)
                } else {
                    firstAt[edge] = index
                }
            }
        }
        var patches: [Patch] = []
        for members in sets.groups() {
            var patch = Patch(triangles: members)
            for index in members {
                let p = (0..<3).map { points[Int(triangles[index][$0])] }
                let area = (p[1] - p[0]).cross(p[2] - p[0]).norm / 2
                patch.area += area
                if right[index] { patch.rightArea += area }
                for q in p { patch.include(q) }
            }
            patches.append(patch)
        }
        return patches
    }

    private static func labelled(
        _ patches: [Patch], hasRight: Bool
    ) throws(MeshFormatError) -> [(Patch, Int32)] {
        var rest = patches.sorted { $0.extent > $1.extent }
        let outer = rest.isEmpty ? nil : rest.removeFirst()
        rest.sort { $0.area > $1.area }
        let left = rest.first { $0.rightArea < rightShare * $0.area }
        let right = rest.first { $0.rightArea >= rightShare * $0.area }
        guard let outer, let left, right != nil || !hasRight else {
            let sizes = patches.map(\.area).sorted(by: >).prefix(5)
                .map { "\(Int($0.rounded())) mm2" }.joined(separator: ", ")
            throw .badMesh(
                problem: "the free surface of the ventricles has \(patches.count) connected parts"
                    + " (\(sizes)), not an epicardium and an endocardium of each ventricle: what is"
                    + " attached leaves a gap in a ring around a valve; give triangles with labels")
        }
        var labelled: [(Patch, Int32)] = [(outer, -3), (left, -1)]
        if let right { labelled.append((right, -2)) }
        return labelled
    }
}
