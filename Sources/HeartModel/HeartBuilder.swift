import Circulation
public import Electrophysiology
import Fibres
import FiniteElements
import Geometry
import Mechanics
public import Numerics
import Quantities

/// Builds a ``HeartModel`` from an anatomy and parameters.
public struct HeartBuilder {
    /// The body.
    public var anatomy: HeartAnatomy
    /// The numbers.
    public var parameters: HeartParameters
    /// What starts a beat.
    public var activation: ActivationProtocol
    /// A known unloaded configuration (positions of the mechanics mesh's nodes [mm]); nil finds it.
    public var unloaded: [Vec3]?
    /// Told what is being done, for people who wait.
    public var progress: (String) -> Void

    /// Makes a builder.
    public init(
        anatomy: HeartAnatomy, parameters: HeartParameters, activation: ActivationProtocol,
        unloaded: [Vec3]? = nil, progress: @escaping (String) -> Void = { _ in }
    ) {
        self.anatomy = anatomy
        self.parameters = parameters
        self.activation = activation
        self.unloaded = unloaded
        self.progress = progress
    }

    /// Builds the model: activation, contraction drive, unloaded wall, end-diastole.
    ///
    /// - Throws: errors of the parts.
    public func build() throws -> HeartModel {
        let loop = try LoopParameters(values: parameters.circulation)
        let ticks = Int((loop.period / StepControl.tick).rounded())
        let cycle = Double(ticks) * StepControl.tick
        progress("activation and cells")
        let electrics = try ElectricalBeat(
            anatomy, parameters: parameters, activation: activation, cycleLength: cycle)
        let transfer = try AnatomyTransfer(anatomy)
        let drive = transfer.drive(electrics, cycleLength: cycle)
        progress("unloaded configuration")
        let imaged = try wall(on: anatomy.mechanical.points, coordinates: transfer.coordinates)
        let (wallModel, state, report) = try unload(imaged, coordinates: transfer.coordinates)
        let blood = loop.initialState(
            leftVentricleVolume: report.imagedVolumes[0],
            rightVentricleVolume: report.imagedVolumes[1])
        return HeartModel(
            parameters: parameters, ticksPerBeat: ticks, electrics: electrics, drive: drive,
            nodes: transfer.nodes(electrics), wall: wallModel, circulation: loop.loop,
            atrialOnset: loop.atrialOnset,
            coordinates: transfer.coordinates,
            points: WallPoints(mesh: wallModel.mesh, coordinates: transfer.coordinates),
            unloading: report,
            endDiastole: HeartState(
                beat: 0, position: 0, wall: state, loop: LoopMemory(blood), control: StepControl()))
    }

    /// The wall on given node positions, with fibres by the rule on that geometry.
    private func wall(
        on points: [Vec3], coordinates: VentricularCoordinates
    ) throws -> MechanicsModel {
        var mesh = anatomy.mechanical
        mesh.points = points
        let axis = try LongAxis(mesh)
        return try MechanicsModel(
            mesh: mesh, frames: try frames(mesh),
            material: HolzapfelOgden(
                parameters: try HolzapfelOgden.card.values(parameters.section("passive"))),
            incompressibility: Incompressibility(
                meanModulus: try parameters.value("wall.bulkModulus"),
                pointModulus: try parameters.value("wall.pointBulkModulus")),
            viscosity: try parameters.value("wall.viscosity"),
            activeTension: try Land2017(parameters: parameters.section("contraction")),
            activeStress: ActiveStress(
                transverseFraction: try parameters.value("wall.transverseActive")),
            supports: try supports(mesh, axis: axis.direction, coordinates: coordinates),
            passiveScale: [Double](
                repeating: try parameters.value("wall.passiveScale"),
                count: mesh.tetCount * TetQuadrature.degree2.count),
            activeScale: try contractility(mesh))
    }

    private func frames(_ mesh: QuadraticTetMesh) throws -> [FibreFrame] {
        try RuleBasedFibres.frames(
            on: mesh, quadrature: .degree2,
            angles: try FibreAngles(values: parameters.section("fibres")))
    }

    private func contractility(_ mesh: QuadraticTetMesh) throws -> [Double] {
        let left = try parameters.value("wall.contractilityLeft")
        let right = try parameters.value("wall.contractilityRight")
        return mesh.regions.flatMap {
            [Double](
                repeating: $0 == .rightVentricle ? right : left, count: TetQuadrature.degree2.count)
        }
    }

    /// Pericardium, stiffest at the apex, and base.
    private func supports(
        _ mesh: QuadraticTetMesh, axis: Vec3, coordinates: VentricularCoordinates
    ) throws -> [SurfaceSupport] {
        let basal = try parameters.value("wall.pericardiumBasal")
        let scale = (0..<mesh.triangleCount).map { triangle -> Double in
            let corners = mesh.triangles[6 * triangle..<6 * triangle + 3]
            let ab = corners.reduce(0) { $0 + coordinates.apicobasal[Int($1)] } / 3
            return 1 + (basal - 1) * ab
        }
        return [
            .pericardium(
                stiffness: try parameters.value("wall.pericardiumStiffness"),
                damping: try parameters.value("wall.pericardiumDamping") * Units.second,
                scale: scale),
            .base(
                axis: axis, alongAxis: try parameters.value("wall.baseAxialStiffness"),
                acrossAxis: try parameters.value("wall.baseLateralStiffness"),
                damping: try parameters.value("wall.baseDamping") * Units.second),
        ]
    }

    /// Finds the configuration that the imaged pressures inflate to the image, unless it is known.
    private func unload(
        _ imaged: MechanicsModel, coordinates: VentricularCoordinates
    ) throws -> (MechanicsModel, MechanicsState, UnloadingReport) {
        let pressures = [
            try parameters.value("heart.endDiastolicPressureLeft") * Units.mmHg,
            try parameters.value("heart.endDiastolicPressureRight") * Units.mmHg,
        ]
        let image = imaged.mesh.points
        let solver = try MechanicsSolver(imaged)
        var report = UnloadingReport(
            iterations: 0, largestDistance: 0, unloadedVolumes: [],
            imagedVolumes: solver.volumes(MechanicsState(imaged)))
        var state: MechanicsState
        if let unloaded {
            try solver.setReference(unloaded, frames: try frames(at: unloaded))
            state = MechanicsState(solver.model)
            for (node, x) in image.enumerated() {
                let u = x - unloaded[node]
                state.displacement.replaceSubrange(3 * node..<3 * node + 3, with: [u.x, u.y, u.z])
            }
            state.pressures = pressures
            try solver.equilibrium(&state, pressures: pressures)
            report.largestDistance = zip(solver.positions(state), image)
                .reduce(0) { max($0, ($1.0 - $1.1).norm) }
        } else {
            let found = try UnloadedConfiguration.find(solver, pressures: pressures) { points in
                report.iterations += 1
                progress("unloaded configuration, iteration \(report.iterations)")
                return try frames(at: points)
            }
            state = found.loaded
            report.largestDistance = found.distance
        }
        report.unloadedVolumes = solver.volumes(MechanicsState(solver.model))
        report.imagedVolumes = solver.volumes(state)
        return (solver.model, state, report)
    }

    private func frames(at points: [Vec3]) throws -> [FibreFrame] {
        var mesh = anatomy.mechanical
        mesh.points = points
        return try frames(mesh)
    }
}
