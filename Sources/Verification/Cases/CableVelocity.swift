import Fibres
import Ionics
import Monodomain
import Numerics
public import Quantities

/// Conduction velocity of a cable by element size and mass matrix, and of plane fronts in a slab.
///
/// The first part repeats published cables (ten Tusscher–Panfilov 2006, tissue of Niederer et al. 2011, steps
/// of 0.01 ms, velocity between 5 and 10 mm), with membranes of first order in time, as those codes have
/// them; velocities are judged after division by the limit of fine elements, because the table's own limit
/// is 0.6 % below openCARP's fine cables, with which ours are compared, too. The second judges the directional mass against the limit of
/// fine cables, along and across the fibre; the third does so for tetrahedra.
///
/// Sources: problem of Niederer et al., *Phil. Trans. R. Soc. A* 369 (2011) 4331–4351,
/// doi:10.1098/rsta.2011.0139; table: an independent prototype (linear elements, Crank–Nicolson), and
/// openCARP cables of 0.01 mm elements.
public struct CableVelocity: VerificationCase {
    public static let card = ModelCard(
        identifier: "cable-cv",
        summary: "Velocity of fronts by element size and mass matrix, along and across fibres",
        source: "Niederer et al. 2011, doi:10.1098/rsta.2011.0139, and the table in the case's file"
    )

    /// Makes the case.
    public init() {}

    /// Velocities [m/s] by element size [mm] and weight of the lumped mass.
    private static let table: [(spacing: Double, weight: Double, velocity: Double)] = [
        (0.5, 0, 0.5869), (0.5, 0.25, 0.5252), (0.5, 0.3, 0.5155), (0.5, 0.35, 0.5061),
        (0.5, 0.5, 0.4812), (0.5, 1, 0.4191), (0.25, 0, 0.6337), (0.25, 0.25, 0.6010),
        (0.25, 0.3, 0.5952), (0.25, 0.35, 0.5889), (0.25, 0.5, 0.5734), (0.25, 1, 0.5313),
        (0.2, 0, 0.6313), (0.2, 0.25, 0.6068), (0.2, 0.3, 0.6024), (0.2, 0.35, 0.5981),
        (0.2, 0.5, 0.5855), (0.2, 1, 0.5519), (0.1, 0, 0.6165), (0.1, 0.25, 0.6090),
        (0.1, 0.3, 0.6075), (0.1, 0.35, 0.6053), (0.1, 0.5, 0.6017), (0.1, 1, 0.5882),
        (0.05, 0, 0.6075), (0.05, 0.5, 0.6031), (0.05, 1, 0.6002), (0.025, 0, 0.6046),
        (0.025, 0.5, 0.6039), (0.025, 1, 0.6031),
    ]
    /// Limits of the table and of openCARP [m/s].
    private static let tableLimit = 0.6037
    private static let openCARPAlong = 0.6073
    private static let openCARPAcross = 0.2217

    /// Allowed distance from the table after division by the limits [1].
    private static let shapeTolerance = 0.005
    /// Allowed distance from openCARP's fine cables with its scheme [1].
    private static let schemeTolerance = 0.005
    /// Allowed distance of the directional mass from the limit, along and across [1]: across, plane fronts
    /// stay slow for the sake of oblique ones (docs/decisions/monodomain.md).
    private static let alongTolerance = 0.01
    private static let acrossTolerance = 0.05

    public func run(_ options: VerificationOptions) throws -> [Check] {
        guard let model = IonicModels.model("ten-tusscher-panfilov-2006") else {
            throw VerificationError.unusableReference(
                path: "the registry of membranes", reason: "no ten-tusscher-panfilov-2006")
        }
        let bench = VelocityBench(model: model)
        let limit = try bench.limit(.tables)
        let simple = try bench.limit(.rushLarsenTables)
        options.progress("limits: \(limit) m/s, first order in time \(simple) m/s")
        var checks = [
            Check(
                "limit of fine cables along, dt 0.01 ms", unit: "m/s", observed: limit, gated: false
            ),
            Check(
                "the same, steps of first order, against openCARP", unit: "m/s", observed: simple,
                expected: Self.openCARPAlong, tolerance: Self.schemeTolerance * Self.openCARPAlong),
            Check(
                "the same across", unit: "m/s", observed: simple * bench.across,
                expected: Self.openCARPAcross, tolerance: 0.01 * Self.openCARPAcross),
        ]
        for row in Self.table {
            let name = "cable of \(row.spacing) mm, weight \(row.weight)"
            let own = try bench.velocity(row.spacing, .weight(row.weight), .rushLarsenTables)
            checks.append(
                Check(
                    "\(name), over the limit", unit: "1", observed: own / simple,
                    expected: row.velocity / Self.tableLimit,
                    tolerance: Self.shapeTolerance * row.velocity / Self.tableLimit))
            checks.append(
                Check(name, unit: "m/s", observed: own, expected: row.velocity, gated: false))
        }
        options.progress("cables done")
        return try checks + directional(bench, limit) + tetrahedra(bench, limit, options)
    }

    private func directional(_ bench: VelocityBench, _ limit: Double) throws -> [Check] {
        try [0.5, 0.25, 0.2, 0.15, 0.1, 0.05].flatMap { spacing -> [Check] in
            let along = try bench.velocity(spacing, .directional) / limit
            // Across the fibre a cable is one along it with larger elements.
            let across = try bench.velocity(spacing / bench.across, .directional) / limit
            let equal = try bench.velocity(spacing / bench.across, .weight(0.3)) / limit
            let judged = spacing == 0.2
            return [
                Check(
                    "directional mass along, \(spacing) mm, over the limit", unit: "1",
                    observed: along, expected: 1, low: judged ? 1 - Self.alongTolerance : nil,
                    high: judged ? 1 + Self.alongTolerance : nil, gated: judged),
                Check(
                    "directional mass across, \(spacing) mm, over the limit", unit: "1",
                    observed: across, expected: 1, low: judged ? 1 - Self.acrossTolerance : nil,
                    high: judged ? 1 + Self.acrossTolerance : nil, gated: judged),
                Check(
                    "one weight of 0.3 across, \(spacing) mm, over the limit", unit: "1",
                    observed: equal, expected: 1, gated: false),
            ]
        }
    }

    /// Plane fronts in a rod of tetrahedra of 0.2 mm.
    private func tetrahedra(
        _ bench: VelocityBench, _ limit: Double, _ options: VerificationOptions
    ) throws -> [Check] {
        var checks: [Check] = []
        let masses: [(String, MassBlend)] = [
            ("consistent", .consistent), ("lumped", .lumped), ("weight 0.3", .weight(0.3)),
            ("directional", .directional),
        ]
        for cut in options.quick ? [SlabMesh.Cut.five] : [.five, .diagonal] {
            for (name, mass) in masses {
                for (axis, exact) in [("along", limit), ("across", limit * bench.across)] {
                    let own = try bench.rod(
                        across: axis == "across", spacing: 0.2, cut: cut, mass: mass)
                    let judged = mass == .directional
                    let room = axis == "along" ? 0.02 : Self.acrossTolerance
                    checks.append(
                        Check(
                            "tetrahedra (\(cut.rawValue)) of 0.2 mm, \(name) mass, \(axis), over the limit",
                            unit: "1", observed: own / exact, expected: 1,
                            low: judged ? 1 - room : nil, high: judged ? 1 + room : nil,
                            gated: judged))
                }
                options.progress("\(cut.rawValue), \(name) mass: done")
            }
        }
        return checks
    }
}

/// Cables and rods of the benchmark's tissue.
private struct VelocityBench {
    let model: any IonicModel.Type
    private let tissue = TissueProperties.niederer2011
    private let timeStep = 0.01

    /// Velocity across over velocity along: √(σt/σl).
    var across: Double { (tissue.transverse / tissue.longitudinal).squareRoot() }

    init(model: any IonicModel.Type) { self.model = model }

    /// Velocity along the fibre between 5 and 10 mm [m/s].
    func velocity(
        _ spacing: Double, _ mass: MassBlend,
        _ scheme: MonodomainSettings.MembraneScheme = .tables
    ) throws -> Double {
        let elements = Int((14 / spacing).rounded(.up))
        let matrices = try TissueMatrices(
            Cable(
                length: spacing * Double(elements), elements: elements,
                conductivity: tissue.longitudinal, capacitance: tissue.capacitancePerVolume),
            mass: mass)
        return try front(matrices, from: 5, to: 10, along: \.x, scheme)
    }

    /// Limit of fine cables, from 0.025 and 0.0125 mm and equal weights, where the error is least.
    func limit(_ scheme: MonodomainSettings.MembraneScheme) throws -> Double {
        let (a, b) = (
            try velocity(0.025, .weight(0.5), scheme), try velocity(0.0125, .weight(0.5), scheme)
        )
        return b + (b - a) / 3
    }

    /// Velocity of a plane front in a rod three cells thick, between 16 and 32 lengths √(σ/χCm·1 ms).
    func rod(across: Bool, spacing: Double, cut: SlabMesh.Cut, mass: MassBlend) throws -> Double {
        let unit = 0.3087 * (across ? self.across : 1)
        let cells = Int((45 * unit / spacing).rounded(.up))
        let slab = SlabMesh(
            size: spacing * Vec3(Double(cells), 3, 3), cells: SIMD3(cells, 3, 3), cut: cut)
        let frame =
            across
            ? FibreFrame(fibre: Vec3(0, 1, 0), sheet: Vec3(1, 0, 0))
            : FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let matrices = try TissueMatrices(
            Tissue(try slab.mesh(), frames: [frame], regions: [tissue]), mass: mass)
        return try front(matrices, from: 16 * unit, to: 32 * unit, along: \.x, .tables)
    }

    /// Mean velocity of the nodes nearest to two planes.
    private func front(
        _ matrices: TissueMatrices, from: Double, to: Double, along axis: KeyPath<Vec3, Double>,
        _ scheme: MonodomainSettings.MembraneScheme
    ) throws -> Double {
        let unit = from / 16
        let solver = try MonodomainSolver(
            matrices, membrane: MembraneAssignment(model),
            stimuli: [
                Stimulus(
                    "end", region: .box(low: Vec3(-1, -1, -1), high: Vec3(5 * unit, 99, 99)),
                    strength: .volumetric(50), pulses: .single(duration: 2))
            ],
            settings: MonodomainSettings(
                timeStep: timeStep, voltageTolerance: 1e-4, membraneScheme: scheme))
        func plane(_ place: Double) -> [Int] {
            let distance = matrices.points.map { abs($0[keyPath: axis] - place) }
            let least = distance.min() ?? 0
            let near = matrices.points.indices.filter { distance[$0] < least + 1e-9 }
            // Two planes may be equally near: take the first.
            let first = matrices.points[near[0]][keyPath: axis]
            return near.filter { abs(matrices.points[$0][keyPath: axis] - first) < 1e-9 }
        }
        let (a, b) = (plane(from), plane(to))
        try solver.advance(to: 300) { solver in
            b.contains { solver.activation(node: $0) == nil }
        }
        func mean(_ nodes: [Int]) -> Double {
            nodes.reduce(0) { $0 + (solver.activation(node: $1) ?? .nan) } / Double(nodes.count)
        }
        let length = matrices.points[b[0]][keyPath: axis] - matrices.points[a[0]][keyPath: axis]
        return length / (mean(b) - mean(a))
    }
}
