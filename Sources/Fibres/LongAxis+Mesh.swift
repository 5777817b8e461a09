public import Geometry

extension LongAxis {
    /// The long axis of the left ventricle of a mechanics mesh.
    ///
    /// - Throws: ``FibresError/missingSurface(tag:)``, ``FibresError/noLeftRim``.
    public init(_ mesh: QuadraticTetMesh) throws { try self.init(TaggedWall(mesh)) }
}
