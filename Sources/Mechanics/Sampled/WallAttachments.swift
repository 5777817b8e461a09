import FiniteElements
import Geometry
package import Numerics

/// What holds a wall beside its own muscle: supports, which are linear, and the nets of its valve planes.
package struct WallAttachments {
    private let supports: SupportMatrix
    private let planes: [ValvePlanes]
    private let stiffness: Double
    /// Nodes that valve planes pull at, each once, in order.
    package let rimNodes: [Int]
    private let pattern: NodeBlockPattern?

    /// Integrates the supports of a wall and weaves the nets of its valve planes.
    package init(_ model: MechanicsModel) throws {
        let tets = ElementConnectivity(
            nodes: model.mesh.tets, nodesPerElement: ElementBatches.nodeCount)
        let pattern = try NodeBlockPattern(nodeCount: model.mesh.points.count, families: [tets])
        var supports = try SupportMatrix(
            mesh: model.imagedMesh, supports: model.supports, pattern: pattern)
        supports.setReference(model)
        self.supports = supports
        stiffness = model.valvePlaneStiffness
        let rims = stiffness > 0 ? model.cavities.map(\.rims).filter { !$0.isEmpty } : []
        let nodes = Set(rims.joined().joined()).sorted()
        rimNodes = nodes.map { Int($0) }
        guard !rims.isEmpty else {
            planes = []
            self.pattern = nil
            return
        }
        let place = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, Int32($0)) })
        let local = rims.map { $0.map { rim in rim.map { place[$0] ?? 0 } } }
        let net = try NodeBlockPattern(
            nodeCount: nodes.count, families: [], cliques: local.map { ValvePlanes.clique($0) })
        let points = nodes.map { model.imaged[Int($0)] }
        planes = try local.map { try ValvePlanes(rims: $0, points: points, pattern: net) }
        self.pattern = net
    }

    /// Forces of the springs for a displacement [mm], and of the dampers for a velocity [mm/ms], added to
    /// nodal forces [mN].
    package func addSupports(
        displacement: [Double], rate: [Double], to force: inout [Double]
    ) {
        displacement.withUnsafeBufferPointer { u in
            rate.withUnsafeBufferPointer { rate in
                force.withUnsafeMutableBufferPointer { force in
                    guard let u = u.baseAddress, let rate = rate.baseAddress,
                        let force = force.baseAddress
                    else { return }
                    supports.add(
                        displacement: u, rate: rate, inverseStep: 0, force: force, stiffness: nil)
                }
            }
        }
    }

    /// Forces of the nets for positions of the rim nodes [mm], three each; and their stiffness where
    /// wanted.
    package func net(
        positions: [Double], wantsStiffness: Bool
    ) -> (force: [Double], stiffness: SymmetricBlockMatrix?) {
        var force = [Double](repeating: 0, count: positions.count)
        guard let pattern else { return (force, nil) }
        var matrix = wantsStiffness ? SymmetricBlockMatrix(pattern: pattern) : nil
        func pull(_ values: UnsafeMutablePointer<Double>?) {
            force.withUnsafeMutableBufferPointer { force in
                positions.withUnsafeBufferPointer { x in
                    guard let x = x.baseAddress, let force = force.baseAddress else { return }
                    for plane in planes {
                        plane.add(x, stiffness: stiffness, force: force, matrix: values)
                    }
                }
            }
        }
        if wantsStiffness {
            matrix?.values.withUnsafeMutableBufferPointer { pull($0.baseAddress) }
        } else {
            pull(nil)
        }
        return (force, matrix)
    }
}
