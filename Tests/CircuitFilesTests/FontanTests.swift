import CircuitFiles
import Circuits
import Circulation
import Foundation
import Numerics
import Quantities
import Testing

/// The Fontan circulation of docs/circuit-files.md: one ventricle, no pump before the lungs, a hole between the veins
/// and the atrium.
@Suite struct FontanTests {
    private static func text() throws -> String {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let page = try String(
            contentsOf: root.appending(path: "docs/circuit-files.md"), encoding: .utf8)
        let match = try #require(page.firstMatch(of: /```toml\n([^`]*)```/))
        return String(match.1)
    }

    private static func file() throws -> CircuitFile {
        try CircuitFile(parsing: try text(), file: "fontan.toml")
    }

    private func solver<Real: CircuitReal>(
        _ plan: CircuitPlan, _ file: CircuitFile
    ) throws -> CircuitSolver<Real> {
        let state = file.state(plan)
        let solver = try CircuitSolver<Real>(
            plan,
            state: CircuitState(
                volumes: state.volumes.map { Real(filling: $0) },
                branchCount: state.branches.count, cycle: Real(filling: state.cycle)))
        // The page's file has its hole shut.
        let area = try plan.address(of: "fenestration.area").slot
        solver[area] = Real(filling: 0.15 * Units.squareCentimetre)
        return solver
    }

    /// Mass: in all exactly, and compartment by compartment as far as flows sampled at steps can be summed.
    @Test func whatLeavesACompartmentArrivesInAnother() throws {
        let file = try Self.file()
        let plan = try CircuitPlan(file.circuit)
        let solver: CircuitSolver<Double> = try solver(plan, file)
        let blood = solver.bloodVolume
        #expect(abs(blood - 5685 * Units.mL) < 1, "\(blood)")
        for _ in 0..<20 { try solver.beat(steps: 430) }
        #expect(abs(solver.bloodVolume / blood - 1) < 1e-10)
        #expect(Double(solver.iterations) / (20 * 430) < 3, "\(solver.iterations) iterations")
        let before = plan.compartmentNames.indices.map { solver.volume($0) }
        let beat = try solver.beat(steps: 1720)
        for (place, name) in plan.compartmentNames.enumerated() {
            var (gain, through) = (0.0, 0.0)
            for branch in file.circuit.branches {
                let found = beat.branches[try plan.branch(branch.name)]
                guard branch.from == name || branch.to == name else { continue }
                gain += (branch.to == name ? 1 : -1) * (found.forward - found.backward)
                through += found.forward + found.backward
            }
            let change = solver.volume(place) - before[place]
            #expect(abs(change - gain) < 2e-3 * through + 1, "\(name): \(change) against \(gain)")
        }
    }

    /// Jacobian: derivatives by what a surgeon chooses are carried through every step's Newton matrix.
    @Test func derivativesMatchDifferences() throws {
        let file = try Self.file()
        let plan = try CircuitPlan(file.circuit)
        let names = ["lungs.resistance", "fenestration.area", "ventricle.activeElastance"]
        let slots = try names.map { try plan.address(of: $0).slot }
        let dual: CircuitSolver<Dual8> = try solver(plan, file)
        for (lane, slot) in slots.enumerated() {
            var tangent = SIMD8<Double>.zero
            tangent[lane] = 1
            dual[slot] = Dual8(dual[slot].value, tangent: tangent)
        }
        for _ in 0..<1000 { try dual.step(1) }
        for (lane, slot) in slots.enumerated() {
            let value = dual[slot].value
            let e = 1e-4 * value
            func volumes(_ value: Double) throws -> [Double] {
                let one: CircuitSolver<Double> = try solver(plan, file)
                one[slot] = value
                for _ in 0..<1000 { try one.step(1) }
                return plan.compartmentNames.indices.map { one.volume($0) }
            }
            let (above, below) = (try volumes(value + e), try volumes(value - e))
            for (place, name) in plan.compartmentNames.enumerated() {
                let observed = (above[place] - below[place]) / (2 * e)
                let exact = dual.volume(place).tangent[lane]
                // Steps end with the blood balanced to 1e-10, which differences see divided by e.
                #expect(
                    abs(observed - exact) < 1e-3 * abs(exact) + 1e-3 / e,
                    "volume of \(name) by \(names[lane]): \(observed) against \(exact)")
            }
        }
    }

    /// Units: the same file written in others is the same circuit to round-off.
    @Test func otherUnitsAreTheSameCircuit() throws {
        let mmHg = Units.mmHg
        let others: [String: (unit: String, factor: Double)] = [
            "ms": ("s", 1e-3), "mL": ("L", 1e-3), "mmHg": ("Pa", 1e3 * mmHg), "cm": ("mm", 10),
            "cm2": ("mm2", 100), "1/mL": ("1/L", 1e3), "mmHg/mL": ("kPa/L", 1e3 * mmHg),
            "mL/mmHg": ("L/kPa", 1e-3 / mmHg), "mmHg.s/mL": ("Pa.s/m3", 1e9 * mmHg),
            "mmHg.s2/mL": ("kPa.ms2/mm3", 1e3 * mmHg),
        ]
        var changed = 0
        let text = try Self.text().replacing(/"([-\d.]+) ([^"]+)"/) { match in
            guard let value = Double(match.1), let other = others[String(match.2)] else {
                return String(match.0)
            }
            changed += 1
            return "\"\(value * other.factor) \(other.unit)\""
        }
        #expect(changed > 40, "\(changed) numbers in other units")
        let (own, other) = (
            try Self.file(), try CircuitFile(parsing: text, file: "other.toml")
        )
        #expect(abs(other.cycle / own.cycle - 1) < 1e-12)
        for (name, volume) in own.volumes {
            #expect(abs((other.volumes[name] ?? 0) / volume - 1) < 1e-12, "\(name)")
        }
        let plans = (try CircuitPlan(own.circuit), try CircuitPlan(other.circuit))
        for (one, two) in zip(plans.0.defaultParameters, plans.1.defaultParameters) {
            #expect(abs(one - two) <= 1e-12 * abs(one), "\(one) against \(two)")
        }
    }
}
