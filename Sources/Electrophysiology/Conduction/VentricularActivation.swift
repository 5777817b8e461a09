public import Fibres
public import Geometry
import Numerics

/// Activation of two ventricles: muscle, fast endocardium and Purkinje trees as one problem.
///
/// The muscle obeys the eikonal equation with orthotropic velocities, both endocardial surfaces
/// conduct with their own isotropic speed, and the Purkinje trees are cables that start the muscle
/// below their terminals after the junction delay. One march over the joint graph finds all first
/// arrivals, also where activation enters a tree from the muscle and leaves it elsewhere.
public struct VentricularActivation: Sendable {
    /// The anatomy.
    public let anatomy: VentricularAnatomy
    /// The bundle branches.
    public let conduction: ConductionSystem
    /// Speeds and delays.
    public let parameters: ActivationParameters

    private let eikonal: Eikonal
    private let junctions: [BundleSide: PurkinjeJunctions]
    private let leftVertices: [Int32]

    /// Prepares an anatomy for any number of protocols.
    ///
    /// - `frames`: axes of each tetrahedron.
    /// - Throws: ``ElectrophysiologyError`` where mesh, frames, trees or parameters are not usable.
    public init(
        anatomy: VentricularAnatomy, frames: [FibreFrame], conduction: ConductionSystem,
        parameters: ActivationParameters = .published
    ) throws(ElectrophysiologyError) {
        self.anatomy = anatomy
        self.conduction = conduction
        self.parameters = parameters
        let endocardium = BundleSide.allCases.flatMap {
            anatomy.triangles(tagged: $0.endocardium)
        }
        eikonal = try Eikonal(
            mesh: anatomy.mesh, frames: frames,
            velocities: anatomy.regions.map { parameters.velocities(in: $0) },
            layers: [
                SurfaceLayer(triangles: endocardium, velocity: parameters.endocardialVelocity)
            ])
        try ConductionVelocities(isotropic: parameters.purkinjeVelocity)
            .validate(place: "in the Purkinje trees")
        var junctions: [BundleSide: PurkinjeJunctions] = [:]
        for side in BundleSide.allCases {
            guard case .tree(let tree) = conduction.branches[side] else { continue }
            junctions[side] = try PurkinjeJunctions(
                tree, on: anatomy.triangles(tagged: side.endocardium),
                points: anatomy.mesh.points)
        }
        self.junctions = junctions
        leftVertices = anatomy.vertices(of: [.leftVentricle, .septum])
    }

    /// Computes the activation map of a protocol.
    ///
    /// - Throws: ``ElectrophysiologyError`` for branches and sites that the anatomy lacks, and as
    ///   ``Eikonal/arrivalTimes(from:links:networkNodes:)``.
    public func map(
        _ activation: ActivationProtocol
    ) throws(ElectrophysiologyError) -> ActivationMap {
        var sources: [ActivationSource] = []
        for stimulus in activation.pacing { sources.append(try source(stimulus)) }
        var links: [ConductionLink] = []
        var firstNode: [BundleSide: Int] = [:]
        var nodes = anatomy.mesh.points.count
        for side in BundleSide.allCases {
            let start = activation.branches[side]
            switch conduction.branches[side] {
            case .tree(let tree):
                firstNode[side] = nodes
                if let start {
                    sources += tree.entries.map {
                        ActivationSource(vertex: nodes + Int($0.node), time: start + $0.delay)
                    }
                }
                links += self.links(
                    tree, side, offset: nodes, retrograde: activation.retrogradeEntry)
                nodes += tree.nodes.count
            case .breakthroughs(let sites):
                guard let start else { continue }
                sources += sites.map {
                    ActivationSource(point: $0.point, time: start + $0.delay)
                }
            case nil:
                guard start == nil else {
                    throw .missingBranch(
                        side: side.rawValue,
                        known: conduction.branches.keys.map(\.rawValue).sorted())
                }
            }
        }
        let times = try eikonal.arrivalTimes(
            from: sources, links: links, networkNodes: nodes - anatomy.mesh.points.count)
        var treeTimes: [BundleSide: [Double]] = [:]
        for (side, first) in firstNode {
            guard case .tree(let tree) = conduction.branches[side] else { continue }
            treeTimes[side] = Array(times[first..<first + tree.nodes.count])
        }
        return ActivationMap(
            protocolIdentifier: activation.identifier,
            times: Array(times.prefix(anatomy.mesh.points.count)), leftVertices: leftVertices,
            treeTimes: treeTimes)
    }

    private func source(
        _ stimulus: PacingStimulus
    ) throws(ElectrophysiologyError) -> ActivationSource {
        switch stimulus.place {
        case .site(let site):
            return ActivationSource(vertex: try site.vertex(on: anatomy), time: stimulus.time)
        case .point(let point): return ActivationSource(point: point, time: stimulus.time)
        case .vertex(let vertex):
            // Numbers beyond the mesh would address nodes of the trees.
            guard anatomy.mesh.points.indices.contains(vertex) else {
                throw .vertexOutOfRange(
                    what: "pacing stimulus", index: 0, vertex: vertex,
                    vertices: anatomy.mesh.points.count)
            }
            return ActivationSource(vertex: vertex, time: stimulus.time)
        }
    }

    /// Cables and junctions of one tree, whose nodes are numbered from `offset`.
    private func links(
        _ tree: PurkinjeTree, _ side: BundleSide, offset: Int, retrograde: Bool
    ) -> [ConductionLink] {
        let first = Int32(offset)
        var links: [ConductionLink] = []
        for edge in tree.edges {
            let delay = tree.length(edge) / parameters.purkinjeVelocity
            links.append(ConductionLink(from: first + edge.x, to: first + edge.y, delay: delay))
            links.append(ConductionLink(from: first + edge.y, to: first + edge.x, delay: delay))
        }
        for contact in junctions[side]?.contacts ?? [] {
            let along = contact.distance / parameters.endocardialVelocity
            let node = first + contact.terminal
            links.append(
                ConductionLink(
                    from: node, to: contact.vertex, delay: parameters.junctionDelay + along))
            if retrograde {
                links.append(
                    ConductionLink(
                        from: contact.vertex, to: node,
                        delay: parameters.retrogradeJunctionDelay + along))
            }
        }
        return links
    }
}
