import Fibres
public import Geometry

/// Universal ventricular coordinates: where a point lies, in a way that is the same in every heart.
///
/// - ``apicobasal`` z: 0 at the apex, 1 at the base.
/// - ``transmural`` ρ: 0 on the endocardium, 1 on the epicardium and on the septum's right side.
/// - ``rotational`` φ [rad]: −π … π counterclockwise seen from the base; 0 in the middle of the septum,
///   ±π/2 where the right ventricle meets the left one, ±π on the lateral wall; in the right ventricle
///   −π/2 … π/2 from the posterior to the anterior junction.
/// - ``transventricular`` ν: −1 in the left ventricle and the septum, 1 in the right ventricle.
///
/// The idea and the ranges are the source's. Differs from it: z and ρ are the harmonic fields of
/// `VentricularCoordinates` as they are, not made linear along the wall, and φ is the angle about the long
/// axis, stretched between the junctions of each height (``JunctionAngles``), not a harmonic field: exact for
/// bodies of revolution and without a cut. A wall without right ventricle has the angle as it is.
///
/// Source: Bayer et al., "Universal ventricular coordinates: a generic framework for describing position
/// within the heart and transferring data", *Med. Image Anal.* 45 (2018) 83–93,
/// doi:10.1016/j.media.2018.01.005.
public struct UniversalCoordinates: Sendable {
    /// Position from apex to base, by node.
    public var apicobasal: [Double]
    /// Position across the wall, by node.
    public var transmural: [Double]
    /// Position around the ventricle [rad], by node.
    public var rotational: [Double]
    /// Ventricle, −1 or 1, by node; those of both count as left.
    public var transventricular: [Double]
    /// The coordinates they are made of: the angle about the long axis instead of φ.
    public let plain: VentricularCoordinates

    /// Computes the coordinates of a wall.
    ///
    /// - `given`: coordinates to start from; computed anew by default.
    /// - Throws: `FibresError`, `FiniteElementsError`.
    public init(
        _ anatomy: VentricularAnatomy, from given: VentricularCoordinates? = nil
    ) throws {
        let plain = try given ?? VentricularCoordinates(anatomy)
        self.plain = plain
        apicobasal = plain.apicobasal
        transmural = plain.transmural
        if let junction = JunctionAngles(anatomy, plain) {
            rotational = zip(plain.rotational, plain.apicobasal).map { angle, height in
                junction.normalised(angle, at: height)
            }
        } else {
            rotational = plain.rotational
        }
        transventricular = [Double](repeating: 1, count: anatomy.mesh.points.count)
        for (tet, region) in zip(anatomy.mesh.tets, anatomy.regions)
        where region != .rightVentricle {
            for k in 0..<4 { transventricular[Int(tet[k])] = -1 }
        }
    }
}

extension VentricularAnatomy {
    /// The wall with the septum as a part of its own, where it belonged to the left ventricle.
    ///
    /// The septum is what lies between the junctions with the right ventricle, above their lowest
    /// point: |φ| < π/2 at the centre of the tetrahedron.
    ///
    /// - Throws: `FibresError`, `FiniteElementsError`.
    public func withSeptum() throws -> VentricularAnatomy {
        if regions.contains(.septum) { return self }
        let plain = try coordinates ?? VentricularCoordinates(self)
        guard let junction = JunctionAngles(self, plain) else { return self }
        let universal = try UniversalCoordinates(self, from: plain)
        var wall = self
        for (tet, nodes) in mesh.tets.enumerated() where regions[tet] == .leftVentricle {
            let corners = (0..<4).map { Int(nodes[$0]) }
            let height = corners.reduce(0) { $0 + plain.apicobasal[$1] } / 4
            let isBetween = corners.allSatisfy { abs(universal.rotational[$0]) < .pi / 2 }
            if isBetween, height > junction.lowest { wall.regions[tet] = .septum }
        }
        return wall
    }

    /// The wall with coordinates, and with the septum as a part of its own.
    ///
    /// - Throws: `FibresError`, `FiniteElementsError`.
    public func completed() throws -> VentricularAnatomy {
        var wall = self
        if wall.coordinates == nil { wall.coordinates = try VentricularCoordinates(self) }
        return try wall.withSeptum()
    }
}
