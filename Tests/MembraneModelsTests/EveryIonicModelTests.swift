import Foundation
import Ionics
import MembraneModels
import Numerics
import Quantities
import Testing

/// What every registered membrane model promises.
@Suite struct EveryIonicModelTests {
    @Test func registryIsSortedAndUnique() {
        let identifiers = MembraneModels.all.map { model in model.card.identifier }
        #expect(identifiers == Set(identifiers).sorted())
    }

    @Test(arguments: MembraneModels.all)
    func cardIsComplete(model: any IonicModel.Type) throws {
        let card = model.card
        #expect(card.source.contains("doi:"))
        #expect(card.states.count == model.initialState.count)
        #expect(Set(card.states).count == card.states.count)
        #expect(Set(card.parameters.map(\.name)).count == card.parameters.count)
        #expect(card.states.indices.contains(model.voltageIndex))
        if let calcium = model.calciumIndex {
            #expect(card.states.indices.contains(calcium) && model.calciumScale > 0)
        }
        for parameter in card.parameters {
            #expect(parameter.range.contains(parameter.defaultValue), "\(parameter.name)")
            #expect(!parameter.unit.isEmpty && parameter.source.contains("doi:"))
        }
        #expect(!model.cellTypes.isEmpty)
        for type in model.cellTypes { _ = try card.values(type.parameters) }
        #expect(model.cellTypes[0].parameters.isEmpty, "the first cell type is the default")
    }

    @Test(arguments: MembraneModels.all)
    func restIsNearEquilibrium(model: any IonicModel.Type) {
        guard !model.isAutomatic else { return }
        let rig = CellRig<Double>(model)
        // The published start of some models is not yet their rest.
        rig.run(to: 5000, dt: 0.5, paced: false)
        let before = rig.voltage
        rig.run(to: 1000, dt: 0.5, paced: false)
        let drift = abs(rig.voltage - before)
        #expect(drift < 1, "\(model.card.identifier): drift \(drift) mV in 1 s, allowed 1 mV")
        guard let index = model.calciumIndex else { return }
        let calcium = rig.state[index] * model.calciumScale
        #expect((0.03...0.2).contains(calcium), "diastolic calcium \(calcium) µM")
    }

    @Test(arguments: MembraneModels.all.filter { model in model.isAutomatic })
    func automaticCellsFireByThemselves(model: any IonicModel.Type) {
        let rig = CellRig<Double>(model)
        var crossings = 0
        for _ in 0..<10_000 {
            let before = rig.voltage
            rig.run(to: 0.5, dt: 0.1, paced: false)
            if before < 0, rig.voltage >= 0 { crossings += 1 }
        }
        #expect(crossings >= 2, "\(model.card.identifier): \(crossings) beats in 5 s")
    }

    @Test(arguments: MembraneModels.all)
    func fiveBeatsStayFiniteWithEveryCurrentBlockedInTurn(model: any IonicModel.Type) throws {
        // Default cell and, in the other lanes, one parameter at a time at its lower bound.
        let card = model.card
        var cells = [CellType("default")]
        for parameter in card.parameters {
            cells.append(
                CellType(parameter.name, parameters: [parameter.name: parameter.range.lowerBound]))
        }
        for first in stride(from: 0, to: cells.count, by: 8) {
            let rig = CellRig<Double8>(model)
            for lane in 0..<min(8, cells.count - first) {
                for (k, value) in try card.values(cells[first + lane].parameters).enumerated() {
                    rig.parameters[k][lane] = value
                }
            }
            for _ in 0..<5 { rig.run(to: 500, dt: 0.1) }
            for lane in 0..<min(8, cells.count - first) {
                let finite = (0..<rig.count).allSatisfy { rig.states[$0][lane].isFinite }
                #expect(finite, "\(card.identifier) with \(cells[first + lane].name) at its least")
            }
        }
    }

    @Test(arguments: MembraneModels.all)
    func lanesHaveTheBitsOfTheScalarModel(model: any IonicModel.Type) throws {
        let block = CellRig<Double8>(model)
        let types = model.cellTypes
        for lane in 0..<8 {
            let values = try model.card.values(types[lane % types.count].parameters)
            for (k, value) in values.enumerated() { block.parameters[k][lane] = value }
        }
        block.run(to: 30, dt: 0.02)
        for (lane, type) in types.enumerated() {
            let single = CellRig<Double>(
                model, parameters: try model.card.values(type.parameters))
            single.run(to: 30, dt: 0.02)
            for k in 0..<block.count {
                #expect(block.states[k][lane] == single.states[k], "\(model.card.states[k])")
            }
        }
    }

    @Test(arguments: MembraneModels.all)
    func integrationIsOfSecondOrder(model: any IonicModel.Type) {
        // After the upstroke, where the published formulas have no branch and calcium is released.
        let start = CellRig<Double>(model)
        start.run(to: 10, dt: 0.01)
        func voltage(_ dt: Double) -> Double {
            let rig = CellRig<Double>(model)
            for k in 0..<rig.count { rig.states[k] = start.states[k] }
            rig.run(from: 10, to: 42, dt: dt, paced: false)
            return rig.voltage
        }
        /// Steps of h, h/2 and h/4 against one of h/64.
        func order(_ step: Double) -> (order: Double, errors: [Double]) {
            let exact = voltage(step / 64)
            let errors = [step, step / 2, step / 4].map { abs(voltage($0) - exact) }
            return (log2(errors[0] / errors[2]) / 2, errors)
        }
        var found = order(0.025)
        // Where a model has rates of 100 /ms, as the IKr of CiPA, the asymptotic regime begins at
        // smaller steps.
        if abs(found.order - 2) >= 0.1 { found = order(0.025 / 8) }
        #expect(
            abs(found.order - 2) < 0.1,
            """
            \(model.card.identifier): order \(found.order), expected 2, errors \(found.errors) mV
            """)
    }

    @Test(arguments: MembraneModels.all)
    func ratesStayFiniteWhereGoldmanFormulasDivideZeroByZero(model: any IonicModel.Type) {
        for voltage in [0, 1e-9, -1e-5, 15] {
            let rig = CellRig<Double>(model)
            rig.states[model.voltageIndex] = voltage
            model.advance(rig.cells, dt: 1e-6)
            let finite = rig.state.allSatisfy { $0.isFinite }
            #expect(finite, "\(model.card.identifier) at \(voltage) mV")
            #expect(abs(rig.voltage - voltage) < 1e-2)
        }
    }
}
