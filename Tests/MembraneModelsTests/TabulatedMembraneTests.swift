import Foundation
import Ionics
import Numerics
import Quantities
import Testing

/// Every model that has tables keeps to its equations.
@Suite struct TabulatedMembraneTests {
    private static let models = IonicModels.all.compactMap { $0 as? any TabulatedIonicModel.Type }

    private func run(
        _ model: any TabulatedIonicModel.Type, _ cell: CellType, dt: Double, to end: Double,
        scheme: TabulatedScheme? = .exponentialMidpoint
    ) throws -> [Double] {
        let values = try model.card.values(cell.parameters)
        let rig = CellRig<Double8>(model, parameters: values)
        let table = scheme.map { model.tabulated(parameters: values, dt: dt, scheme: $0) }
        var voltage: [Double] = []
        for step in 0..<Int((end / dt).rounded()) {
            rig.stimulate((Double(step) + 0.5) * dt < 1 ? 60 : 0)
            if let table { table.advance(rig.cells) } else { model.advance(rig.cells, dt: dt) }
            voltage.append(rig.states[model.voltageIndex][0])
        }
        return voltage
    }

    @Test func thereIsATabulatedModel() { #expect(!Self.models.isEmpty) }

    @Test func tablesFollowTheEquationsThroughAnActionPotential() throws {
        for model in Self.models {
            for cell in model.cellTypes {
                let table = try run(model, cell, dt: 0.02, to: 450)
                let exact = try run(model, cell, dt: 0.02, to: 450, scheme: nil)
                #expect(exact.max() ?? 0 > 20, "no action potential of \(cell.name)")
                // The upstroke moves by 300 mV/ms: 0.02 mV are 0.1 µs.
                let worst = zip(table, exact).map { abs($0 - $1) }.max() ?? .nan
                #expect(worst < 0.02, "\(model.card.identifier), \(cell.name): \(worst) mV")
            }
        }
    }

    @Test func tablesAreOfTheOrderOfTheirScheme() throws {
        for model in Self.models {
            for (scheme, order) in [(TabulatedScheme.exponentialMidpoint, 2.0), (.rushLarsen, 1)] {
                let cell = model.cellTypes[0]
                let exact = try #require(
                    try run(model, cell, dt: 0.0005, to: 5, scheme: .exponentialMidpoint).last)
                let steps = [0.02, 0.01, 0.005]
                let errors = try steps.map {
                    abs(try #require(run(model, cell, dt: $0, to: 5, scheme: scheme).last) - exact)
                }
                let observed = log(errors[0] / errors[2]) / log(4)
                #expect(
                    abs(observed - order) < 0.15,
                    "\(model.card.identifier), \(scheme): observed \(observed), errors \(errors)")
            }
        }
    }

    @Test func aVoltageOutsideTheTablesFallsBackToTheEquations() throws {
        for model in Self.models {
            let values = try model.card.values([:])
            let table = model.tabulated(parameters: values, dt: 0.01, scheme: .exponentialMidpoint)
            let (a, b) = (CellRig<Double8>(model), CellRig<Double8>(model))
            for rig in [a, b] { rig.states[model.voltageIndex] = 200 }
            table.advance(a.cells)
            model.advance(b.cells, dt: 0.01)
            for k in 0..<a.count { #expect(a.states[k] == b.states[k]) }
        }
    }
}
