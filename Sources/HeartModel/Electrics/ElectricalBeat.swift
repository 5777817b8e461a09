public import Electrophysiology
public import Fibres
import Geometry
public import Ionics
import Mechanics

/// The electrical side of a beat: when each place is activated and what its cells then do.
///
/// Activation does not depend on the motion of the wall, so it is computed once, before mechanics.
public struct ElectricalBeat: Sendable {
    /// Activation of the electrical mesh.
    public let activation: ActivationMap
    /// Axes of each tetrahedron of the electrical mesh.
    public let frames: [FibreFrame]
    /// The cells' beats, one for each of ``CellLayers`` types.
    public let cells: [PacedSteadyState]
    /// Which of ``cells`` each vertex of the electrical mesh follows.
    public let cellOfVertex: [UInt8]
    /// Twelve leads over one cycle, from the onset of the QRS.
    public let electrocardiogram: Electrocardiogram
    /// Intervals and waves of ``electrocardiogram``; why there are none where QRS complex and T wave cannot be told
    /// apart, as in a slow activation at a high rate.
    public let waves: Result<ECGDelineation, ElectrophysiologyError>
    /// Durations of action potentials and times of repolarisation over the wall.
    public let repolarisation: TissueRepolarisation

    /// Beats a cell is paced for until its rhythm counts as its steady state.
    static let pacedBeats = 100

    /// Computes the activation of an anatomy and the steady rhythm of its cells.
    ///
    /// - `cycleLength`: [ms].
    /// - `cells`: the cells' rhythm where it is known for this cycle length and these parameters of cells; paced anew
    ///   otherwise.
    /// - Throws: errors of the fibre rule, of the eikonal equation and of the membrane model.
    public init(
        _ anatomy: HeartAnatomy, parameters: HeartParameters,
        activation plan: ActivationProtocol, cycleLength: Double,
        cells known: [PacedSteadyState]? = nil
    ) throws {
        frames = try RuleBasedFibres.frames(
            on: anatomy.electrical,
            angles: try FibreAngles(values: parameters.section("fibres")))
        let speeds = try ActivationParameters(parameters.section("activation"))
        let ventricles = try VentricularActivation(
            anatomy: anatomy.electrical, frames: frames, conduction: anatomy.conduction,
            parameters: speeds, slowing: try ScarMap.slowing(anatomy, parameters: parameters))
        activation = try ventricles.map(plan)
        let model = IonicModels.ventricular
        cells =
            try known
            ?? PacedSteadyState.run(
                model,
                cells: try CellLayers.types.map {
                    try CellCard.cell(
                        model.cellType($0), of: model, parameters.section("cells"))
                },
                cycleLength: cycleLength, beats: Self.pacedBeats)
        cellOfVertex = CellLayers.templates(anatomy.electrical)
        electrocardiogram = try Self.electrocardiogram(
            anatomy, frames: frames, activation: activation.timesFromOnset, cells: cells,
            cellOfVertex: cellOfVertex, cycleLength: cycleLength,
            conductivities: try ECGConductivities(
                parameters.section("ecg"), velocities: speeds.velocities))
        waves = try Self.waves(electrocardiogram)
        repolarisation = TissueRepolarisation(
            anatomy.electrical, durations: cells.map(\.actionPotential.apd90),
            cellOfVertex: cellOfVertex, activation: activation.timesFromOnset)
    }

    /// - Throws: `ElectrophysiologyError/noWave(name:)` of an electrocardiogram without QRS complex: nothing is activated.
    private static func waves(
        _ electrocardiogram: Electrocardiogram
    ) throws(ElectrophysiologyError) -> Result<ECGDelineation, ElectrophysiologyError> {
        do throws(ElectrophysiologyError) {
            return .success(try ECGDelineation(electrocardiogram))
        } catch {
            guard error == .noWave(name: "T wave") else { throw error }
            return .failure(error)
        }
    }

    /// Length of a beat [ms].
    public var cycleLength: Double { cells[0].template.cycleLength }

    private static func electrocardiogram(
        _ anatomy: HeartAnatomy, frames: [FibreFrame], activation: [Double],
        cells: [PacedSteadyState], cellOfVertex: [UInt8], cycleLength: Double,
        conductivities: ECGConductivities
    ) throws -> Electrocardiogram {
        let electrodes =
            try anatomy.electrodes.map { try ECGElectrodes(named: $0) }
            ?? ECGElectrodes.standard(for: anatomy.electrical)
        let leads = try LeadField(
            anatomy.electrical.mesh, frames: frames, electrodes: electrodes,
            conductivities: conductivities)
        let templates = try VoltageTemplates(
            cycleLength: cycleLength, sampleStep: driveStep,
            voltage: cells.map { cell in
                stride(from: 0.0, through: cycleLength + driveStep, by: driveStep)
                    .map { cell.template.voltage(at: $0) }
            })
        return try PseudoECG(anatomy.electrical.mesh, leadField: leads).beat(
            activation: activation, template: cellOfVertex, templates: templates,
            sampleStep: driveStep)
    }

    /// Calcium of every cell type as a drive of contraction for points with given activation times.
    ///
    /// - `activation`: after the onset of the QRS [ms].
    /// - `input`: what the contraction model reads in the place of calcium.
    func drive(
        activation times: [Double], templates: [UInt8], cycleLength: Double,
        input: ActiveTensionInput
    ) -> PointDrive {
        PointDrive(
            cycleLength: cycleLength, activation: times, template: templates,
            calcium: cells.map { cell in
                stride(from: 0.0, through: cycleLength + Self.driveStep, by: Self.driveStep)
                    .map { cell.template.calcium(at: $0) }
            }, sampleStep: Self.driveStep, input: input)
    }

    /// Distance of calcium samples [ms].
    private static let driveStep = 1.0
}
