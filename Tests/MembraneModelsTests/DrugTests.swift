import Ionics
import MembraneModels
import Quantities
import Testing

@Suite struct DrugTests {
    private let model = MembraneModels.all.first { $0.card.identifier == "ohara-rudy-cipa-v1" }

    @Test func halfOfAConductanceRemainsAtTheIC50() {
        let block = HillBlock(100, 1.7)
        #expect(block.remaining(at: 0) == 1)
        #expect(abs(block.remaining(at: 100) - 0.5) < 1e-15)
        // (10)^1.7 = 50.12.
        #expect(abs(block.remaining(at: 1000) - 1 / 51.118_723) < 1e-8)
    }

    @Test func bindingSaturatesAtItsMaximalEffect() {
        let binding = HergBinding(kmax: 35.1, ku: 1.816e-5, n: 1.08, halfmax: 216.6, vhalf: -1)
        #expect(binding.rate(at: 0) == 0)
        // D = 2 nM: 2^1.08 = 2.1140.
        #expect(abs(binding.rate(at: 2) / (35.1 * 1.816e-5 * 2.114_036 / 218.714_036) - 1) < 1e-6)
        #expect(abs(binding.rate(at: 1e9) / (35.1 * 1.816e-5) - 1) < 1e-6)
    }

    @Test func theTableHoldsTwentyEightDrugsInThreeClasses() throws {
        #expect(CiPADrugs.all.count == 28)
        #expect(Set(CiPADrugs.all.map(\.name)).count == 28)
        let counts = Drug.Risk.allCases.map { risk in
            CiPADrugs.all.filter { $0.risk == risk }.count
        }
        #expect(counts == [9, 11, 8])
        #expect(CiPADrugs.all.allSatisfy { $0.herg != nil && $0.cmax > 0 })
        #expect(try CiPADrugs.drug("Dofetilide").cmax == 2)
    }

    @Test func everyModelTakesEveryDrug() throws {
        for model in MembraneModels.all {
            for drug in CiPADrugs.all {
                let cell = try drug.cell(model.cellTypes[0], of: model, concentration: drug.cmax)
                let values = try model.card.values(cell.parameters)
                let isDynamic = cell.parameters["hergBinding"] != nil
                #expect(isDynamic == (model.card.identifier == "ohara-rudy-cipa-v1"))
                if let index = model.card.parameters.firstIndex(where: { $0.name == "gKr" }) {
                    let isBlocked = values[index] < model.card.parameters[index].defaultValue
                    #expect(isBlocked != isDynamic, "\(drug.name) in \(model.card.identifier)")
                }
            }
        }
    }

    @Test func mistakesAreRefusedWithTheirReason() throws {
        let model = try #require(model)
        let error = #expect(throws: DrugError.self) { try CiPADrugs.drug("dofetilid") }
        #expect(error?.description.contains("did you mean \"dofetilide\"?") == true)
        let drug = try CiPADrugs.drug("verapamil")
        #expect(throws: DrugError.self) {
            try drug.cell(model.cellTypes[0], of: model, concentration: -1)
        }
        var other = CiPAProtocol()
        other.model = IonicModels.ventricular
        #expect(throws: DrugError.noCurrents(model: "tor-ord-dyncl")) { try other.run([]) }
    }

    /// Myokit 1.39.2 with CVODES (tolerance 1e-8) on the public definition of the model, the fiftieth
    /// beat from its start at 2000 ms, each drug at its free Cmax.
    @Test func netChargeAgreesWithAnIndependentSolver() throws {
        var protocolOfCiPA = CiPAProtocol()
        protocolOfCiPA.beats = 49
        let drugs = try ["dofetilide", "quinidine"].map { try CiPADrugs.drug($0) }
        let responses = try protocolOfCiPA.run(drugs.map { ($0, $0.cmax) })
        let expected = [(279.622, 0.046744), (287.085, 0.044548), (601.469, 0.000197)]
        for (response, expected) in zip(responses, expected) {
            let duration = try #require(response.actionPotential?.apd90)
            #expect(abs(duration - expected.0) < 0.5, "\(response.name): \(duration) ms")
            let charge = response.netCharge
            #expect(abs(charge - expected.1) < 2e-4, "\(response.name): \(charge) µC/µF")
        }
    }

    @Test func interventionsChangeTheCellAsTheFDAsModelDoes() throws {
        // Bands of the literature responses, diltiazem_apd, hyperkalaemia_apd and _vrest: the FDA's
        // CiPA model gives −11 %, −15 % and +10.5 mV.
        let diltiazem = try CellIntervention.diltiazem()
        #expect((-15...(-5)).contains(diltiazem.apd90Change), "\(diltiazem.apd90Change) %")
        let potassium = try CellIntervention.hyperkalaemia()
        #expect((-20...(-10)).contains(potassium.apd90Change), "\(potassium.apd90Change) %")
        #expect((8...13).contains(potassium.restingChange), "\(potassium.restingChange) mV")
    }
}
