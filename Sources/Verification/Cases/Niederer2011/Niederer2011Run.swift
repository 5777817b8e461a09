import Fibres
import Geometry
import Ionics
import Monodomain
import Numerics
import Quantities

/// One computation of the N-version slab.
struct Niederer2011Run: Hashable, Sendable {
    /// Edge of the cells, along the fibre where ``shape`` says so [mm].
    var spacing: Double
    /// Time step [ms].
    var timeStep: Double
    /// Mass matrix.
    var mass: Mass
    /// How cells are cut.
    var cut: SlabMesh.Cut = .five
    /// What the elements are.
    var elements = Elements.tetrahedra
    /// How membranes are advanced.
    var membrane: MonodomainSettings.MembraneScheme = .tables
    /// Which nodes the stimulus reaches.
    var stimulus = Coverage.nodes
    /// What the cells look like.
    var shape = Shape.cubes
    /// Precision of the computation.
    var precision = MonodomainSettings.Precision.double

    enum Mass: String, Sendable {
        case consistent, lumped, directional

        var blend: MassBlend {
            switch self {
            case .consistent: .consistent
            case .lumped: .lumped
            case .directional: .directional
            }
        }
    }

    enum Elements: String, Sendable {
        case tetrahedra
        /// Cells as they are, trilinear.
        case bricks
    }

    enum Shape: String, Sendable {
        case cubes
        /// As many lengths √(σ/(χCm)·1 ms) across the fibre as along it, up to whole numbers of cells.
        case scaled
    }

    enum Coverage: String, Sendable {
        /// Nodes in the cube.
        case nodes
        /// Nodes, each with the share of its volume that lies in the cube.
        case volume
    }

    /// The points P1 to P9 of the specification [mm].
    static let points = [
        Vec3(0, 0, 0), Vec3(0, 7, 0), Vec3(20, 0, 0), Vec3(20, 7, 0), Vec3(0, 0, 3), Vec3(0, 7, 3),
        Vec3(20, 0, 3), Vec3(20, 7, 3), Vec3(10, 3.5, 1.5),
    ]
    /// Tenths of the diagonal from P1 to P8 [mm].
    static let diagonal = (0...10).map { (Double($0) / 10) * Vec3(20, 7, 3) }

    /// Activation in ms.
    struct Times: Codable, Sendable {
        /// At P1 to P9.
        var points: [Double]
        /// At the tenths of the diagonal.
        var diagonal: [Double]
    }

    /// What distinguishes this computation, for tables and archives.
    var name: String {
        let kind = elements == .bricks ? elements.rawValue : cut.rawValue
        var words = "\(mass.rawValue), dx \(spacing), dt \(timeStep), \(kind)"
        if membrane == .rushLarsenTables { words += ", Rush-Larsen" }
        if stimulus == .volume { words += ", stimulus by volume" }
        if shape == .scaled { words += ", scaled cells" }
        if precision == .single { words += ", single precision" }
        return words
    }

    private static let size = Vec3(20, 7, 3)
    private static let corner = 1.5
    /// Nothing takes longer: lumped mass at 0.5 mm arrives after 127 ms [ms].
    private static let latest = 200.0

    /// The slab cut into cells.
    private var slab: SlabMesh {
        guard shape == .scaled else {
            return SlabMesh(size: Self.size, spacing: spacing, cut: cut)
        }
        let tissue = TissueProperties.niederer2011
        let across = spacing * (tissue.transverse / tissue.longitudinal).squareRoot()
        func count(_ length: Double, _ edge: Double) -> Int { Int((length / edge).rounded()) }
        return SlabMesh(
            size: Self.size,
            cells: SIMD3(
                count(Self.size.x, spacing), count(Self.size.y, across), count(Self.size.z, across)),
            cut: cut)
    }

    /// Computes until the last point is active.
    ///
    /// - `report`: called now and then with the time reached [ms].
    func times(report: (Double) -> Void) throws -> Times {
        guard let model = IonicModels.model("ten-tusscher-panfilov-2006") else {
            throw VerificationError.unusableReference(
                path: "the registry of membranes", reason: "no ten-tusscher-panfilov-2006")
        }
        let mesh = try slab.mesh()
        let samples = try (Self.points + Self.diagonal).map { try Sample($0, in: mesh, spacing) }
        let solver = try MonodomainSolver(
            try matrices(mesh), membrane: MembraneAssignment(model),
            stimuli: [
                Stimulus(
                    "corner", region: region(mesh), strength: .volumetric(50),
                    pulses: .single(duration: 2))
            ],
            settings: MonodomainSettings(
                timeStep: timeStep, membraneScheme: membrane, precision: precision))
        let nodes = Set(samples.flatMap(\.nodes)).sorted()
        let between = max(1, Int((0.2 / timeStep).rounded()))
        try solver.advance(to: Self.latest) { solver in
            guard solver.steps % between == 0 else { return true }
            report(solver.time)
            return nodes.contains { solver.activation(node: $0) == nil }
        }
        let values = samples.map { $0.value { solver.activation(node: $0) ?? .nan } }
        return Times(
            points: Array(values.prefix(Self.points.count)),
            diagonal: Array(values.dropFirst(Self.points.count)))
    }

    private func matrices(_ mesh: TetMesh) throws -> TissueMatrices {
        let frame = FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let properties = TissueProperties.niederer2011
        guard elements == .bricks else {
            return try TissueMatrices(
                try Tissue(mesh, frames: [frame], regions: [properties]), mass: mass.blend)
        }
        return try TissueMatrices(
            slab, conductivity: properties.conductivity(frame),
            capacitance: properties.capacitancePerVolume, mass: mass.blend)
    }

    private func region(_ mesh: TetMesh) -> Stimulus.Region {
        switch stimulus {
        case .nodes:
            return .box(low: .zero, high: Self.corner * Vec3(1, 1, 1))
        case .volume:
            // Part of the node's own box [x − dx/2, x + dx/2] that lies in the cube, axis by axis.
            func part(_ x: Double, _ length: Double) -> Double {
                let (low, high) = (max(0, x - spacing / 2), min(length, x + spacing / 2))
                return max(0, min(high, Self.corner) - low) / (high - low)
            }
            var shares: [Int: Double] = [:]
            for (node, p) in mesh.points.enumerated() {
                let share =
                    part(p.x, Self.size.x) * part(p.y, Self.size.y) * part(p.z, Self.size.z)
                if share > 0 { shares[node] = share }
            }
            return .shares(shares)
        }
    }
}

/// A point of the slab as a combination of nodes of its tetrahedron.
private struct Sample {
    var nodes: [Int]
    private var weights: [Double]

    init(_ point: Vec3, in mesh: TetMesh, _ spacing: Double) throws {
        // Round-off of the planes of the lattice, in parts of an element.
        let inside = -1e-9
        for tet in mesh.tets {
            let origin = mesh.points[Int(tet.x)]
            let reach = point - origin
            guard max(abs(reach.x), abs(reach.y), abs(reach.z)) < 1.01 * spacing else { continue }
            let edges = Mat3(
                columns: mesh.points[Int(tet.y)] - origin, mesh.points[Int(tet.z)] - origin,
                mesh.points[Int(tet.w)] - origin)
            let xi = edges.inverse * reach
            let all = [1 - xi.x - xi.y - xi.z, xi.x, xi.y, xi.z]
            guard all.allSatisfy({ $0 >= inside }) else { continue }
            // A node alone where the point is one: what lies beside it need not be active.
            let used = (0..<4).filter { all[$0] > 1e-6 }
            nodes = used.map { Int(tet[$0]) }
            weights = used.map { all[$0] }
            return
        }
        throw VerificationError.unusableReference(
            path: "the slab", reason: "no element holds \(point)")
    }

    func value(_ node: (Int) -> Double) -> Double {
        zip(nodes, weights).reduce(0) { $0 + $1.1 * node($1.0) }
    }
}
