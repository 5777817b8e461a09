import PatientModels
import Electrophysiology
import Fibres
import Geometry
import HeartModel
import Ionics
import Monodomain
import Patients

/// Everything before mechanics: file, fibres of the electrical mesh, activation, cells, ECG.
struct ElectricStages {
    let path: String

    /// Beats the cells are paced for, as in the main job.
    private static let pacedBeats = 100
    /// Length of a beat [ms].
    private static let cycleLength = 857.25

    /// Reads a patient.
    static func read(_ path: String) throws -> Patient {
        try Patient(reading: path, knowing: Patient.catalogue)
    }

    func run(_ bench: Bench, bytes: Int) throws -> Patient {
        let patient = try bench.measure(
            "patient file: read and check",
            context: { "\(Figures.rate(Double(bytes) / $0 / 1e6)) MB/s" }
        ) { try Self.read(path) }
        let heart = try patient.heartAnatomy()
        let mesh = heart.electrical.mesh
        let size = "\(mesh.points.count) nodes, \(mesh.tets.count) tetrahedra"
        let frames = try bench.measure(
            "fibre rule, electrical mesh",
            context: { "\(size); \(Figures.perItem($0, mesh.tets.count, "tetrahedron"))" }
        ) { try RuleBasedFibres.frames(on: heart.electrical) }
        let ventricles = try bench.measure("activation: preparation", context: { _ in size }) {
            try VentricularActivation(
                anatomy: heart.electrical, frames: frames, conduction: heart.conduction)
        }
        let plan = ActivationProtocols.all.first { $0.identifier == "normal" }
        guard let plan else { return patient }
        let map = try bench.measure(
            "activation: eikonal march",
            context: { Figures.perItem($0, mesh.points.count, "node") }
        ) { try ventricles.map(plan) }
        let types = try ["endo", "epi"].map { try IonicModels.ventricular.cellType($0) }
        let heartSeconds = Double(types.count * Self.pacedBeats) * Self.cycleLength / 1000
        let cells = try bench.measure(
            "cells to steady rhythm (\(types.count) cells, \(Self.pacedBeats) beats)",
            context: { "\(Figures.rate(heartSeconds / $0)) × real time" }
        ) {
            try PacedSteadyState.run(
                IonicModels.ventricular, cells: types, cycleLength: Self.cycleLength,
                beats: Self.pacedBeats)
        }
        try electrocardiogram(bench, heart, frames, map, cells)
        try reactionEikonal(bench, heart, frames, map)
        return patient
    }

    /// One beat in which cells and diffusion follow the eikonal front.
    private func reactionEikonal(
        _ bench: Bench, _ heart: HeartAnatomy, _ frames: [FibreFrame], _ map: ActivationMap
    ) throws {
        guard let model = IonicModels.model("ten-tusscher-panfilov-2006"),
            let depth = heart.electrical.coordinates?.transmural
        else { return }
        let mesh = heart.electrical.mesh
        let matrices = try TissueMatrices(
            Tissue(mesh, frames: frames, regions: [.niederer2011]), mass: .directional)
        let membrane = MembraneAssignment(
            model, cellTypes: try ["endo", "epi"].map { try model.cellType($0) },
            cellTypeOfNode: depth.map { $0 < 0.5 ? 0 : 1 },
            initialStates: [model.initialState, model.initialState])
        try bench.measure(
            "reaction-eikonal beat, single precision, steps of 1 ms",
            context: {
                Figures.perItem($0, mesh.points.count * Int(Self.cycleLength), "node and step")
            }
        ) {
            let solver = try MonodomainSolver(
                matrices, membrane: membrane, stimuli: [],
                arrivals: ArrivalDrive(arrivals: map.timesFromOnset),
                settings: MonodomainSettings(
                    timeStep: 1, recordsRepolarisation: true, precision: .single,
                    upstrokeSteps: 10))
            try solver.advance(to: Self.cycleLength)
        }
    }

    private func electrocardiogram(
        _ bench: Bench, _ heart: HeartAnatomy, _ frames: [FibreFrame], _ map: ActivationMap,
        _ cells: [PacedSteadyState]
    ) throws {
        let mesh = heart.electrical.mesh
        let electrodes =
            try heart.electrodes.map { try ECGElectrodes(named: $0) }
            ?? ECGElectrodes.standard(for: heart.electrical)
        let leads = try bench.measure("ECG: lead field") {
            try LeadField(
                mesh, frames: frames, electrodes: electrodes,
                conductivities: try ECGConductivities(
                    velocities: ActivationParameters.published.velocities))
        }
        let templates = try VoltageTemplates(
            cycleLength: Self.cycleLength, sampleStep: 1,
            voltage: cells.map { cell in
                stride(from: 0.0, through: Self.cycleLength + 1, by: 1)
                    .map { cell.template.voltage(at: $0) }
            })
        let cellOfVertex = [UInt8](repeating: 0, count: mesh.points.count)
        let ecg = PseudoECG(mesh, leadField: leads)
        try bench.measure(
            "ECG: twelve leads over a beat",
            context: {
                Figures.perItem($0, mesh.tets.count * Int(Self.cycleLength), "tetrahedron·ms")
            }
        ) {
            try ecg.beat(
                activation: map.timesFromOnset, template: cellOfVertex, templates: templates,
                sampleStep: 1)
        }
    }
}

/// Figures as text.
enum Figures {
    /// Three significant digits.
    static func rate(_ value: Double) -> String {
        value >= 100
            ? String(Int(value.rounded()))
            : String(Double(Int((value * 100).rounded())) / 100)
    }

    /// Time per item, in nanoseconds or microseconds.
    static func perItem(_ seconds: Double, _ count: Int, _ item: String) -> String {
        let nanoseconds = 1e9 * seconds / Double(max(count, 1))
        return nanoseconds < 1000
            ? "\(rate(nanoseconds)) ns per \(item)" : "\(rate(nanoseconds / 1000)) µs per \(item)"
    }
}
