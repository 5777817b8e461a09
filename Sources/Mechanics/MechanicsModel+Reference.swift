import FiniteElements
public import Geometry
public import Numerics

/// The shape of a wall from which its displacements count, and how the muscle in it is stretched.
public struct WallReference: Sendable, Equatable {
    /// Node positions [mm].
    public var points: [Vec3]
    /// Stretch H from the stress-free muscle to this shape per quadrature point, tetrahedron by
    /// tetrahedron [1]; empty when the shape is free of stress.
    public var stretch: [Mat3]

    /// Makes a reference.
    public init(points: [Vec3], stretch: [Mat3]) {
        self.points = points
        self.stretch = stretch
    }
}

/// The reference of a wall, and its change.
///
/// The balance of forces does not depend on it. Laws see the stretch from the stress-free muscle,
///
/// ```
/// F H = (F F_u⁻¹) (F_u H)
/// ```
///
/// and integrals run over the volumes of that muscle, `dV/det H`: passive, viscous and active stress, the
/// stretch of the fibres and the mean dilatation are the same for any reference. Supports, nets and
/// masses are those of the image, see ``MechanicsModel/imaged``.
extension MechanicsModel {
    /// The reference: nodes of ``mesh`` and ``prestress``.
    public var reference: WallReference {
        WallReference(points: mesh.points, stretch: prestress)
    }

    /// The mesh with its nodes where they were imaged.
    public var imagedMesh: QuadraticTetMesh {
        var result = mesh
        result.points = imaged
        return result
    }

    /// Its own reference under a displacement, three components per node [mm]: another reference of the
    /// same wall, in which that displacement is none.
    public func reference(displacedBy u: [Double]) -> WallReference {
        WallReference(points: positions(u), stretch: muscleStretch(u))
    }

    /// Node positions for a displacement, three components per node [mm].
    public func positions(_ u: [Double]) -> [Vec3] {
        mesh.points.enumerated().map { node, X in
            X + Vec3(u[3 * node], u[3 * node + 1], u[3 * node + 2])
        }
    }

    /// Displacement from the reference to the image, three components per node [mm].
    public var displacementToImage: [Double] {
        zip(imaged, mesh.points).flatMap { image, X -> [Double] in
            let u = image - X
            return [u.x, u.y, u.z]
        }
    }

    /// Largest distance of a node from its place in the image [mm].
    public func largestDistanceFromImage(_ u: [Double]) -> Double {
        zip(positions(u), imaged).reduce(0) { max($0, ($1.0 - $1.1).norm) }
    }

    /// Stretch F H from the stress-free muscle under a displacement, at all quadrature points,
    /// tetrahedron by tetrahedron [1].
    public func muscleStretch(_ u: [Double]) -> [Mat3] {
        let gradients = deformationGradients(u)
        return prestress.isEmpty ? gradients : zip(gradients, prestress).map { $0 * $1 }
    }

    /// Gradient of a displacement by the reference position, I + ∂u/∂X, at all quadrature points,
    /// tetrahedron by tetrahedron [1].
    public func deformationGradients(_ u: [Double]) -> [Mat3] {
        let shapes = quadrature.points.map { QuadraticTet.gradients(at: $0) }
        let moved = positions(u)
        var result: [Mat3] = []
        result.reserveCapacity(pointCount)
        for tet in 0..<mesh.tetCount {
            let nodes = mesh.tets[QuadraticTet.nodeCount * tet..<QuadraticTet.nodeCount * (tet + 1)]
            for shape in shapes {
                var before = Mat3.zero
                var after = Mat3.zero
                for (node, g) in zip(nodes, shape) {
                    before = before + .outer(mesh.points[Int(node)], g)
                    after = after + .outer(moved[Int(node)], g)
                }
                result.append(after * before.inverse)
            }
        }
        return result
    }
}
