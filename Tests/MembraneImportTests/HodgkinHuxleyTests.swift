import Foundation
import Ionics
import Quantities
import Testing

import MembraneImport

/// The squid axon of 1952 in three formats, against the paper's equations written here once more and
/// integrated by the classical rule of Runge and Kutta.
@Suite struct HodgkinHuxleyTests {
    /// Rates of V, m, h, n.
    private static func rates(_ y: [Double], _ stimulus: Double) -> [Double] {
        let (v, m, h, n) = (y[0], y[1], y[2], y[3])
        func linoid(_ x: Double) -> Double { abs(x) < 1e-6 ? 1 + x / 2 : x / (1 - exp(-x)) }
        let current =
            120 * m * m * m * h * (v - 50) + 36 * n * n * n * n * (v + 77) + 0.3 * (v + 54.387)
        return [
            stimulus - current,
            linoid((v + 40) / 10) * (1 - m) - 4 * exp(-(v + 65) / 18) * m,
            0.07 * exp(-(v + 65) / 20) * (1 - h) - h / (1 + exp(-(v + 35) / 10)),
            0.1 * linoid((v + 55) / 10) * (1 - n) - 0.125 * exp(-(v + 65) / 80) * n,
        ]
    }

    /// Voltage at 1, 2, … 10 ms after a stimulus of 20 µA/cm² for 0.5 ms.
    private static let reference: [Double] = {
        var y = [-65, 0.05293248525724958, 0.5961207535084603, 0.3176769140606974]
        let h = 0.001
        var result: [Double] = []
        for step in 0..<10_000 {
            let stimulus = step < 500 ? 20.0 : 0
            func moved(_ by: Double, _ k: [Double]) -> [Double] { zip(y, k).map { $0 + by * $1 } }
            let k1 = rates(y, stimulus)
            let k2 = rates(moved(h / 2, k1), stimulus)
            let k3 = rates(moved(h / 2, k2), stimulus)
            let k4 = rates(moved(h, k3), stimulus)
            for i in 0..<4 { y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) }
            if (step + 1) % 1000 == 0 { result.append(y[0]) }
        }
        return result
    }()

    @Test(arguments: SampleModels.hodgkinHuxley)
    func everyFormatGivesThePapersActionPotential(file: String) throws {
        let imported = try SampleModels.imported(file)
        #expect(imported.linearStates.count == 4)
        let (membrane, _) = try imported.membrane()
        #expect(abs(membrane.stimulus.amplitude - 20) < 1e-9)
        #expect(abs(membrane.stimulus.duration - 0.5) < 1e-6)
        for model in [membrane, imported.interpreted] {
            let rig = MembraneRig(model)
            for (k, expected) in Self.reference.enumerated() {
                rig.run(from: Double(k), to: Double(k + 1), dt: 0.001)
                let difference = abs(rig.voltage - expected)
                #expect(
                    difference < 2e-3,
                    "\(file) at \(k + 1) ms: off by \(difference) mV, allowed 0.002")
            }
        }
    }

    @Test func integrationIsOfSecondOrder() throws {
        let imported = try SampleModels.imported("hodgkin-huxley-1952.mmt")
        for membrane in [try imported.membrane().0, imported.interpreted] {
            func voltage(_ dt: Double) -> Double {
                let rig = MembraneRig(membrane)
                rig.run(to: 4, dt: dt)
                return rig.voltage
            }
            let exact = voltage(0.01 / 64)
            let errors = [0.01, 0.005, 0.0025].map { abs(voltage($0) - exact) }
            let order = log2(errors[0] / errors[2]) / 2
            #expect(abs(order - 2) < 0.1, "order \(order), expected 2, errors \(errors) mV")
        }
    }

    @Test func compiledAndInterpretedKernelsAgree() throws {
        let imported = try SampleModels.imported("hodgkin-huxley-1952.cellml")
        let (membrane, execution) = try imported.membrane()
        guard execution == .compiled else { return }
        let (a, b) = (MembraneRig(membrane), MembraneRig(imported.interpreted))
        a.run(to: 5, dt: 0.01)
        b.run(to: 5, dt: 0.01)
        for (x, y) in zip(a.state, b.state) { #expect(abs(x - y) < 1e-9 * max(1, abs(y))) }
    }

    @Test func tablesOfTheVoltageChangeTheActionPotentialByLittle() throws {
        let (membrane, execution) = try SampleModels.imported("hodgkin-huxley-1952.mmt").membrane()
        guard execution == .compiled else { return }
        let parameters = membrane.card.parameters.map(\.defaultValue)
        let table = try #require(
            membrane.kernel.tabulated(
                parameters: parameters, dt: 0.01, scheme: .exponentialMidpoint))
        let (a, b) = (MembraneRig(membrane), MembraneRig(membrane))
        var largest = 0.0
        for k in 0..<20 {
            a.run(from: Double(k) / 2, to: Double(k + 1) / 2, dt: 0.01)
            b.run(from: Double(k) / 2, to: Double(k + 1) / 2, dt: 0.01, table: table)
            largest = max(largest, abs(a.voltage - b.voltage))
        }
        #expect(largest < 0.02, "\(largest) mV, allowed 0.02")
    }

    @Test func theWrittenFileIsReadAsTheSameModel() throws {
        for file in SampleModels.hodgkinHuxley {
            let imported = try SampleModels.imported(file)
            let text = MyokitWriter(imported).text
            let again = try ImportedMembrane(text: text, file: "again.mmt")
            let (a, b) = (MembraneRig(imported.interpreted), MembraneRig(again.interpreted))
            a.run(to: 5, dt: 0.01)
            b.run(to: 5, dt: 0.01)
            #expect(abs(a.voltage - b.voltage) < 1e-9, "\(file): \(a.voltage), \(b.voltage)")
        }
    }
}
