import Electrophysiology
import Foundation
import Testing

@Suite struct ECGDelineationTests {
    @Test func intervalsOfABuiltElectrocardiogramAreFound() throws {
        let waves = try ECGDelineation(built(tSign: 1))
        #expect(abs(waves.qrsOnset - 40) <= 2, "onset \(waves.qrsOnset) ms, expected 40 ± 2")
        #expect(abs(waves.qrsDuration - 80) <= 3, "QRS \(waves.qrsDuration) ms, expected 80 ± 3")
        #expect(waves.tPeak == 320, "T peak \(waves.tPeak) ms, expected 320")
        // The tangent at the inflection of a Gaussian meets zero two standard deviations after it.
        #expect(abs(waves.tEnd - 380) < 1, "T end \(waves.tEnd) ms, expected 380 ± 1")
        #expect(abs(waves.qtInterval - 340) < 3)
    }

    @Test func aPlateauWithinTheComplexDoesNotEndIt() throws {
        // Up in 20 ms, still for 30 ms, down in 60 ms; then an ST segment at a tenth.
        let corners = [(0.0, 0.0), (40, 0), (60, 1), (90, 0.9999), (150, 0.1), (250, 0.1)]
        func complex(_ t: Double) -> Double {
            for (a, b) in zip(corners, corners.dropFirst()) where t < b.0 {
                return a.1 + (b.1 - a.1) * (t - a.0) / (b.0 - a.0)
            }
            return 0.1 * exp(-(t - 250) / 20)
        }
        let waves = try ECGDelineation(
            Electrocardiogram(
                sampleStep: 1,
                independent: (0..<600).map { sample in
                    let t = Double(sample)
                    return SIMD8(
                        repeating: complex(t) + 0.5 * exp(-0.5 * pow((t - 380) / 30, 2)))
                }))
        #expect(abs(waves.qrsDuration - 110) <= 3, "QRS \(waves.qrsDuration) ms, expected 110 ± 3")
    }

    @Test func aComplexWithoutRestAfterItEndsWhereItIsFirstStill() throws {
        // Up in 20 ms and still: no later time is nearer to zero before the signal ends.
        let waves = try ECGDelineation(
            Electrocardiogram(
                sampleStep: 1,
                independent: (0..<500).map { sample in
                    let t = Double(sample)
                    let rise = min(1, max(0, (t - 40) / 20))
                    return SIMD8(repeating: rise + exp(-0.5 * pow((t - 300) / 40, 2)))
                }))
        #expect(abs(waves.qrsOffset - 60) <= 2, "QRS end \(waves.qrsOffset) ms, expected 60 ± 2")
    }

    @Test func theSignOfTheTWaveIsThatOfTheLead() throws {
        for sign in [1.0, -1] {
            let waves = try ECGDelineation(built(tSign: sign))
            let amplitude = waves.tAmplitude(.ii)
            #expect(abs(amplitude - 0.3 * sign) < 1e-3, "T \(amplitude) mV, expected \(0.3 * sign)")
            #expect(abs(waves.tAmplitude(.v1)) < 1e-12)
        }
    }

    @Test func theFrontalAxisIsThatOfTheLimbLeads() throws {
        // Lead II alone: 60° to the left and down.
        let waves = try ECGDelineation(built(tSign: 1))
        #expect(abs(waves.frontalAxis * 180 / .pi - 60) < 1e-9)
    }

    @Test func aFlatRecordHasNoWaves() {
        let flat = Electrocardiogram(
            sampleStep: 1, independent: Array(repeating: .zero, count: 500))
        #expect(throws: ElectrophysiologyError.noWave(name: "QRS complex")) {
            try ECGDelineation(flat)
        }
    }

    @Test func aRecordWithoutRepolarisationHasNoTWave() {
        let step = Electrocardiogram(
            sampleStep: 1,
            independent: (0..<500).map { SIMD8(repeating: min(1, max(0, Double($0) / 50 - 1))) })
        #expect(throws: ElectrophysiologyError.noWave(name: "T wave")) { try ECGDelineation(step) }
    }

    /// A half sine of 80 ms in leads I and II (twice as large in II) and a Gaussian T wave in II.
    private func built(tSign: Double) -> Electrocardiogram {
        Electrocardiogram(
            sampleStep: 1,
            independent: (0..<600).map { sample in
                let t = Double(sample)
                let qrs = (40...120).contains(t) ? sin((t - 40) / 80 * .pi) : 0
                let wave = tSign * 0.3 * exp(-0.5 * pow((t - 320) / 30, 2))
                var leads = SIMD8<Double>.zero
                leads[0] = 0.5 * qrs
                leads[1] = qrs + wave
                return leads
            })
    }
}
