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
    private let frames: [FibreFrame]
    private let junctions: [BundleSide: PurkinjeJunctions]
    private let leftVertices: [Int32]
    private let slowing: [Double]?

    /// Prepares an anatomy for any number of protocols.
    ///
    /// - `frames`: axes of each tetrahedron.
    /// - `slowing`: factor on the velocities of each tetrahedron and of the fast layer on it, such as that of scar [1];
    ///   nil is 1. Purkinje trees and their junctions keep their speed.
    /// - Throws: ``ElectrophysiologyError`` where mesh, frames, trees or parameters are not usable.
    public init(
        anatomy: VentricularAnatomy, frames: [FibreFrame], conduction: ConductionSystem,
        parameters: ActivationParameters = .published, slowing: [Double]? = nil
    ) throws(ElectrophysiologyError) {
        if let slowing, slowing.count != anatomy.mesh.tets.count {
            throw .countMismatch(
                what: "factors on the velocities", count: slowing.count,
                expected: anatomy.mesh.tets.count)
        }
        self.anatomy = anatomy
        self.conduction = conduction
        self.parameters = parameters
        self.frames = frames
        self.slowing = slowing
        eikonal = try Self.eikonal(anatomy, frames, parameters, slowing, without: nil)
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

    /// The muscle and the endocardial layers, without burnt tetrahedra where there are any.
    private static func eikonal(
        _ anatomy: VentricularAnatomy, _ frames: [FibreFrame], _ parameters: ActivationParameters,
        _ slowing: [Double]?, without burnt: BurntTissue?
    ) throws(ElectrophysiologyError) -> Eikonal {
        let endocardium = BundleSide.allCases.flatMap {
            anatomy.triangles(tagged: $0.endocardium)
        }.filter { triangle in
            (0..<3).allSatisfy { burnt?.vertices.contains(triangle[$0]) != true }
        }
        func survives(_ tet: Int) -> Bool { burnt.map { !$0.tetrahedra[tet] } ?? true }
        let tets = anatomy.mesh.tets.indices.filter(survives)
        return try Eikonal(
            mesh: TetMesh(
                points: anatomy.mesh.points, tets: tets.map { anatomy.mesh.tets[$0] }),
            frames: tets.map { frames[$0] },
            velocities: tets.map {
                parameters.velocities(in: anatomy.regions[$0]).scaled(by: slowing?[$0] ?? 1)
            },
            layers: SlowedSurface(endocardium, of: anatomy.mesh, slowing: slowing).parts.map {
                SurfaceLayer(
                    triangles: $0.triangles, velocity: $0.factor * parameters.endocardialVelocity)
            })
    }

    /// Computes the activation map of a protocol.
    ///
    /// Vertices inside of a lesion are never activated; they carry the time of the last vertex that is, so that they
    /// change neither the onset nor the end of the QRS complex. What they contribute to an electrocardiogram, and that the tissue
    /// around them still contracts as before, is neglected: lesions of catheters are small.
    ///
    /// Breakthroughs and Purkinje junctions in burnt tissue start nothing.
    ///
    /// - Throws: ``ElectrophysiologyError`` for branches and sites that the anatomy lacks, for pacing in burnt tissue, for
    ///   tissue that lesions cut off, and as ``Eikonal/arrivalTimes(from:links:networkNodes:silent:)``.
    public func map(
        _ activation: ActivationProtocol
    ) throws(ElectrophysiologyError) -> ActivationMap {
        let burnt = try BurntTissue(activation.lesions, of: anatomy)
        let eikonal = try burnt.map { burnt throws(ElectrophysiologyError) in
            try Self.eikonal(anatomy, frames, parameters, slowing, without: burnt)
        }
        let silent = burnt?.vertices ?? []
        var sources: [ActivationSource] = []
        for stimulus in activation.pacing {
            let source = try source(stimulus)
            if let point = burnt?.place(of: source, in: anatomy.mesh) {
                throw .burntSource(point: point)
            }
            sources.append(source)
        }
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
                    tree, side, offset: nodes, retrograde: activation.retrogradeEntry
                ).filter { !silent.contains($0.from) && !silent.contains($0.to) }
                nodes += tree.nodes.count
            case .breakthroughs(let sites):
                guard let start else { continue }
                sources += sites.map {
                    ActivationSource(point: $0.point, time: start + $0.delay)
                }.filter { burnt?.place(of: $0, in: anatomy.mesh) == nil }
            case nil:
                guard start == nil else {
                    throw .missingBranch(
                        side: side.rawValue,
                        known: conduction.branches.keys.map(\.rawValue).sorted())
                }
            }
        }
        let times: [Double]
        do {
            times = try (eikonal ?? self.eikonal).arrivalTimes(
                from: sources, links: links, networkNodes: nodes - anatomy.mesh.points.count,
                silent: silent)
        } catch .unreachable(let vertices, let total, _, let point) where burnt != nil {
            throw .cutOff(vertices: vertices, of: total, at: point)
        }
        var treeTimes: [BundleSide: [Double]] = [:]
        for (side, first) in firstNode {
            guard case .tree(let tree) = conduction.branches[side] else { continue }
            treeTimes[side] = Array(times[first..<first + tree.nodes.count])
        }
        return ActivationMap(
            protocolIdentifier: activation.identifier,
            times: Array(times.prefix(anatomy.mesh.points.count)), leftVertices: leftVertices,
            treeTimes: treeTimes, burntShare: burnt?.share ?? 0)
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
