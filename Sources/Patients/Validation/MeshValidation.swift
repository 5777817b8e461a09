import FiniteElements
package import Geometry
import Numerics

/// The checks every wall mesh must pass, on the corners of its elements.
///
/// Cheap ones only: O(n), and O(b log b) in the boundary. Shape quality is `hearttwin mesh check`.
package struct MeshValidation {
    private let points: [Vec3]
    /// Corner nodes of the tetrahedra.
    private let tets: [SIMD4<Int32>]
    /// All nodes of all tetrahedra.
    private let nodes: [Int32]
    private let nodesPerTet: Int
    private let regions: [WallRegion]
    private let triangles: [Int32]
    private let nodesPerTriangle: Int
    private let tags: [SurfaceTag]
    private let mesh: QuadraticTetMesh?
    private let file: String
    private let labels: Labels

    /// What messages call the arrays of a mesh.
    package struct Labels {
        var points: String
        var tets: String
        var triangles: String
        var tags: String

        package init(points: String, tets: String, triangles: String, tags: String) {
            self.points = points
            self.tets = tets
            self.triangles = triangles
            self.tags = tags
        }
    }

    /// - `labels`: nil for the datasets of a patient file.
    package init(_ anatomy: VentricularAnatomy, file: String, labels: Labels? = nil) {
        points = anatomy.mesh.points
        tets = anatomy.mesh.tets
        nodes = anatomy.mesh.tets.flatMap { [$0.x, $0.y, $0.z, $0.w] }
        nodesPerTet = 4
        regions = anatomy.regions
        triangles = anatomy.triangles.flatMap { [$0.x, $0.y, $0.z] }
        nodesPerTriangle = 3
        tags = anatomy.triangleTags
        mesh = nil
        self.file = file
        self.labels =
            labels
            ?? Labels(
                points: PatientSchema.points.path, tets: PatientSchema.connectivity.path,
                triangles: PatientSchema.triangles.path, tags: PatientSchema.triangleTags.path)
    }

    package init(
        _ mesh: QuadraticTetMesh, file: String, points label: String? = nil,
        labels: Labels? = nil
    ) {
        points = mesh.points
        tets = (0..<mesh.tetCount).map {
            SIMD4(
                mesh.tets[10 * $0], mesh.tets[10 * $0 + 1], mesh.tets[10 * $0 + 2],
                mesh.tets[10 * $0 + 3])
        }
        nodes = mesh.tets
        nodesPerTet = 10
        regions = mesh.regions
        triangles = mesh.triangles
        nodesPerTriangle = 6
        tags = mesh.triangleTags
        self.mesh = mesh
        self.file = file
        self.labels =
            labels
            ?? Labels(
                points: label ?? PatientSchema.mechanicsPoints.path,
                tets: label ?? PatientSchema.mechanicsTets.path,
                triangles: PatientSchema.mechanicsTriangles.path,
                tags: PatientSchema.mechanicsTags.path)
    }

    package func run() throws(PatientsError) {
        try Patient.requireFinite(points, labels.points, file: file)
        try requireIndices(nodes, nodesPerTet, labels.tets)
        try requireIndices(triangles, nodesPerTriangle, labels.triangles)
        guard !tets.isEmpty else {
            throw .wrongShape(
                file: file, object: labels.tets, expected: "at least one tetrahedron", found: [0])
        }
        try requireUse()
        try requireSize()
        try requirePositiveVolumes()
        try requireOnePiece()
        try requireSurfaces()
        try requireClosedBoundary()
    }

    private func requireIndices(
        _ nodes: [Int32], _ columns: Int, _ label: String
    ) throws(PatientsError) {
        for (flat, node) in nodes.enumerated() where node < 0 || Int(node) >= points.count {
            let index =
                label == PatientSchema.connectivity.path
                ? [flat] : [flat / columns, flat % columns]
            throw .outOfRange(
                file: file, object: label, index: index, value: "\(node)",
                allowed: "0 to \(points.count - 1)")
        }
    }

    /// Longest edge of the bounding box of the ventricles [mm], from a mouse's to a giant's: what is
    /// outside is a mistaken unit.
    private static let plausibleExtent = 3.0...600.0

    private func requireSize() throws(PatientsError) {
        var low = points[0]
        var high = points[0]
        for p in points {
            low = Vec3(min(low.x, p.x), min(low.y, p.y), min(low.z, p.z))
            high = Vec3(max(high.x, p.x), max(high.y, p.y), max(high.z, p.z))
        }
        let size = high - low
        let extent = max(size.x, size.y, size.z)
        guard !Self.plausibleExtent.contains(extent) else { return }
        throw .implausibleSize(
            file: file, object: labels.points, extent: extent, allowed: Self.plausibleExtent)
    }

    private func requireUse() throws(PatientsError) {
        var used = [Bool](repeating: false, count: points.count)
        for node in nodes { used[Int(node)] = true }
        if let point = used.firstIndex(of: false) {
            throw .unusedPoint(file: file, object: labels.points, point: point)
        }
    }

    /// Elements must have positive volume at their corners and, when curved, a positive Jacobian
    /// at corners and edge middles.
    func requirePositiveVolumes() throws(PatientsError) {
        var first: (element: Int, volume: Double)?
        var count = 0
        for element in tets.indices {
            let volume = mesh == nil ? volume(element) : smallestVolume(element)
            if !(volume > 0) {
                count += 1
                first = first ?? (element, volume)
            }
        }
        guard let first else { return }
        throw .invertedElement(
            file: file, object: labels.tets, element: first.element, volume: first.volume,
            count: count)
    }

    private func volume(_ element: Int) -> Double {
        let t = tets[element]
        let p0 = points[Int(t.x)]
        let a = points[Int(t.y)] - p0
        let b = points[Int(t.z)] - p0
        return a.dot(b.cross(points[Int(t.w)] - p0)) / 6
    }

    /// Shape function gradients at the four corners and six edge middles.
    private static let samples: [[Vec3]] = {
        let corners = [Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        let middles = QuadraticTetMesh.tetEdges.map { 0.5 * (corners[$0.x] + corners[$0.y]) }
        return (corners + middles).map { QuadraticTet.gradients(at: $0) }
    }()

    /// A sixth of the smallest Jacobian determinant at the sample points [mm3].
    private func smallestVolume(_ element: Int) -> Double {
        var smallest = Double.infinity
        for gradients in Self.samples {
            var columns = (Vec3.zero, Vec3.zero, Vec3.zero)
            for (k, gradient) in gradients.enumerated() {
                let point = points[Int(nodes[10 * element + k])]
                columns.0 += gradient.x * point
                columns.1 += gradient.y * point
                columns.2 += gradient.z * point
            }
            let volume = columns.0.dot(columns.1.cross(columns.2)) / 6
            // A comparison with NaN is false, so NaN is kept.
            if !(volume >= smallest) { smallest = volume }
        }
        return smallest
    }

    private func requireOnePiece() throws(PatientsError) {
        var sets = DisjointSets(count: points.count)
        for t in tets {
            sets.join(Int(t.x), Int(t.y))
            sets.join(Int(t.x), Int(t.z))
            sets.join(Int(t.x), Int(t.w))
        }
        var tetsOfPiece: [Int: Int] = [:]
        for t in tets { tetsOfPiece[sets.find(Int(t.x)), default: 0] += 1 }
        guard tetsOfPiece.count > 1 else { return }
        let largest = tetsOfPiece.values.max() ?? 0
        throw .disconnected(
            file: file, object: labels.tets, pieces: tetsOfPiece.count,
            largestPercent: 100 * Double(largest) / Double(tets.count))
    }

    /// The left ventricle's surfaces must be there, the right endocardium if there is a right wall.
    private func requireSurfaces() throws(PatientsError) {
        var wanted: [SurfaceTag] = [.lvEndocardium, .epicardium, .base]
        if regions.contains(.rightVentricle) { wanted.append(.rvEndocardium) }
        for tag in wanted where !tags.contains(tag) {
            throw .missingSurface(file: file, object: labels.tags, tag: tag)
        }
    }

    /// Relative difference between enclosed and filled volume that round-off can explain.
    private static let volumeTolerance = 1e-6

    private func requireClosedBoundary() throws(PatientsError) {
        let holes: [SurfaceLoop]
        do throws(GeometryError) {
            holes = try SurfaceLoops.find(triangles: triangles, nodesPerTriangle: nodesPerTriangle)
        } catch {
            throw .badSurface(file: file, object: labels.triangles, problem: error)
        }
        if let first = holes.first {
            throw .openSurface(
                file: file, object: labels.triangles, holes: holes.count,
                node: Int(first.vertices.first ?? 0))
        }
        let origin = points[0]
        var enclosed = 0.0
        for k in stride(from: 0, to: triangles.count, by: nodesPerTriangle) {
            let a = points[Int(triangles[k])] - origin
            let b = points[Int(triangles[k + 1])] - origin
            enclosed += a.dot(b.cross(points[Int(triangles[k + 2])] - origin)) / 6
        }
        let filled = tets.indices.reduce(0.0) { $0 + volume($1) }
        guard abs(enclosed - filled) <= Self.volumeTolerance * filled else {
            throw .wrongBoundary(
                file: file, object: labels.triangles, enclosed: enclosed, filled: filled)
        }
    }
}
