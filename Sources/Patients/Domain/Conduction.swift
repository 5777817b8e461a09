public import Numerics

/// Where activation enters the muscle: Purkinje trees, or single sites on the wall.
public struct Conduction: Sendable, Equatable {
    /// Trees of the bundle branches.
    public var trees: [ConductionTree]
    /// Earliest activated sites, an alternative to trees.
    public var rootSites: [RootSite]

    /// Makes a conduction system.
    public init(trees: [ConductionTree] = [], rootSites: [RootSite] = []) {
        self.trees = trees
        self.rootSites = rootSites
    }
}

/// One Purkinje tree; its root is the first point.
public struct ConductionTree: Sendable, Equatable {
    /// Name: "left", "right".
    public var name: String
    /// Nodes [mm].
    public var points: [Vec3]
    /// Pairs of nodes joined by a fibre.
    public var edges: [SIMD2<Int32>]

    /// Makes a tree.
    public init(name: String, points: [Vec3], edges: [SIMD2<Int32>]) {
        self.name = name
        self.points = points
        self.edges = edges
    }
}

/// A place of the wall that is activated from outside.
public struct RootSite: Sendable, Equatable {
    /// Where [mm].
    public var position: Vec3
    /// When, after the start of the QRS complex [ms].
    public var time: Double

    /// Makes a site.
    public init(position: Vec3, time: Double) {
        self.position = position
        self.time = time
    }
}

/// An electrode of the surface ECG.
public struct Electrode: Sendable, Equatable {
    /// Name: RA, LA, RL, LL, V1 … V6.
    public var name: String
    /// Where [mm], in the anatomy's coordinates.
    public var position: Vec3

    /// Makes an electrode.
    public init(name: String, position: Vec3) {
        self.name = name
        self.position = position
    }
}
