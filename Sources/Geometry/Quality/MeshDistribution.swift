import Numerics

/// How sizes and shapes are distributed over the elements of a mesh.
public struct MeshDistribution: Sendable {
    /// Five numbers that stand for many.
    public struct Spread: Sendable, Encodable {
        /// Smallest value.
        public var min: Double
        /// Value below which 5 % lie.
        public var low: Double
        /// Value below which half lie.
        public var median: Double
        /// Value below which 95 % lie.
        public var high: Double
        /// Largest value.
        public var max: Double

        /// Summarises values; nil without any.
        public init?(_ values: [Double]) {
            let sorted = values.sorted()
            guard let first = sorted.first, let last = sorted.last else { return nil }
            func at(_ part: Double) -> Double { sorted[Int(part * Double(sorted.count - 1))] }
            (min, low, median, high, max) = (first, at(0.05), at(0.5), at(0.95), last)
        }

        /// The spread in another unit.
        public func scaled(by factor: Double) -> Spread {
            var spread = self
            spread.min *= factor
            spread.low *= factor
            spread.median *= factor
            spread.high *= factor
            spread.max *= factor
            return spread
        }
    }

    /// Edge lengths from vertex to vertex [mm], each edge as often as it has tetrahedra.
    public let edge: Spread?
    /// Smallest angle between faces of each straightened tetrahedron [rad].
    public let dihedral: Spread?
    /// Radius ratio of each straightened tetrahedron (see ``TetShape``).
    public let radiusRatio: Spread?
    /// Scaled Jacobian of each curved tetrahedron (see ``JacobianSamples``); nil if linear.
    public let scaledJacobian: Spread?

    /// Measures a linear mesh.
    public init(_ mesh: TetMesh) {
        self.init(mesh, scaledJacobians: [])
    }

    /// Measures a curved mesh.
    public init(_ mesh: QuadraticTetMesh) {
        self.init(
            TetMesh(points: mesh.points, tets: mesh.corners),
            scaledJacobians: (0..<mesh.tetCount).map {
                JacobianSamples.scaledMinimum(mesh.element($0))
            })
    }

    private init(_ mesh: TetMesh, scaledJacobians: [Double]) {
        var edges: [Double] = []
        var dihedrals: [Double] = []
        var ratios: [Double] = []
        for tet in mesh.tets {
            let p = (0..<4).map { mesh.points[Int(tet[$0])] }
            for pair in QuadraticTetMesh.tetEdges { edges.append((p[pair.x] - p[pair.y]).norm) }
            let shape = TetShape(p[0], p[1], p[2], p[3])
            dihedrals.append(shape.smallestDihedral)
            ratios.append(shape.radiusRatio)
        }
        edge = Spread(edges)
        dihedral = Spread(dihedrals)
        radiusRatio = Spread(ratios)
        scaledJacobian = Spread(scaledJacobians)
    }
}
