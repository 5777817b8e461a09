import Circulation
public import Electrophysiology
import Fibres
import FiniteElements
import Geometry
public import Ionics
public import Mechanics
import Numerics
import Quantities

/// Builds a ``HeartModel`` from an anatomy and parameters.
public struct HeartBuilder {
    /// The body.
    public var anatomy: HeartAnatomy
    /// The numbers.
    public var parameters: HeartParameters
    /// What starts a beat.
    public var activation: ActivationProtocol
    /// A known reference of the wall, of the shape that the parameters choose; nil finds it.
    public var reference: WallReference?
    /// A reference that was found earlier and the imaged pressures it was found for [kPa]; used where it
    /// still is the unloaded shape of this wall.
    public var candidate: (reference: WallReference, pressures: [Double])?
    /// The cells' rhythm at this heart rate, where it is known; nil paces them.
    public var cells: [PacedSteadyState]?
    /// Told what is being done and the share that is behind it [1], for people who wait.
    public var progress: (_ stage: String, _ share: Double) -> Void

    /// Makes a builder.
    public init(
        anatomy: HeartAnatomy, parameters: HeartParameters, activation: ActivationProtocol,
        reference: WallReference? = nil,
        candidate: (reference: WallReference, pressures: [Double])? = nil,
        cells: [PacedSteadyState]? = nil,
        progress: @escaping (_ stage: String, _ share: Double) -> Void = { _, _ in }
    ) {
        self.anatomy = anatomy
        self.parameters = parameters
        self.activation = activation
        self.reference = reference
        self.candidate = candidate
        self.cells = cells
        self.progress = progress
    }

    /// Length of a beat of the model [ms]: a period in whole ticks.
    public static func cycleLength(period: Double) -> Double {
        (period / StepControl.tick).rounded() * StepControl.tick
    }

    /// The closed loop as it is around the three-dimensional heart.
    private func surroundings() throws -> LoopParameters { try parameters.surroundings() }

    /// Builds the model: activation, contraction drive, wall at end-diastole.
    ///
    /// - Throws: errors of the parts.
    public func build() throws -> HeartModel {
        let loop = try surroundings()
        let ticks = Int((loop.period / StepControl.tick).rounded())
        let cycle = Double(ticks) * StepControl.tick
        progress("activation and cells", 0)
        let electrics = try ElectricalBeat(
            anatomy, parameters: parameters, activation: activation, cycleLength: cycle,
            cells: cells)
        let transfer = try AnatomyTransfer(anatomy)
        let imaged = try wall(coordinates: transfer.coordinates)
        let drive = transfer.drive(
            electrics, cycleLength: cycle, input: type(of: imaged.activeTension).input)
        progress("stress of the imaged wall", 0.3)
        let (wallModel, state, report) = try load(imaged)
        let blood = loop.initialState(
            leftVentricleVolume: report.volumes[0],
            rightVentricleVolume: report.volumes[1])
        return HeartModel(
            parameters: parameters, ticksPerBeat: ticks, electrics: electrics, drive: drive,
            nodes: transfer.nodes(electrics), wall: wallModel, circulation: loop.loop,
            atrialOnset: loop.atrialOnset,
            coordinates: transfer.coordinates,
            points: WallPoints(mesh: imaged.mesh, coordinates: transfer.coordinates),
            imagedStretch: wallModel.muscleStretch(wallModel.displacementToImage),
            imaged: report,
            endDiastole: HeartState(
                beat: 0, position: 0, wall: state, loop: LoopMemory(blood), control: StepControl()))
    }

    /// The wall as imaged, with fibres by the rule.
    private func wall(coordinates: VentricularCoordinates) throws -> MechanicsModel {
        let mesh = anatomy.mechanical
        let axis = try LongAxis(mesh)
        let rings = try ValveRings(mesh, width: try parameters.value("wall.ringWidth"))
        let scar = try ScarMap(mesh, parameters: parameters)
        return try MechanicsModel(
            mesh: mesh,
            frames: try RuleBasedFibres.frames(
                on: mesh, quadrature: .degree2,
                angles: try FibreAngles(values: parameters.section("fibres"))),
            material: try parameters.passiveMaterial(),
            incompressibility: Incompressibility(
                meanModulus: try parameters.value("wall.bulkModulus"),
                pointModulus: try parameters.value("wall.pointBulkModulus")),
            viscosity: try parameters.value("wall.viscosity"),
            activeTension: try parameters.contractionModel(),
            activeStress: ActiveStress(
                transverseFraction: try parameters.value("wall.transverseActive")),
            supports: try supports(mesh, axis: axis.direction, coordinates: coordinates),
            valvePlaneStiffness: try parameters.value("wall.valvePlaneStiffness"),
            passiveScale: try scale(
                mesh, left: "wall.passiveScaleLeft", right: "wall.passiveScaleRight",
                rings.passiveScale(factor: try parameters.value("wall.ringStiffness")),
                scar.passive),
            activeScale: try scale(
                mesh, left: "wall.contractilityLeft", right: "wall.contractilityRight",
                rings.activeScale(), scar.active))
    }

    /// A factor of the left wall and septum or of the right free wall, times those of the valve rings and of
    /// scar, per quadrature point.
    private func scale(
        _ mesh: QuadraticTetMesh, left: String, right: String, _ rings: [Double], _ scar: [Double]
    ) throws -> [Double] {
        let left = try parameters.value(left)
        let right = try parameters.value(right)
        let perTet = TetQuadrature.degree2.count
        let healthy = rings.indices.map {
            rings[$0] * (mesh.regions[$0 / perTet] == .rightVentricle ? right : left)
        }
        return scar.isEmpty ? healthy : zip(healthy, scar).map { $0 * $1 }
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

    /// Puts the imaged pressures into the wall: its reference is found, unless it is known.
    private func load(
        _ imaged: MechanicsModel
    ) throws -> (MechanicsModel, MechanicsState, ImagedStateReport) {
        let shape = try parameters.referenceShape()
        let pressures = [
            try parameters.value("heart.endDiastolicPressureLeft") * Units.mmHg,
            try parameters.value("heart.endDiastolicPressureRight") * Units.mmHg,
        ]
        let solver = try MechanicsSolver(imaged)
        var report = ImagedStateReport()
        if let reference {
            try solver.setReference(reference)
        } else if try !takesCandidate(solver, pressures: pressures, shape) {
            report.steps = try find(solver, pressures: pressures, shape)
        }
        // The same way from a known reference and from one just found, so that bits agree.
        solver.forgetFactor()
        var state = MechanicsState(solver.model)
        if shape == .image { state.pressures = pressures }
        try settle(solver, &state, pressures: pressures, shape)
        report.largestDistance = solver.model.largestDistanceFromImage(state.displacement)
        report.volumes = solver.volumes(state)
        return (solver.model, state, report)
    }

    /// Gives the candidate to the solver if it is an unloaded shape of this wall, which a change of any
    /// parameter that matters ends: found for the same pressures, and in equilibrium without them.
    private func takesCandidate(
        _ solver: MechanicsSolver, pressures: [Double], _ shape: ReferenceShape
    ) throws -> Bool {
        guard shape == .unloaded, let candidate,
            zip(candidate.pressures, pressures)
                .allSatisfy({ abs($0 - $1) <= Self.samePressure * abs($1) })
        else { return false }
        let image = solver.model.reference
        try solver.setReference(candidate.reference)
        let still = [Double](repeating: 0, count: solver.model.unknownCount)
        let free = try solver.forces(displacement: still)
        let loaded = try solver.forces(
            displacement: still, load: LoadCase(pressures: pressures))
        func norm(_ f: [Double]) -> Double { f.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        if norm(free) <= Self.restTolerance * norm(loaded) { return true }
        try solver.setReference(image)
        return false
    }

    /// Relative difference of pressures that are the same but for their way through units [1].
    private static let samePressure = 1e-12
    /// Forces of a shape at rest, relative to those with the imaged pressures [1]: ten times what its
    /// equilibrium leaves, because supports may pull harder than these pressures.
    private static let restTolerance = 1e-5

    /// Finds the reference and gives it to the solver; returns the steps of the search.
    private func find(
        _ solver: MechanicsSolver, pressures: [Double], _ shape: ReferenceShape
    ) throws -> Int {
        var found = try Prestress.find(solver, pressures: pressures) { step, part, move in
            let settled = min(1, Prestress.Settings().tolerance / max(move, 1e-9))
            progress(
                "stress of the imaged wall, step \(step): \(Int(100 * part)) % of the "
                    + "pressures, moves by \((1000 * move).rounded() / 1000) mm",
                0.3 + 0.4 * part + (part < 1 ? 0 : 0.3 * settled))
        }
        guard shape == .unloaded else { return found.iterations }
        progress("shape without pressures", 1)
        try settle(solver, &found.loaded, pressures: pressures.map { _ in 0 }, shape)
        try solver.setReference(solver.model.reference(displacedBy: found.loaded.displacement))
        return found.iterations
    }

    /// An equilibrium on the way to a reference and back; tells where the image as reference needs none.
    private func settle(
        _ solver: MechanicsSolver, _ state: inout MechanicsState, pressures: [Double],
        _ shape: ReferenceShape
    ) throws {
        do {
            try solver.equilibrium(&state, pressures: pressures)
        } catch MechanicsError.newtonDiverged(let failure) where shape == .unloaded {
            throw HeartModelError.notUnloaded(failure)
        }
    }
}
