import Electrophysiology
import Numerics
import Testing

@Suite struct ECGLeadTests {
    /// Potentials of RA, LA, LL, V1 … V6 in general position [mV].
    let potentials = [0.3, -0.7, 1.1, 0.2, 0.9, 1.7, 1.3, 0.8, -0.4]

    @Test func leadsAreThoseOfEinthovenGoldbergerAndWilson() {
        #expect(abs(value(.i) - (-0.7 - 0.3)) < 1e-15)
        #expect(abs(value(.i) + value(.iii) - value(.ii)) < 1e-15)
        #expect(abs(value(.aVR) + value(.aVL) + value(.aVF)) < 1e-15)
        #expect(abs(value(.aVF) - (1.1 - 0.5 * (0.3 - 0.7))) < 1e-15)
        let wilson = (0.3 - 0.7 + 1.1) / 3
        #expect(abs(value(.v3) - (1.7 - wilson)) < 1e-15)
    }

    @Test func aCommonPotentialCancels() {
        for lead in ECGLead.allCases {
            #expect(abs(lead.electrodeFactors.reduce(0, +)) < 1e-15, "\(lead)")
        }
    }

    @Test func theIndependentLeadsDetermineTheOthers() {
        var independent = SIMD8<Double>.zero
        for (index, lead) in ECGLead.independent.enumerated() { independent[index] = value(lead) }
        for lead in ECGLead.allCases {
            let combined = lead.combined(independent)
            #expect(abs(combined - value(lead)) < 1e-14, "\(lead): \(combined), \(value(lead))")
        }
    }

    @Test func electrodesByNameMustBeComplete() throws {
        var named: [String: Vec3] = ["RL": .zero]
        for (index, electrode) in ECGElectrode.allCases.enumerated() {
            named[electrode.rawValue] = Vec3(Double(index), 0, 0)
        }
        let electrodes = try ECGElectrodes(named: named)
        #expect(electrodes[.v2] == Vec3(4, 0, 0))
        named["V6"] = nil
        #expect(
            throws: ElectrophysiologyError.missingElectrodes(
                missing: ["V6"], given: named.keys.sorted())
        ) {
            try ECGElectrodes(named: named)
        }
    }

    private func value(_ lead: ECGLead) -> Double {
        zip(lead.electrodeFactors, potentials).map(*).reduce(0, +)
    }
}
