import FiniteElements
import Geometry
import Numerics

/// The balance of forces of one wall: its arrays, their evaluation and the stiffness matrix.
final class WallSystem {
    private(set) var model: MechanicsModel
    let symbolic: SymbolicFactorization
    let schedule: AssemblySchedule
    let scatter: BlockScatterMap
    private(set) var batches: ElementBatches
    private(set) var supports: SupportMatrix
    let cavityBlocks: [CavityBlocks]
    /// The valve planes of each cavity that has any.
    let valvePlanes: [ValvePlanes]
    let pressureBlocks: [BlockScatterMap]
    /// The stiffness of the last evaluation that wanted one.
    var matrix: SymmetricBlockMatrix

    /// Displacement of the iterate [mm].
    let displacement: Buffer<Double>
    /// Displacement at the start of the step [mm].
    let displacementBefore: Buffer<Double>
    /// Out-of-balance force [mN].
    let force: Buffer<Double>
    /// ∂V/∂x of each cavity [mm²].
    let volumeGradients: [Buffer<Double>]
    /// Volume of each cavity [mm³].
    let cavityVolumes: Buffer<Double>
    /// Contraction model at all points.
    let active: ActiveArrays
    let positions: Buffer<Double>
    /// Positions of the nodes in the reference [mm].
    private let reference: Buffer<Double>
    /// Forces of the supports and of the valve planes, by themselves [mN].
    let boundaryForces: [Buffer<Double>]
    /// Velocities of the iterate, and scratch memory [mm/ms].
    let rate: Buffer<Double>
    /// What inertia adds to the balance; nil for a wall without.
    var inertia: Inertia?
    let strainBefore: Buffer<Lanes>
    let passiveScale: Buffer<Lanes>
    /// Volumetric pressure beside that of the bulk moduli [kPa] and det F at all points; nil without.
    var volumePressure: Buffer<Double>?
    var dilatation: Buffer<Double>?
    let energy: Buffer<Double>
    let smallestJ: Buffer<Double>
    let smallestLane: Buffer<Int32>
    /// Forces below this are zero [mN]: a part in 10¹² of the bulk modulus times a cross-section.
    let forceFloor: Double
    /// Largest distance of a node from the first one in the image [mm].
    let extent: Double

    /// Analyses a model: pattern, elimination order, schedule of assembly, reference geometry.
    init(_ model: MechanicsModel) throws {
        self.model = model
        let tets = ElementConnectivity(
            nodes: model.mesh.tets, nodesPerElement: ElementBatches.nodeCount)
        let pattern = try NodeBlockPattern(
            nodeCount: model.mesh.points.count, families: [tets],
            cliques: model.valvePlaneStiffness > 0
                ? model.cavities.map { ValvePlanes.clique($0.rims) }
                : model.cavities.flatMap(\.rims))
        symbolic = try SymbolicFactorization(pattern: pattern)
        schedule = try AssemblySchedule(
            family: tets, eliminationOrder: symbolic.eliminationOrder)
        scatter = try BlockScatterMap(pattern: pattern, family: tets)
        batches = try ElementBatches(model, schedule: schedule)
        var supports = try SupportMatrix(
            mesh: model.imagedMesh, supports: model.supports, pattern: pattern)
        supports.setReference(model)
        self.supports = supports
        cavityBlocks = try model.cavities.map { try CavityBlocks($0, pattern: pattern) }
        valvePlanes =
            model.valvePlaneStiffness > 0
            ? try model.cavities.filter { !$0.rims.isEmpty }
                .map { try ValvePlanes(rims: $0.rims, points: model.imaged, pattern: pattern) }
            : []
        pressureBlocks = try model.pressureSurfaces.map {
            try BlockScatterMap(
                pattern: pattern,
                family: ElementConnectivity(nodes: $0.triangles, nodesPerElement: 6))
        }
        matrix = SymmetricBlockMatrix(pattern: pattern)
        let n = model.unknownCount
        displacement = Buffer(repeating: 0, count: n)
        displacementBefore = Buffer(repeating: 0, count: n)
        force = Buffer(repeating: 0, count: n)
        volumeGradients = model.cavities.map { _ in Buffer(repeating: 0, count: n) }
        cavityVolumes = Buffer(repeating: 0, count: model.cavities.count)
        active = ActiveArrays(model)
        positions = Buffer(repeating: 0, count: n)
        reference = Buffer(repeating: 0, count: n)
        boundaryForces = (0...valvePlanes.count).map { _ in Buffer(repeating: 0, count: n) }
        rate = Buffer(repeating: 0, count: n)
        let slots = batches.count * batches.pointCount
        strainBefore = Buffer(repeating: .zero, count: 6 * slots)
        passiveScale = Buffer(repeating: .zero, count: slots)
        energy = Buffer(repeating: 0, count: batches.count)
        smallestJ = Buffer(repeating: 0, count: batches.count)
        smallestLane = Buffer(repeating: 0, count: batches.count)
        for slot in 0..<slots {
            let (batch, q) = slot.quotientAndRemainder(dividingBy: batches.pointCount)
            for lane in 0..<8 {
                let element = Int(batches.elements[8 * batch + lane])
                passiveScale[slot][lane] = model.passiveScale[element * batches.pointCount + q]
            }
        }
        extent = Self.extent(model.imaged)
        forceFloor = Self.forceFloor(model, batches)
        takeReference(model)
    }

    private func takeReference(_ model: MechanicsModel) {
        for (node, X) in model.mesh.points.enumerated() {
            reference[3 * node] = X.x
            reference[3 * node + 1] = X.y
            reference[3 * node + 2] = X.z
        }
    }

    private static func forceFloor(_ model: MechanicsModel, _ batches: ElementBatches) -> Double {
        let volume = batches.weights.reduce(0.0) { $0 + $1.sum() }
        return 1e-12 * model.incompressibility.largestModulus * volume / extent(model.imaged)
    }

    private static func extent(_ points: [Vec3]) -> Double {
        let first = points.first ?? .zero
        return points.reduce(0.0) { max($0, ($1 - first).norm) }
    }

    /// Takes another reference of the same wall; the analysis is kept.
    func setReference(_ model: MechanicsModel) throws {
        try batches.setGeometry(model)
        supports.setReference(model)
        takeReference(model)
        self.model = model
    }

    /// Multiplies the volumes of the elements, and with them their energy, by a factor each.
    func scaleVolumes(by factors: [Double]) { batches.scaleVolumes(by: factors) }

    /// Positions of the nodes for the displacement of the iterate.
    func updatePositions(_ u: Buffer<Double>) {
        positions.assign(reference)
        positions.add(1, u)
    }

    /// Runs `body(fields, batches)` with everything the kernels read.
    func withFields(
        stiffness: UnsafeMutablePointer<Double>? = nil, viscosityRate: Double = 0,
        ignoresCompression: Bool = false,
        _ body: (WallFields) -> Void
    ) {
        batches.nodes.withUnsafeBufferPointer { nodes in
            batches.elements.withUnsafeBufferPointer { elements in
                batches.gradients.withUnsafeBufferPointer { gradients in
                    batches.weights.withUnsafeBufferPointer { weights in
                        guard let nodes = nodes.baseAddress, let elements = elements.baseAddress,
                            let gradients = gradients.baseAddress,
                            let weights = weights.baseAddress
                        else { return }
                        body(
                            WallFields(
                                nodes: nodes, elements: elements, gradients: gradients,
                                weights: weights, passiveScale: passiveScale.base,
                                positions: positions.base, tension: active.tension.base,
                                tensionDerivative: active.derivative.base,
                                volumePressure: volumePressure.map { UnsafePointer($0.base) },
                                dilatation: dilatation?.base,
                                strainBefore: viscosityRate > 0
                                    ? UnsafePointer(strainBefore.base) : nil,
                                viscosityRate: viscosityRate,
                                velocity: viscosityRate > 0 && inertia != nil
                                    ? UnsafePointer(rate.base) : nil,
                                viscosity: model.viscosity,
                                ignoresCompression: ignoresCompression, force: force.base,
                                stiffness: stiffness, energy: energy.base,
                                smallestJ: smallestJ.base, smallestLane: smallestLane.base))
                    }
                }
            }
        }
    }
}

/// Where the stiffness of one cavity's pressure goes.
struct CavityBlocks: Sendable {
    private let triangles: BlockScatterMap
    private let rims: [BlockScatterMap]

    init(_ cavity: QuadraticCavity, pattern: NodeBlockPattern) throws {
        triangles = try BlockScatterMap(
            pattern: pattern,
            family: ElementConnectivity(nodes: cavity.triangles, nodesPerElement: 6))
        rims = try cavity.rims.map {
            try BlockScatterMap(
                pattern: pattern, family: ElementConnectivity(nodes: $0, nodesPerElement: $0.count))
        }
    }

    /// Adds `scale · ∂²V/∂x²`.
    func add(
        _ cavity: QuadraticCavity, positions: UnsafePointer<Double>, scale: Double,
        into values: UnsafeMutablePointer<Double>
    ) {
        cavity.forEachHessianBlock(positions) { rim, element, a, b, w in
            let scatter = rim.map { rims[$0] } ?? triangles
            scatter.addSkew(scale * w, element: element, a: a, b: b, into: values)
        }
    }
}

extension BlockScatterMap {
    /// Adds the block [w]× of the local pair a > b.
    func addSkew(
        _ w: Vec3, element: Int, a: Int, b: Int, into values: UnsafeMutablePointer<Double>
    ) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 9) { block in
            guard let base = block.baseAddress else { return }
            base[0] = 0
            base[1] = -w.z
            base[2] = w.y
            base[3] = w.z
            base[4] = 0
            base[5] = -w.x
            base[6] = -w.y
            base[7] = w.x
            base[8] = 0
            add(base, element: element, pair: Self.pair(a, b), into: values)
        }
    }
}
