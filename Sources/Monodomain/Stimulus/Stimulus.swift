public import Numerics

/// A current into a part of the tissue.
public struct Stimulus: Sendable, Equatable {
    /// Strength of the current.
    public enum Strength: Sendable, Equatable {
        /// Into the tissue [µA/mm³].
        case volumetric(Double)
        /// Through the membrane [µA/µF].
        case transmembrane(Double)
    }

    /// The nodes that receive it.
    public enum Region: Sendable, Equatable {
        /// A box with its faces [mm].
        case box(low: Vec3, high: Vec3)
        /// A ball with its surface [mm].
        case ball(centre: Vec3, radius: Double)
        /// Given nodes.
        case nodes([Int])
        /// Given nodes, each with a share of the strength [1].
        case shares([Int: Double])
    }

    /// Name for messages.
    public var name: String
    /// Where.
    public var region: Region
    /// How much.
    public var strength: Strength
    /// When.
    public var pulses: PulseTrain

    /// Describes a stimulus.
    public init(_ name: String, region: Region, strength: Strength, pulses: PulseTrain) {
        self.name = name
        self.region = region
        self.strength = strength
        self.pulses = pulses
    }

    /// Distance by which a node may lie outside a box or ball and still count as inside [mm]:
    /// coordinates of generated meshes carry round-off.
    private static let reach = 1e-9

    /// The nodes with the current each receives [µA/µF], ascending.
    ///
    /// - Throws: ``MonodomainError``: stimuli outside the tissue, numbers that make no sense.
    func currents(
        _ matrices: TissueMatrices
    ) throws(MonodomainError) -> [(node: Int, current: Double)] {
        try pulses.validate(name)
        let value =
            switch strength {
            case .volumetric(let value), .transmembrane(let value): value
            }
        guard value.isFinite else {
            throw .badStimulus(
                stimulus: name, quantity: "the strength", value: value, allowed: "finite")
        }
        return try shares(matrices).map { node, share in
            switch strength {
            case .transmembrane(let current): (node, share * current)
            case .volumetric(let current):
                (node, share * current * matrices.volume[node] / matrices.capacitance[node])
            }
        }
    }

    private func shares(
        _ matrices: TissueMatrices
    ) throws(MonodomainError) -> [(node: Int, share: Double)] {
        let points = matrices.points
        /// Distance of a node from the region [mm].
        let distance: (Vec3) -> Double
        let words: String
        switch region {
        case .nodes(let nodes):
            try validate(nodes, points.count)
            return Set(nodes).sorted().map { ($0, 1) }
        case .shares(let shares):
            let nodes = shares.keys.sorted()
            try validate(nodes, points.count)
            return nodes.map { ($0, shares[$0] ?? 0) }
        case .box(let low, let high):
            words =
                "box from (\(low.x), \(low.y), \(low.z)) to (\(high.x), \(high.y), \(high.z)) mm"
            distance = { p in
                let x = max(low.x - p.x, 0, p.x - high.x)
                let y = max(low.y - p.y, 0, p.y - high.y)
                return Vec3(x, y, max(low.z - p.z, 0, p.z - high.z)).norm
            }
        case .ball(let centre, let radius):
            words = "ball of \(radius) mm around (\(centre.x), \(centre.y), \(centre.z)) mm"
            distance = { max(0, ($0 - centre).norm - radius) }
        }
        let distances = points.map(distance)
        let inside = distances.indices.filter { distances[$0] <= Self.reach }
        guard !inside.isEmpty else {
            throw .stimulusOutsideTissue(
                stimulus: name, region: words, distance: distances.min() ?? .infinity)
        }
        return inside.map { ($0, 1) }
    }

    private func validate(_ nodes: [Int], _ count: Int) throws(MonodomainError) {
        guard !nodes.isEmpty else {
            throw .stimulusOutsideTissue(
                stimulus: name, region: "empty list of nodes", distance: .infinity)
        }
        for node in nodes where !(0..<count).contains(node) {
            throw .unknownIndex(name: "node of stimulus \"\(name)\",", index: node, known: count)
        }
    }
}
