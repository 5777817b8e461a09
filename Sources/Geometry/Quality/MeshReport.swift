import Numerics

/// What `hearttwin mesh check` tells about a mesh.
public struct MeshReport: Sendable {
    /// What is known about a blood pool.
    public enum CavityState: Sendable, Equatable {
        /// The mesh has no such endocardium.
        case absent
        /// Volume [mm³] when each rim is closed by a fan, and number of rims.
        case closed(volume: Double, rims: Int)
        /// The endocardium has no rim: no blood could flow.
        case sealed(volume: Double)
        /// The endocardium is not a surface.
        case broken(GeometryError)
    }

    /// Number of nodes.
    public var nodes = 0
    /// Number of tetrahedra.
    public var tets = 0
    /// Number of boundary triangles of each surface.
    public var triangles: [SurfaceTag: Int] = [:]
    /// Area of each surface [mm²].
    public var surfaceAreas: [SurfaceTag: Double] = [:]
    /// Volume of each part [mm³].
    public var regionVolumes: [WallRegion: Double] = [:]
    /// Box around all nodes.
    public var boundingBox: BoundingBox?
    /// Parts that do not hang together over faces.
    public var components = 0
    /// Edges with more than two boundary triangles.
    public var crowdedEdges = 0
    /// Vertices at which the boundary touches itself.
    public var pinchedVertices = 0
    /// Tetrahedra whose volume is not positive or, if curved, that are folded.
    public var invertedTets: [Int] = []
    /// Tetrahedra with an angle between (straightened) faces below 5° or above 175°.
    public var sliverTets: [Int] = []
    /// Smallest angle between faces of a (straightened) tetrahedron [rad].
    public var smallestDihedral = Double.infinity
    /// Largest angle between faces of a (straightened) tetrahedron [rad].
    public var largestDihedral = 0.0
    /// Worst ratio of inscribed to circumscribed sphere (see ``TetShape``).
    public var worstRadiusRatio = Double.infinity
    /// Worst scaled Jacobian (see ``JacobianSamples``) of a curved mesh; nil for a linear one.
    public var worstScaledJacobian: Double?
    /// Shortest, mean and longest edge of a tetrahedron [mm], from vertex to vertex.
    public var edgeLength = (shortest: Double.infinity, mean: 0.0, longest: 0.0)
    /// Blood pools.
    public var cavities: [SurfaceTag: CavityState] = [:]

    /// Volume of the wall [mm³].
    public var wallVolume: Double {
        WallRegion.allCases.reduce(0) { $0 + (regionVolumes[$1] ?? 0) }
    }

    /// Reasons why the mesh cannot be simulated, as sentences; empty for a sound mesh.
    public var problems: [String] {
        var found: [String] = []
        if let first = invertedTets.first {
            found.append(
                "\(invertedTets.count) tetrahedra are inverted or folded, the first is \(first)")
        }
        if components != 1 { found.append("the mesh falls into \(components) parts") }
        if crowdedEdges > 0 {
            found.append("\(crowdedEdges) edges have more than two boundary triangles")
        }
        if pinchedVertices > 0 {
            found.append("the boundary touches itself at \(pinchedVertices) vertices")
        }
        for tag in [SurfaceTag.lvEndocardium, .rvEndocardium] {
            switch cavities[tag] ?? .absent {
            case .closed(let volume, _):
                if volume <= 0 {
                    found.append("the cavity of the \(tag) has volume \(volume) mm\u{00B3}")
                }
            case .absent where tag == .lvEndocardium:
                found.append("no triangle is tagged \(tag.rawValue) (\(tag))")
            case .absent: break
            case .sealed: found.append("the \(tag) has no rim for valves")
            case .broken(let error): found.append("the \(tag) is broken: \(error)")
            }
        }
        return found
    }

    /// What a simulation survives but its accuracy suffers from, as sentences.
    public var warnings: [String] {
        var found: [String] = []
        if let first = sliverTets.first {
            found.append(
                "\(sliverTets.count) tetrahedra are slivers with an angle below 5° or above 175°, the"
                    + " first is \(first); remesh or optimise")
        }
        if let worst = worstScaledJacobian, worst > 0, worst < Self.poorScaledJacobian {
            found.append(
                "the most crooked element has a scaled Jacobian of \(worst); above"
                    + " \(Self.poorScaledJacobian) is sound: straighten its edges")
        }
        return found
    }

    /// Angle of a sliver [rad] (5°): below it linear elements lose about a digit.
    private static let sliverAngle = 5 * Double.pi / 180
    /// Scaled Jacobian below which moderate strain may fold an element.
    private static let poorScaledJacobian = 0.1

    /// Examines a linear mesh.
    public init(_ anatomy: VentricularAnatomy) {
        let points = anatomy.mesh.points
        nodes = points.count
        boundingBox = BoundingBox(points)
        examineTopology(anatomy.mesh.tets, anatomy.triangles, anatomy.triangleTags)
        examineShapes(anatomy.mesh)
        for tet in anatomy.mesh.tets.indices {
            let volume = anatomy.mesh.volume(tet)
            regionVolumes[anatomy.regions[tet], default: 0] += volume
            if !(volume > 0) { invertedTets.append(tet) }
        }
        for tag in SurfaceTag.allCases {
            examineSurface(tag, anatomy.triangles(tagged: tag), points)
        }
    }

    /// Examines a curved mesh; dihedral angles and edges are those of the straightened elements,
    /// cavities are measured on triangles split at the middle nodes.
    public init(_ mesh: QuadraticTetMesh) {
        nodes = mesh.points.count
        boundingBox = BoundingBox(mesh.points)
        examineTopology(mesh.corners, mesh.triangleCorners, mesh.triangleTags)
        examineShapes(TetMesh(points: mesh.points, tets: mesh.corners))
        var worst = Double.infinity
        for tet in 0..<mesh.tetCount {
            let element = mesh.element(tet)
            let scaled = JacobianSamples.scaledMinimum(element)
            worst = min(worst, scaled)
            regionVolumes[mesh.regions[tet], default: 0] += element.volume
            if !(scaled > 0) { invertedTets.append(tet) }
        }
        worstScaledJacobian = worst
        for tag in SurfaceTag.allCases {
            examineSurface(tag, mesh.splitTriangles(tagged: tag), mesh.points)
        }
    }

    private mutating func examineTopology(
        _ tets: [SIMD4<Int32>], _ boundary: [SIMD3<Int32>], _ tags: [SurfaceTag]
    ) {
        self.tets = tets.count
        for tag in tags { triangles[tag, default: 0] += 1 }
        components = TetComponents(tets).sizes.count
        let defects = SurfaceDefects(boundary)
        crowdedEdges = defects.edges.count
        pinchedVertices = defects.vertices.count
    }

    private mutating func examineShapes(_ mesh: TetMesh) {
        var sum = 0.0
        for (number, tet) in mesh.tets.enumerated() {
            let p = (0..<4).map { mesh.points[Int(tet[$0])] }
            for edge in QuadraticTetMesh.tetEdges {
                let length = (p[edge.x] - p[edge.y]).norm
                edgeLength.shortest = min(edgeLength.shortest, length)
                edgeLength.longest = max(edgeLength.longest, length)
                sum += length
            }
            let shape = TetShape(p[0], p[1], p[2], p[3])
            if shape.smallestDihedral < Self.sliverAngle
                || shape.largestDihedral > .pi - Self.sliverAngle
            {
                sliverTets.append(number)
            }
            smallestDihedral = min(smallestDihedral, shape.smallestDihedral)
            largestDihedral = max(largestDihedral, shape.largestDihedral)
            worstRadiusRatio = min(worstRadiusRatio, shape.radiusRatio)
        }
        let count = mesh.tets.count * QuadraticTetMesh.tetEdges.count
        edgeLength.mean = count > 0 ? sum / Double(count) : 0
    }

    private mutating func examineSurface(
        _ tag: SurfaceTag, _ triangles: [SIMD3<Int32>], _ points: [Vec3]
    ) {
        guard !triangles.isEmpty else { return }
        surfaceAreas[tag] = triangles.reduce(0) { sum, t in
            let origin = points[Int(t.x)]
            return sum
                + 0.5 * (points[Int(t.y)] - origin).cross(points[Int(t.z)] - origin).norm
        }
        if tag == .lvEndocardium || tag == .rvEndocardium {
            cavities[tag] = Self.cavity(triangles, points)
        }
    }

    private static func cavity(_ triangles: [SIMD3<Int32>], _ points: [Vec3]) -> CavityState {
        do throws(GeometryError) {
            let cavity = try Cavity(triangles: triangles)
            let volume = cavity.volume(points)
            return cavity.rims.isEmpty
                ? .sealed(volume: volume) : .closed(volume: volume, rims: cavity.rims.count)
        } catch {
            return .broken(error)
        }
    }
}
