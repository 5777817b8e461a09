public import FiniteElements
public import Geometry

/// The harmonic fields that say where in the ventricles a point lies.
///
/// All satisfy ∇²φ = 0 with zero flux through the surfaces not named:
///
/// | field | 1 on | 0 on |
/// |---|---|---|
/// | ``epicardial`` | epicardium | both endocardia |
/// | ``left`` | left endocardium | right endocardium, epicardium |
/// | ``leftShare`` | left endocardium | right endocardium |
/// | ``apicobasal`` | base | apex |
///
/// The right counterpart of ``left`` is `1 − epicardial − left`, because the three sum to one on every
/// surface. A node on several surfaces takes the first of left endocardium, right endocardium,
/// epicardium; base before apex. Without a right endocardium ``leftShare`` is 1 everywhere.
///
/// The apex set holds the apex and the epicardial nodes around it within ``apexRadius`` of the axis
/// length: prescribing a single node would make the field depend on the mesh ever more as it is
/// refined, because a point has no capacity in three dimensions.
///
/// Source: Bayer et al., *Ann. Biomed. Eng.* 40 (2012) 2243–2254, doi:10.1007/s10439-012-0593-5,
/// equation (1) and table 1; leftShare after Doste et al., *Int. J. Numer. Methods Biomed. Eng.* 35
/// (2019) e3185, doi:10.1002/cnm.3185, section 2.2. Differs from the former in the apex set.
public struct VentricularFields: Sendable {
    /// Functions on the mesh the fields were computed on.
    public let space: ScalarSpace
    /// The long axis.
    public let longAxis: LongAxis
    /// Share of the epicardium against the endocardia, at the nodes.
    public let epicardial: [Double]
    /// Share of the left endocardium against the other surfaces, at the nodes.
    public let left: [Double]
    /// Share of the left endocardium against the right one, at the nodes.
    public let leftShare: [Double]
    /// Position from apex to base, at the nodes.
    public let apicobasal: [Double]

    /// Radius of the apex set as a fraction of the axis length; about the edge length of a 2 mm mesh.
    public static let apexRadius = 0.02

    /// Computes the fields with linear functions.
    ///
    /// - Throws: ``FibresError``, `FiniteElementsError`.
    public init(_ anatomy: VentricularAnatomy) throws {
        try self.init(TaggedWall(anatomy))
    }

    /// Computes the fields with quadratic functions.
    ///
    /// - Throws: ``FibresError``, `FiniteElementsError`.
    public init(_ mesh: QuadraticTetMesh) throws { try self.init(TaggedWall(mesh)) }

    init(_ wall: TaggedWall) throws {
        let axis = try LongAxis(wall)
        let leftEndo = wall.nodes(of: .lvEndocardium)
        let rightEndo = wall.nodes(of: .rvEndocardium)
        let epicardium = wall.nodes(of: .epicardium)
        let apex = wall.apexNodes(axis, radius: Self.apexRadius)
        var problems = [
            LaplaceProblem([(leftEndo, 0), (rightEndo, 0), (epicardium, 1)]),
            LaplaceProblem([(leftEndo, 1), (rightEndo, 0), (epicardium, 0)]),
            LaplaceProblem([(wall.nodes(of: .base), 1), (apex, 0)]),
        ]
        if !rightEndo.isEmpty { problems.append(LaplaceProblem([(leftEndo, 1), (rightEndo, 0)])) }
        let solutions = try LaplaceProblem.solve(problems, on: wall.space)
        space = wall.space
        longAxis = axis
        epicardial = solutions[0]
        left = solutions[1]
        apicobasal = solutions[2]
        leftShare =
            solutions.count > 3 ? solutions[3] : Array(repeating: 1, count: wall.space.nodeCount)
    }
}
