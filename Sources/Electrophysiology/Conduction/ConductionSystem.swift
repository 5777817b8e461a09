public import Geometry
public import Numerics

/// The two bundle branches.
public enum BundleSide: String, Sendable, CaseIterable, Codable {
    case left
    case right

    /// The surface the branch spreads on.
    var endocardium: SurfaceTag { self == .left ? .lvEndocardium : .rvEndocardium }
}

/// A place where a bundle branch first activates the muscle.
public struct BreakthroughSite: Sendable, Equatable {
    /// Place on the endocardium [mm].
    public var point: Vec3
    /// Time after the bundle branch is entered [ms].
    public var delay: Double

    /// Makes a site that fires `delay` [ms] after the bundle branch is entered.
    public init(point: Vec3, delay: Double = 0) {
        self.point = point
        self.delay = delay
    }
}

/// How one bundle branch reaches the muscle.
public enum BundleBranch: Sendable, Equatable {
    /// Through a Purkinje tree.
    case tree(PurkinjeTree)
    /// At given sites; there is no way back into the branch.
    case breakthroughs([BreakthroughSite])
}

/// The specialised conduction of both ventricles.
public struct ConductionSystem: Sendable, Equatable {
    /// Branches by side; a missing side cannot be started.
    public var branches: [BundleSide: BundleBranch]

    /// Makes a conduction system.
    public init(left: BundleBranch?, right: BundleBranch?) {
        branches = [:]
        branches[.left] = left
        branches[.right] = right
    }

    /// Makes a conduction system from breakthrough sites of unknown side.
    ///
    /// Each site belongs to the branch whose endocardium has the vertex nearest to it; in doubt to
    /// the left one.
    public init(breakthroughs sites: [BreakthroughSite], on anatomy: VentricularAnatomy) {
        func distance(_ point: Vec3, _ side: BundleSide) -> Double {
            var shortest = Double.infinity
            for triangle in anatomy.triangles(tagged: side.endocardium) {
                for corner in 0..<3 {
                    let offset = anatomy.mesh.points[Int(triangle[corner])] - point
                    shortest = min(shortest, offset.dot(offset))
                }
            }
            return shortest
        }
        let isLeft = sites.map { distance($0.point, .left) <= distance($0.point, .right) }
        let left = zip(sites, isLeft).filter(\.1).map(\.0)
        let right = zip(sites, isLeft).filter { !$0.1 }.map(\.0)
        self.init(
            left: left.isEmpty ? nil : .breakthroughs(left),
            right: right.isEmpty ? nil : .breakthroughs(right))
    }
}
