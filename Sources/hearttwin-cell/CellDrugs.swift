import ArgumentParser
import CommandLineSupport
import Foundation
import Ionics
import MembraneModels
import Quantities

/// `hearttwin cell drugs`: the drugs of CiPA ordered by their effect.
struct CellDrugs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drugs",
        abstract: "The 28 drugs of CiPA by the net charge of a paced cell, most dangerous first.",
        discussion: """
            The cell of CiPA with dynamic hERG binding, paced slowly until it has settled; the less \
            net charge (qNet), the nearer it is to an early afterdepolarisation.
            """)

    @Argument(help: "Only these drugs (default: all).")
    var drugs: [String] = []

    @Option(help: "Free concentration of each drug: '1 Cmax', '20 nM'.")
    var dose = "1 Cmax"

    @Option(help: "Time between stimuli.")
    var cycleLength = "2000 ms"

    @Option(help: "Beats before the measured one.")
    var beats = 1000

    @Option(help: "Cell type.")
    var cellType = "endo"

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard (1...100_000).contains(beats) else {
            throw ValidationError("--beats \(beats): 1 to 100000.")
        }
    }

    /// One drug.
    private struct Row: Encodable {
        var drug: String
        var risk: String?
        var concentrationNM: Double
        var qNetUCPerUF: Double
        var apd90Ms: Double?
        var apd90ChangePercent: Double?
        var restingMV: Double?
    }

    func run() throws {
        let chosen = try drugs.isEmpty ? CiPADrugs.all : drugs.map { try CiPADrugs.drug($0) }
        var protocolOfCiPA = CiPAProtocol()
        protocolOfCiPA.cycleLength = try CellArguments.time(cycleLength, option: "--cycle-length")
        protocolOfCiPA.beats = beats
        let model = protocolOfCiPA.model
        protocolOfCiPA.cellType = try CellArguments.cell(
            cellType, of: Membrane(model), settings: []
        ).name
        let responses = try protocolOfCiPA.run(
            try chosen.map { ($0, try CellArguments.concentration(dose, of: $0)) })
        let control = responses[0].actionPotential?.apd90
        let risks = Dictionary(uniqueKeysWithValues: chosen.map { ($0.name, $0.risk?.rawValue) })
        let rows = responses.sorted { $0.netCharge < $1.netCharge }.map { response in
            let duration = response.actionPotential?.apd90
            return Row(
                drug: response.name, risk: risks[response.name] ?? nil,
                concentrationNM: response.concentration, qNetUCPerUF: response.netCharge,
                apd90Ms: duration,
                apd90ChangePercent: duration.flatMap { d in control.map { 100 * (d / $0 - 1) } },
                restingMV: response.actionPotential?.resting)
        }
        if terminal.json { return try Printing.json(rows) }
        print("drug              risk            free nM      qNet µC/µF   APD90 ms   change %")
        for row in rows {
            func column(_ text: String, _ width: Int) -> String {
                text.padding(toLength: width, withPad: " ", startingAt: 0)
            }
            let number = Printing.number
            print(
                column(row.drug, 18) + column(row.risk ?? "", 16)
                    + column(number(row.concentrationNM), 13)
                    + column(String(format: "%.4f", row.qNetUCPerUF), 13)
                    + column(row.apd90Ms.map { String(format: "%.1f", $0) } ?? "none", 11)
                    + (row.apd90ChangePercent.map { String(format: "%+.1f", $0) } ?? ""))
        }
    }
}
