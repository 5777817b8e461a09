import HeartModel
import Testing

@Suite struct PassiveRelationTests {
    private let exact = PassiveRelation(scale: 0.05, stiffness: 4e-5, unstressedVolume: 6e4)

    private func samples(_ noise: (Int) -> Double = { _ in 0 }) -> [PassiveSample] {
        (0..<12).map { k in
            let volume = 5e4 + 7e3 * Double(k)
            return PassiveSample(
                volume: volume, pressure: exact.pressure(volume: volume).value + noise(k))
        }
    }

    @Test func exactSamplesGiveTheirRelationBack() throws {
        let found = try PassiveRelation.fit(samples().reversed())
        #expect(abs(found.stiffness / exact.stiffness - 1) < 1e-4, "\(found)")
        #expect(abs(found.unstressedVolume / exact.unstressedVolume - 1) < 1e-4, "\(found)")
        #expect(abs(found.scale / exact.scale - 1) < 1e-3, "\(found)")
    }

    @Test func straightSamplesStillRise() throws {
        let line = (0..<5).map {
            PassiveSample(volume: 1e4 * Double($0), pressure: 0.2 * Double($0))
        }
        let found = try PassiveRelation.fit(line)
        for sample in line {
            let p = found.pressure(volume: sample.volume)
            #expect(abs(p.value - sample.pressure) < 0.03, "\(p.value) against \(sample.pressure)")
            #expect(p.slope > 0)
        }
    }

    @Test func slopeMatchesCentralDifferencesAlsoFarOutside() {
        for volume in [2e4, 8e4, 1.5e5, 2e6] {
            let e = 1.0
            let observed =
                (exact.pressure(volume: volume + e).value
                    - exact.pressure(volume: volume - e).value) / (2 * e)
            let slope = exact.pressure(volume: volume).slope
            #expect(abs(observed / slope - 1) < 1e-5, "\(observed) against \(slope) at \(volume)")
        }
    }

    @Test func uselessSamplesAreRefused() {
        #expect(throws: EmulatorError.self) { try PassiveRelation.fit(Array(samples()[..<2])) }
        #expect(throws: EmulatorError.self) {
            try PassiveRelation.fit(samples { -0.4 * Double($0) })
        }
        #expect(throws: EmulatorError.self) {
            try PassiveRelation.fit(samples { $0 == 3 ? .nan : 0 })
        }
    }

    @Test func uselessBeatsAreRefused() throws {
        let time = (0..<20).map(Double.init)
        let ones = time.map { _ in 1.0 }
        #expect(throws: EmulatorError.self) {
            try VentricularBeat(time: [0, 1], volume: [1, 1], pressure: [1, 1])
        }
        #expect(throws: EmulatorError.self) {
            try VentricularBeat(time: time.reversed(), volume: ones, pressure: ones)
        }
        #expect(throws: EmulatorError.self) {
            try VentricularBeat(time: time, volume: ones.map { -$0 }, pressure: ones)
        }
        let beat = try VentricularBeat(time: time, volume: ones, pressure: ones)
        let longer = try VentricularBeat(time: time.map { 2 * $0 }, volume: ones, pressure: ones)
        #expect(throws: EmulatorError.self) {
            try EmulatedVentricle.fit(beats: [beat, longer], edpvr: samples())
        }
        #expect(throws: EmulatorError.self) {
            try EmulatedVentricle.fit(beats: [], edpvr: samples())
        }
    }
}
