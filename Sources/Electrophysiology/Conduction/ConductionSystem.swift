import Geometry
public import Numerics

/// The two bundle branches.
public enum BundleSide: String, Sendable, CaseIterable, Codable {
    case left
    case right

    /// The surface the branch spreads on.
    var endocardium: SurfaceTag { self == .left ? .lvEndocardium : .rvEndocardium }
}

/// A place where a bundle branch first activates the muscle.
public struct RootSite: Sendable, Equatable {
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
    case rootSites([RootSite])
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
}
