import ArgumentParser
import CommandLineSupport
import Foundation
import Ionics
import MembraneFiles
import Monodomain
import Quantities

/// `hearttwin tune-cv`: conductivities for velocities on a mesh size.
struct TuneCV: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune-cv",
        abstract: "Find conductivities for conduction velocities on a mesh size.",
        discussion: """
            Measures plane fronts on cables of elements as large as the mesh's, with the same membrane, time \
            step and mass matrix, and prints the monodomain conductivities that give the velocities, and \
            the velocities that other conductivities and mesh sizes give. Equations: docs/monodomain.md.
            """)

    @Option(
        name: .customLong("velocity"),
        help: ArgumentHelp(
            "A velocity, such as '0.6 m/s'; may be given several times (along, across, ...).",
            valueName: "velocity"))
    var velocities: [String] = ["0.6 m/s"]

    @Option(help: "Edge length of the elements.")
    var spacing = "0.2 mm"

    @Option(
        help:
            "Membrane model: an identifier of hearttwin cell list, or a .mmt, .cellml or .ode file."
    )
    var model = "ten-tusscher-panfilov-2006"

    @Option(help: "Cell type of the model (default: its first).")
    var cell: String?

    @Option(help: "Mass matrix: directional, consistent, lumped, or the weight of the lumped one.")
    var mass: MassBlend = .directional

    @Option(name: .customLong("time-step"), help: "Time step.")
    var timeStep = "0.02 ms"

    @Option(help: "Membrane area per tissue volume.")
    var surfaceToVolume = "140 1/mm"

    @Option(help: "Membrane capacitance per area.")
    var capacitance = "0.01 uF/mm2"

    @OptionGroup var membrane: MembraneOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
        let bench = try measurement()
        var fits: [TuningReport.Fit] = []
        for text in velocities {
            let target = try value(text, "mm/ms")
            let conductivity = try bench.conductivity(for: target)
            fits.append(
                TuningReport.Fit(
                    velocityMetresPerSecond: target, conductivitySiemensPerMetre: conductivity,
                    bySpacing: try bySpacing(bench, conductivity)))
        }
        let report = TuningReport(
            model: model, spacingMillimetres: bench.spacing,
            timeStepMilliseconds: bench.settings.timeStep, fits: fits,
            byConductivity: try byConductivity(bench, fits.map(\.conductivitySiemensPerMetre)))
        try output.json ? Printing.json(report) : print(report.text)
    }

    private func measurement() throws -> ConductionVelocity {
        let file = try MembraneFile(model, options: membrane, isPaced: false)
        file.note(quiet: output.quiet)
        let type = file.membrane
        var cellType = type.cellTypes[0]
        if let cell {
            do throws(IonicsError) {
                cellType = try type.cellType(cell)
            } catch {
                throw MonodomainError.membrane(error)
            }
        }
        return ConductionVelocity(
            membrane: MembraneAssignment(type, cellType: cellType),
            capacitance: try value(surfaceToVolume, "1/mm") * value(capacitance, "uF/mm2"),
            spacing: try value(spacing, "mm"), mass: mass,
            settings: MonodomainSettings(timeStep: try value(timeStep, "ms")))
    }

    /// A quantity of the command line in an internal unit.
    private func value(_ text: String, _ unit: String) throws -> Double {
        let unit = try Unit(unit)
        return try Quantity(text, like: unit).value(in: unit)
    }

    /// Velocities of a conductivity on other mesh sizes; nil where no front arrives.
    private func bySpacing(
        _ bench: ConductionVelocity, _ conductivity: Double
    ) throws -> [TuningReport.Row] {
        try [0.25, 0.5, 1, 1.5, 2].map { factor in
            var other = bench
            other.spacing = factor * bench.spacing
            return try row(other, conductivity)
        }
    }

    /// The reverse table: velocities of other conductivities.
    private func byConductivity(
        _ bench: ConductionVelocity, _ found: [Double]
    ) throws -> [TuningReport.Row] {
        guard let low = found.min(), let high = found.max() else { return [] }
        // A quarter of the smallest to four times the largest, in equal ratios.
        let steps = 8
        let ratio = pow(16 * high / low, 1 / Double(steps))
        return try (0...steps).map { try row(bench, low / 4 * pow(ratio, Double($0))) }
    }

    private func row(
        _ bench: ConductionVelocity, _ conductivity: Double
    ) throws -> TuningReport.Row {
        var velocity: Double?
        do throws(MonodomainError) {
            velocity = try bench.velocity(conductivity: conductivity)
        } catch {
            guard error.isWithoutFront else { throw error }
        }
        return TuningReport.Row(
            spacingMillimetres: bench.spacing, conductivitySiemensPerMetre: conductivity,
            velocityMetresPerSecond: velocity)
    }
}
