import Electrophysiology
import Fibres
import Geometry
import Ionics
import Monodomain
import Numerics
import Quantities

/// A piece of tissue that a front crosses, by the monodomain and by the reaction–eikonal model.
struct FrontTissue {
    let mesh: TetMesh
    let frames: [FibreFrame]
    let model: any IonicModel.Type
    /// Velocities along and across the fibre [mm/ms].
    let velocities: ConductionVelocities
    /// Centre and radius of the stimulus [mm].
    let site: (centre: Vec3, radius: Double)
    private let matrices: TissueMatrices
    private let leads: LeadField

    var points: [Vec3] { mesh.points }

    private static let tissue = TissueProperties.niederer2011
    private static let timeStep = 0.05

    private init(
        _ model: any IonicModel.Type, mesh: TetMesh, frames: [FibreFrame], spacing: Double,
        cut: SlabMesh.Cut, site: (centre: Vec3, radius: Double), electrodes: ECGElectrodes
    ) throws {
        self.model = model
        self.mesh = mesh
        self.frames = frames
        self.site = site
        velocities = try Self.velocities(model, spacing: spacing, cut: cut)
        matrices = try TissueMatrices(
            Tissue(mesh, frames: frames, regions: [Self.tissue]), mass: .directional)
        leads = try LeadField(
            mesh, frames: frames, electrodes: electrodes,
            conductivities: ECGConductivities(velocities: velocities))
    }

    /// Velocities of plane fronts on rods three cells thick, of elements of a size.
    private static func velocities(
        _ model: any IonicModel.Type, spacing: Double, cut: SlabMesh.Cut
    ) throws -> ConductionVelocities {
        let across = try rod(model, spacing: spacing, cut: cut, across: true)
        return ConductionVelocities(
            fibre: try rod(model, spacing: spacing, cut: cut, across: false), sheet: across,
            normal: across)
    }

    /// Velocity of a plane front along x between 16 and 32 lengths √(σ/χCm·1 ms).
    private static func rod(
        _ model: any IonicModel.Type, spacing: Double, cut: SlabMesh.Cut, across: Bool
    ) throws -> Double {
        let sigma = across ? tissue.transverse : tissue.longitudinal
        let unit = (sigma / tissue.capacitancePerVolume).squareRoot()
        let cells = Int((45 * unit / spacing).rounded(.up))
        let slab = SlabMesh(
            size: spacing * Vec3(Double(cells), 3, 3), cells: SIMD3(cells, 3, 3), cut: cut)
        let frame =
            across
            ? FibreFrame(fibre: Vec3(0, 1, 0), sheet: Vec3(1, 0, 0))
            : FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let matrices = try TissueMatrices(
            Tissue(try slab.mesh(), frames: [frame], regions: [tissue]), mass: .directional)
        let solver = try MonodomainSolver(
            matrices, membrane: MembraneAssignment(model),
            stimuli: [
                Stimulus(
                    "end", region: .box(low: .zero, high: Vec3(5 * unit, 99, 99)),
                    strength: .volumetric(50), pulses: .single(duration: 2))
            ], settings: MonodomainSettings(timeStep: timeStep, precision: .single))
        func plane(_ place: Double) -> [Int] {
            let x = spacing * (place / spacing).rounded()
            return matrices.points.indices.filter { abs(matrices.points[$0].x - x) < 1e-9 }
        }
        let (a, b) = (plane(16 * unit), plane(32 * unit))
        try solver.advance(to: 300) { solver in
            b.contains { solver.activation(node: $0) == nil }
        }
        func mean(_ nodes: [Int]) -> Double {
            nodes.reduce(0) { $0 + (solver.activation(node: $1) ?? .nan) } / Double(nodes.count)
        }
        let length = matrices.points[b[0]].x - matrices.points[a[0]].x
        return length / (mean(b) - mean(a))
    }

    /// A slab of 24 × 9.6 × 1.6 mm with fibres along x, stimulated in the corner at the origin.
    static func slab(
        _ model: any IonicModel.Type, spacing: Double, velocitiesOf other: Double? = nil
    ) throws -> FrontTissue {
        let size = Vec3(24, 9.6, 1.6)
        let mesh = try SlabMesh(size: size, spacing: spacing, cut: .five).mesh()
        let frame = FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        return try FrontTissue(
            model, mesh: mesh, frames: Array(repeating: frame, count: mesh.tets.count),
            spacing: other ?? spacing, cut: .five, site: (Vec3(0, 0, 0), 2),
            electrodes: electrodes(around: 0.5 * size, distance: 40))
    }

    /// Two ideal ventricles of a quarter of an adult's size, stimulated at the left endocardium's apex.
    static func ventricles(_ model: any IonicModel.Type) throws -> FrontTissue {
        let scale = 0.25
        let adult = IdealBiventricle.adult
        let left = adult.left
        let heart = IdealBiventricle(
            left: TruncatedEllipsoid(
                innerShort: scale * left.innerShort, innerLong: scale * left.innerLong,
                outerShort: scale * left.outerShort, outerLong: scale * left.outerLong,
                baseHeight: scale * left.baseHeight), rightCentre: adult.rightCentre,
            rightReach: scale * adult.rightReach, rightWidth: scale * adult.rightWidth,
            rightThickness: scale * adult.rightThickness, rightApex: scale * adult.rightApex)
        let anatomy = try heart.anatomy(elementSize: 0.25, leftLayers: 9, rightLayers: 4)
        return try FrontTissue(
            model, mesh: anatomy.mesh, frames: RuleBasedFibres.frames(on: anatomy), spacing: 0.25,
            cut: .diagonal,
            site: (Vec3(0, 0, -scale * left.innerLong), 1),
            electrodes: electrodes(around: .zero, distance: 60))
    }

    /// Nine electrodes around a place, none of them opposite another.
    private static func electrodes(around centre: Vec3, distance: Double) -> ECGElectrodes {
        let directions = [
            Vec3(-0.7, 0.6, 0.4), Vec3(0.7, 0.65, 0.3), Vec3(0.2, -0.95, 0.25),
            Vec3(-0.3, 0.1, 0.95),
            Vec3(0.05, 0.15, 0.98), Vec3(0.4, -0.1, 0.9), Vec3(0.75, -0.2, 0.63),
            Vec3(0.95, -0.25, 0.2), Vec3(0.9, -0.3, -0.32),
        ]
        let all = ECGElectrode.allCases
        return ECGElectrodes { electrode in
            let direction = directions[all.firstIndex(of: electrode) ?? 0]
            return centre + (distance / direction.norm) * direction
        }
    }

    /// The front that current starts and diffusion carries.
    func monodomain(until end: Double) throws -> FrontRun {
        let solver = try MonodomainSolver(
            matrices, membrane: MembraneAssignment(model),
            stimuli: [
                Stimulus(
                    "site", region: .ball(centre: site.centre, radius: site.radius),
                    strength: .volumetric(50), pulses: .single(duration: 2))
            ], settings: settings)
        return try run(solver, until: end)
    }

    /// The front that the eikonal equation carries, with the effect of its curvature or without.
    func reactionEikonal(until end: Double, curved: Bool = true) throws -> FrontRun {
        let inside = points.indices.filter { (points[$0] - site.centre).norm <= site.radius }
        let sources = inside.map { ActivationSource(vertex: $0, time: 0) }
        let tissue = Self.tissue
        let across = tissue.transverse / tissue.capacitancePerVolume
        let fronts = try CurvedEikonal(
            mesh: mesh, frames: frames, velocities: velocities,
            diffusivities: SIMD3(
                tissue.longitudinal / tissue.capacitancePerVolume, across, across))
        let arrivals =
            try curved
            ? fronts.arrivalTimes(from: sources) : fronts.plane.arrivalTimes(from: sources)
        let solver = try MonodomainSolver(
            matrices, membrane: MembraneAssignment(model), stimuli: [],
            arrivals: ArrivalDrive(arrivals: arrivals), settings: settings)
        return try run(solver, until: end)
    }

    private var settings: MonodomainSettings {
        // 0.01 mV moves times of the N-version slab by less than 0.0003 ms (docs/decisions/monodomain.md).
        MonodomainSettings(
            timeStep: Self.timeStep, voltageTolerance: 1e-2, recordsRepolarisation: true,
            precision: .single)
    }

    private func run(_ solver: MonodomainSolver, until end: Double) throws -> FrontRun {
        var samples: [SIMD8<Double>] = []
        var next = 0.0
        var failure: (any Error)?
        try solver.advance(to: end) { solver in
            guard solver.time > next - 1e-9 else { return true }
            do { samples.append(try leads.potentials(of: solver.voltage)) } catch {
                failure = error
                return false
            }
            next += FrontRun.sampling
            return true
        }
        if let failure { throw failure }
        return FrontRun(
            points: points, activation: solver.activation.map { $0 ?? .infinity },
            durations: solver.actionPotentialDuration, leads: samples)
    }
}

/// What a front did.
struct FrontRun {
    let points: [Vec3]
    /// Activation of each node [ms], infinite where there was none.
    let activation: [Double]
    /// Duration of the action potential of each node [ms].
    let durations: [Double?]
    /// Potentials of the independent leads every ``sampling`` [mV], the first at the end of the first step.
    let leads: [SIMD8<Double>]

    /// Time between samples of the leads [ms].
    static let sampling = 0.5

    /// First and last activation [ms].
    var earliest: Double { activation.min() ?? .nan }
    var latest: Double { activation.max() ?? .nan }

    /// Mean duration of the action potentials [ms]; nil where not all are complete.
    var meanDuration: Double? {
        let known = durations.compactMap { $0 }
        return known.count == durations.count
            ? known.reduce(0, +) / Double(known.count) : nil
    }

    /// The same front at the nodes nearest to given places.
    func restricted(to places: [Vec3]) -> FrontRun {
        let nodes = places.map { place in
            points.indices.min { (points[$0] - place).norm < (points[$1] - place).norm } ?? 0
        }
        return FrontRun(
            points: places, activation: nodes.map { activation[$0] },
            durations: nodes.map { durations[$0] }, leads: leads)
    }

    /// Potentials at a time after the first activation [mV]: linear between samples, relative to the first
    /// one, as amplifiers show it; nil outside the record.
    private func potentials(_ time: Double) -> SIMD8<Double>? {
        let place = (earliest + time) / Self.sampling
        guard place >= 0, place < Double(leads.count - 1) else { return nil }
        let k = Int(place)
        return leads[k] + (place - Double(k)) * (leads[k + 1] - leads[k]) - leads[0]
    }

    /// Correlation of all leads at all times together [1].
    ///
    /// Times count from each front's first activation, as those of ``activation`` do where they are compared.
    func correlation(with other: FrontRun) -> Double {
        var (xy, xx, yy) = (0.0, 0.0, 0.0)
        for k in -10...leads.count {
            let time = Self.sampling * Double(k)
            guard let x = potentials(time), let y = other.potentials(time) else { continue }
            xy += (x * y).sum()
            xx += (x * x).sum()
            yy += (y * y).sum()
        }
        return xy / (xx * yy).squareRoot()
    }
}
