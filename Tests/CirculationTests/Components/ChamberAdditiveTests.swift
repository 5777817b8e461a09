import Circulation
import Testing

@Suite struct ChamberAdditiveTests {
    private let timing = ActivationTiming(
        period: 1000, onset: 0, contraction: 100, relaxation: 100)

    @Test func contractionAddsTheSameHoweverStiffTheRelaxedWallIs() {
        for scale in [0.1, 1, 5] {
            let atrium = ChamberAdditive(
                activeElastance: 3e-5, activeUnstressedVolume: 1e4, passivePressure: scale,
                passiveStiffness: 4e-5, passiveUnstressedVolume: 1e4, timing: timing)
            for volume in [3e4, 6e4, 12e4] {
                let added =
                    atrium.pressure(volume: volume, time: 100).value
                    - atrium.pressure(volume: volume, time: 500).value
                let wanted = 3e-5 * (volume - 1e4)
                #expect(abs(added - wanted) < 1e-12, "\(volume) mm³: \(added), wanted \(wanted)")
            }
        }
    }

    /// What the law is for: where its relations cross, the other law does not contract at all.
    @Test func aChamberWhoseRelationsCrossStillContracts() {
        let other = ChamberExponential(
            activeElastance: 4.5e-5, activeUnstressedVolume: 1e4, passivePressure: 0.06,
            passiveStiffness: 6.5e-5, passiveUnstressedVolume: 1e4, timing: timing)
        let full = 7e4
        #expect(
            other.pressure(volume: full, time: 100).value
                < other.pressure(volume: full, time: 500).value)
        let atrium = ChamberAdditive(
            activeElastance: 4.5e-5, activeUnstressedVolume: 1e4, passivePressure: 0.06,
            passiveStiffness: 6.5e-5, passiveUnstressedVolume: 1e4, timing: timing)
        #expect(
            atrium.pressure(volume: full, time: 100).value
                > atrium.pressure(volume: full, time: 500).value + 2)
    }

    @Test func emptyItSucksAndFarBeyondItDoesNotOverflow() throws {
        let atrium = try ChamberAdditive(values: [:])
        #expect(atrium.pressure(volume: 0, time: 500).value < 0)
        #expect(atrium.pressure(volume: 1e9, time: 500).value.isFinite)
    }
}
