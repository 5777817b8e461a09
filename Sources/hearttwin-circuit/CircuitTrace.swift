import Documents
import Circulation
import Circuits
import CommandLineSupport
import Foundation
import Quantities

/// The last beat of a circuit, step by step.
struct CircuitTrace {
    private let plan: CircuitPlan
    private(set) var times: [Double] = []
    /// Strain and stress [kPa] of every patch after every step.
    private(set) var strains: [[Double]]
    private(set) var stresses: [[Double]]
    private var rows: [[Double]] = []
    private let patches: [(name: String, muscle: Int, patch: Int)]

    init(_ plan: CircuitPlan) {
        self.plan = plan
        patches = plan.description.muscles.flatMap(\.patches).compactMap { patch in
            (try? plan.patch(patch.name)).map { (patch.name, $0.muscle, $0.patch) }
        }
        strains = patches.map { _ in [] }
        stresses = patches.map { _ in [] }
    }

    /// Names of the patches.
    var patchNames: [String] { patches.map(\.name) }

    /// Notes a moment.
    mutating func take(_ solver: CircuitSolver<Double>) {
        let start = times.isEmpty ? solver.time : origin
        if times.isEmpty { origin = start }
        times.append(solver.time - start)
        var row = [solver.time - start]
        for room in plan.compartmentNames.indices {
            row += [solver.pressure(room) / Units.mmHg, solver.volume(room) / Units.mL]
        }
        for path in plan.branchNames.indices { row.append(solver.flow(path)) }
        for (place, patch) in patches.enumerated() {
            let moment = solver.patch(patch.patch, of: patch.muscle)
            strains[place].append(moment.strain)
            stresses[place].append(moment.stress)
            row += [moment.strain, moment.stress]
        }
        rows.append(row)
    }

    private var origin = 0.0

    /// Work of a patch's fibres on its surroundings over the beat, by volume of wall [kPa].
    func work(_ patch: Int) -> Double {
        var sum = 0.0
        for k in 1..<max(1, times.count) {
            sum -=
                0.5 * (stresses[patch][k] + stresses[patch][k - 1])
                * (strains[patch][k] - strains[patch][k - 1])
        }
        return sum
    }

    /// Writes a table.
    func write(to path: String) throws {
        var header = ["time [ms]"]
        for name in plan.compartmentNames {
            header += ["\(name) pressure [mmHg]", "\(name) volume [mL]"]
        }
        for name in plan.branchNames { header.append("\(name) flow [mL/s]") }
        for name in patchNames { header += ["\(name) strain [1]", "\(name) stress [kPa]"] }
        let text =
            DelimitedText.line(header)
            + rows.map { row in DelimitedText.line(row.map { String(format: "%.6g", $0) }) }
            .joined()
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
