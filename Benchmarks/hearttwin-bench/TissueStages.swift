import Fibres
import Geometry
import Ionics
import Monodomain
import Numerics
import Quantities

/// Monodomain tissue: the N-version slab, its membranes alone, its diffusion alone.
struct TissueStages {
    private let model: any IonicModel.Type
    private let spacing = 0.2
    private let timeStep = 0.05
    /// Words that a variant's name must begin with.
    private let only: String

    /// Nil where the membrane model is not registered.
    init?(only: String = "") {
        guard let model = IonicModels.model("ten-tusscher-panfilov-2006") else { return nil }
        self.model = model
        self.only = only
    }

    func run(_ bench: Bench) throws {
        let slab = SlabMesh(size: Vec3(20, 7, 3), spacing: spacing, cut: .five)
        let tissue = try Tissue(
            try slab.mesh(), frames: [FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))],
            regions: [.niederer2011])
        let matrices = try bench.measure("tissue: matrices of the slab, 0.2 mm") {
            try TissueMatrices(tissue, mass: .directional)
        }
        let nodes = matrices.count
        var (iterations, seconds) = (0.0, 0.0)
        let entries = matrices.stiffness.column.count
        for (name, settings) in variants {
            try bench.measure(
                "tissue: slab 0.2 mm, 0.05 ms, 60 ms (\(name))",
                context: { _ in
                    let steps = nodes * Int(60 / timeStep)
                    let perStep = Figures.perItem(seconds, steps, "node, step and core")
                    return "\(perStep); \(Figures.rate(iterations)) iterations a step"
                }
            ) {
                let solver = try solver(matrices, settings)
                let start = Clocks.cpu
                try solver.advance(to: 60)
                seconds = Clocks.cpu - start
                iterations =
                    solver.iteratedShare * Double(solver.iterations) / Double(solver.steps)
            }
        }
        try membranes(bench)
        // One pass: matrix 12 bytes and 2 flops an entry, five vectors.
        bench.note(
            "tissue: one conjugate-gradient iteration moves",
            "\(Figures.rate(Double(12 * entries + 64 * nodes) / Double(nodes))) bytes and "
                + "\(Figures.rate(Double(2 * entries + 10 * nodes) / Double(nodes))) flops a node; "
                + "membranes \(2 * 8 * model.card.states.count + 64) bytes a node; in single precision "
                + "\(Figures.rate(Double(8 * entries + 32 * nodes) / Double(nodes))) and "
                + "\(2 * 4 * (model.card.states.count + 8) + 32) bytes")
    }

    /// What is compared.
    private var variants: [(name: String, settings: MonodomainSettings)] {
        all.filter { only.isEmpty || $0.name.hasPrefix(only) }
    }

    private var all: [(name: String, settings: MonodomainSettings)] {
        MonodomainSettings.MembraneScheme.allCases.map {
            ($0.rawValue, MonodomainSettings(timeStep: timeStep, membraneScheme: $0))
        } + [
            ("single precision", MonodomainSettings(timeStep: timeStep, precision: .single)),
            (
                "single precision, 0.01 mV",
                MonodomainSettings(timeStep: timeStep, voltageTolerance: 1e-2, precision: .single)
            ),
        ]
    }

    private func solver(
        _ matrices: TissueMatrices, _ settings: MonodomainSettings
    ) throws -> MonodomainSolver {
        try MonodomainSolver(
            matrices, membrane: MembraneAssignment(model),
            stimuli: [
                Stimulus(
                    "corner", region: .box(low: .zero, high: Vec3(1.5, 1.5, 1.5)),
                    strength: .volumetric(50), pulses: .single(duration: 2))
            ], settings: settings)
    }

    /// Cells without tissue, in cache.
    private func membranes(_ bench: Bench) throws {
        let cells = 512
        let steps = 2000
        let cable = Cable(length: 1, elements: cells - 1, conductivity: 1e-9, capacitance: 1)
        let matrices = try TissueMatrices(cable, mass: .lumped)
        for (name, settings) in variants where settings.voltageTolerance < 1e-2 {
            try bench.measure(
                "tissue: \(cells) cells, \(steps) steps, one core (\(name))",
                context: { Figures.perItem($0, cells * steps, "cell and step") }
            ) {
                let solver = try MonodomainSolver(
                    matrices, membrane: MembraneAssignment(model), stimuli: [],
                    settings: settings)
                try solver.advance(to: timeStep * Double(steps))
            }
        }
    }
}
