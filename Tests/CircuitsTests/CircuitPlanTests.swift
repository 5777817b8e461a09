import Circuits
import Circulation
import Quantities
import Testing

@Suite struct CircuitPlanTests {
    private func fault(_ change: (inout CircuitDescription) -> Void) -> CircuitFault? {
        do {
            _ = try AdultCircuit.plan(change)
        } catch CirculationError.invalidCircuit(_, let fault) {
            return fault
        } catch {}
        return nil
    }

    @Test func wrongCircuitsAreRefusedWithTheElement() throws {
        #expect(fault { $0.compartments[0].name = $0.compartments[1].name } == .duplicateName)
        #expect(fault { $0.branches[0].to = $0.branches[0].from } == .loop)
        guard
            case .unknownName(let name, let known) = fault({ $0.branches[0].to = "leftVentricel" })
        else {
            Issue.record("an unknown end was accepted")
            return
        }
        #expect(name == "leftVentricel" && known.contains("leftVentricle"))
        guard case .unknownLaw = fault({ $0.compartments[0].law = "spring" }) else {
            Issue.record("an unknown law was accepted")
            return
        }
        guard case .parameter(.outOfRange) = fault({ $0.branches[0].values["openArea"] = -1 })
        else {
            Issue.record("a negative area was accepted")
            return
        }
        guard case .parameter(.unknown) = fault({ $0.branches[0].values["opnArea"] = 1 }) else {
            Issue.record("an unknown parameter was accepted")
            return
        }
        #expect(
            fault { $0.compartments.append(.init("lonely", ElasticCompartment.self)) }
                == .unconnected)
    }

    @Test func messagesNameTheNearest() throws {
        do {
            _ = try AdultCircuit.plan { $0.branches[0].to = "leftVentricel" }
            Issue.record("accepted")
        } catch {
            #expect("\(error)".contains("did you mean \"leftVentricle\"?"), "\(error)")
        }
    }

    @Test func parametersHaveAddressesAndUnits() throws {
        let plan = try AdultCircuit.plan()
        let (slot, card) = try plan.address(of: "systemicVeins.compliance")
        let expected = AdultCircuit.parameters["systemicVenousCompliance"] * Units.mLPerMmHg
        #expect(abs(plan.defaultParameters[slot] / expected - 1) < 1e-12)
        #expect(card.unit == "mL/mmHg")
    }
}
