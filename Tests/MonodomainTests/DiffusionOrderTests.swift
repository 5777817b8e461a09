import Fibres
import Foundation
import Geometry
import Ionics
import Numerics
import Quantities
import TestSupport
import Testing

import Monodomain

/// A membrane without currents: the tissue is a passive conductor.
enum PassiveMembrane: IonicModel {
    static let card = ModelCard(
        identifier: "passive", summary: "No current", source: "test", states: ["v"], parameters: [])
    static let cellTypes = [CellType("passive")]
    static let initialState = [0.0]
    static let voltageIndex = 0
    static let calciumIndex: Int? = 0
    static let calciumScale = 1.0
    static let stimulus = StimulusPulse(amplitude: 0, duration: 1)

    static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        for block in 0..<cells.count {
            cells.states[block] =
                cells.states[block] + Double8(filling: dt) * cells.stimulus[block]
        }
    }
    static func advance(_ cells: CellBlocks<Double>, dt: Double) {
        for cell in 0..<cells.count { cells.states[cell] += dt * cells.stimulus[cell] }
    }
}

/// Bistable membrane dV/dt = −k·(V − Vr)·(V − Vt)·(V − Vp), whose travelling front is known exactly.
///
/// V runs from 0 to 1 here (threshold a), so that −Iion = k·V·(V − a)·(1 − V) and the front of
/// dV/dt = D·V'' − Iion is V = 1/(1 + exp((x − c·t)/(√2·ℓ))) with ℓ = √(D/k), c = √(D·k/2)·(1 − 2a).
///
/// Source: Murray, *Mathematical Biology I* (2002), section 13.5, doi:10.1007/b98868.
enum NagumoMembrane: IonicModel {
    static let rate = 1.0
    static let threshold = 0.25
    static let card = ModelCard(
        identifier: "nagumo", summary: "Bistable", source: "test", states: ["v"], parameters: [])
    static let cellTypes = [CellType("nagumo")]
    static let initialState = [0.0]
    static let voltageIndex = 0
    static let calciumIndex: Int? = 0
    static let calciumScale = 1.0
    static let stimulus = StimulusPulse(amplitude: 0, duration: 1)

    static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        for k in 0..<cells.count { cells.states[k] = stepped(cells.states[k], dt: dt) }
    }
    static func advance(_ cells: CellBlocks<Double>, dt: Double) {
        for k in 0..<cells.count { cells.states[k] = stepped(cells.states[k], dt: dt) }
    }
    /// The midpoint rule.
    static func stepped<L: RealLanes>(_ v: L, dt: Double) -> L {
        let middle = v + L(filling: dt / 2) * slope(v)
        return v + L(filling: dt) * slope(middle)
    }
    static func slope<L: RealLanes>(_ v: L) -> L {
        L(filling: rate) * v * (v - L(filling: threshold)) * (1 - v)
    }
}

/// A solver whose nodes start from given voltages.
func solver(
    _ matrices: TissueMatrices, _ model: any IonicModel.Type, from voltage: (Vec3) -> Double,
    timeStep: Double, tolerance: Double = 1e-11
) throws -> MonodomainSolver {
    let nodes = matrices.count
    return try MonodomainSolver(
        matrices,
        membrane: MembraneAssignment(
            model, cellTypes: Array(repeating: model.cellTypes[0], count: nodes),
            cellTypeOfNode: (0..<nodes).map { UInt16($0) },
            initialStates: matrices.points.map { [voltage($0)] }),
        stimuli: [],
        settings: MonodomainSettings(
            timeStep: timeStep, voltageTolerance: tolerance, activationThreshold: 0.5))
}

@Suite struct DiffusionOrderTests {
    private let fibre = FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
    private let tissue = TissueProperties(
        longitudinal: 0.2, transverse: 0.1, normal: 0.05, surfaceToVolume: 140, capacitance: 0.01)

    /// Cosines decay with their rates between insulated faces.
    ///
    /// - Parameter speed: conductivities are so much larger and times so much shorter.
    private func decayError(
        _ cells: Int, _ blend: MassBlend, _ cut: SlabMesh.Cut, speed: Double = 1
    ) throws -> Double {
        var tissue = tissue
        tissue.longitudinal *= speed
        tissue.transverse *= speed
        tissue.normal *= speed
        // Short steps: their error must not show beside that of the mesh.
        let slab = SlabMesh(
            size: Vec3(1, 1, 1), cells: SIMD3(cells, cells, cells), cut: cut)
        let matrices = try TissueMatrices(
            Tissue(try slab.mesh(), frames: [fibre], regions: [tissue]), mass: blend)
        func mode(_ p: Vec3) -> Double {
            cos(.pi * p.x) * cos(.pi * p.y) * cos(.pi * p.z)
        }
        let run = try solver(matrices, PassiveMembrane.self, from: mode, timeStep: 0.01 / speed)
        try run.advance(to: 1 / speed)
        let sum = tissue.longitudinal + tissue.transverse + tissue.normal
        let left = exp(-.pi * .pi * sum / tissue.capacitancePerVolume * run.time)
        var (error, norm) = (0.0, 0.0)
        for (node, value) in run.voltage.enumerated() {
            let exact = left * mode(matrices.points[node])
            error += matrices.volume[node] * (value - exact) * (value - exact)
            norm += matrices.volume[node] * exact * exact
        }
        return (error / norm).squareRoot()
    }

    @Test(arguments: [MassBlend.consistent, .lumped, .weight(0.4), .directional])
    func spaceIsOfSecondOrder(_ blend: MassBlend) throws {
        // Directional weights change with the element size until it is small beside the front's width,
        // which is large in tissue that conducts well.
        let cells = [12, 16, 24]
        let errors = try cells.map {
            try decayError($0, blend, .five, speed: blend == .directional ? 400 : 1)
        }
        let order = observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - 2) < 0.1, "\(blend): observed order \(order), errors \(errors)")
    }

    @Test func everyCutIsOfSecondOrder() throws {
        for cut in SlabMesh.Cut.allCases {
            let cells = [8, 12, 16]
            let errors = try cells.map { try decayError($0, .consistent, cut) }
            let order = observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
            #expect(abs(order - 2) < 0.1, "\(cut): observed order \(order), errors \(errors)")
        }
    }

    /// L2 error of a bistable front that has crossed a cable.
    private func frontError(spacing: Double, timeStep: Double, blend: MassBlend) throws -> Double {
        let (d, a) = (0.25, NagumoMembrane.threshold)
        let length = 30.0
        let cable = Cable(
            length: length, elements: Int((length / spacing).rounded()), conductivity: d,
            capacitance: 1)
        let matrices = try TissueMatrices(cable, mass: blend)
        let width = (2 * d / NagumoMembrane.rate).squareRoot()
        let velocity = (d * NagumoMembrane.rate / 2).squareRoot() * (1 - 2 * a)
        func front(_ x: Double, _ t: Double) -> Double {
            1 / (1 + exp((x - 12 - velocity * t) / width))
        }
        let run = try solver(
            matrices, NagumoMembrane.self, from: { front($0.x, 0) }, timeStep: timeStep)
        try run.advance(to: 20)
        var error = 0.0
        for (node, value) in run.voltage.enumerated() {
            let difference = value - front(matrices.points[node].x, run.time)
            error += matrices.volume[node] * difference * difference
        }
        return error.squareRoot()
    }

    @Test func aReactionDiffusionFrontConvergesWithSecondOrderInSpace() throws {
        for blend in [MassBlend.consistent, .lumped] {
            let spacings = [0.5, 0.25, 0.125]
            let errors = try spacings.map {
                try frontError(spacing: $0, timeStep: 0.02, blend: blend)
            }
            let order = observedOrder(spacings: spacings, errors: errors)
            #expect(abs(order - 2) < 0.1, "\(blend): observed order \(order), errors \(errors)")
        }
    }

    @Test func stepsAreOfSecondOrderInTime() throws {
        // Steps beyond what real membranes allow, on a front that is slow enough for them: the
        // reference is the same mesh with a fine step.
        func voltage(_ step: Double) throws -> [Double] {
            let cable = Cable(length: 10, elements: 40, conductivity: 0.25, capacitance: 1)
            let run = try solver(
                try TissueMatrices(cable, mass: .consistent), SteepNagumoMembrane.self,
                from: { 1 / (1 + exp(4 * ($0.x - 4))) }, timeStep: step)
            try run.advance(to: 0.8)
            return run.voltage
        }
        let exact = try voltage(0.001)
        let steps = [0.1, 0.05, 0.025]
        let errors = try steps.map { step in
            zip(try voltage(step), exact).map { abs($0 - $1) }.max() ?? .nan
        }
        let order = observedOrder(spacings: steps, errors: errors)
        #expect(abs(order - 2) < 0.1, "observed order \(order), errors \(errors)")
    }
}

/// ``NagumoMembrane`` ten times as fast.
enum SteepNagumoMembrane: IonicModel {
    static let card = NagumoMembrane.card
    static let cellTypes = NagumoMembrane.cellTypes
    static let initialState = [0.0]
    static let voltageIndex = 0
    static let calciumIndex: Int? = 0
    static let calciumScale = 1.0
    static let stimulus = NagumoMembrane.stimulus
    static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        NagumoMembrane.advance(cells, dt: 10 * dt)
    }
    static func advance(_ cells: CellBlocks<Double>, dt: Double) {
        NagumoMembrane.advance(cells, dt: 10 * dt)
    }
}
