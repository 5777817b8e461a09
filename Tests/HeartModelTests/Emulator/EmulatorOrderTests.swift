import Circulation
import Glibc
import HeartModel
import TestSupport
import Testing

/// How the emulator's law approaches the ventricle it was made from as the beat is sampled more
/// finely.
@Suite struct EmulatorOrderTests {
    private let passive = PassiveRelation(scale: 0.05, stiffness: 4e-5, unstressedVolume: 6e4)
    private let period = 800.0

    private func volume(_ time: Double) -> Double {
        1e5 + 2.5e4 * cos(2 * .pi * time / period)
    }

    /// Passive pressure and a twitch that never quite ends, so that the active part stays positive.
    private func pressure(_ time: Double) -> Double {
        let active = 6 - 5 * cos(2 * .pi * time / period) + 0.8 * sin(4 * .pi * time / period)
        return passive.pressure(volume: volume(time)).value + active
    }

    /// Mean absolute difference of the pressures while they rise and fall [kPa].
    private func error(samples: Int) throws -> Double {
        let time = (0...samples).map { period * Double($0) / Double(samples) }
        let beat = try VentricularBeat(
            time: time, volume: time.map(volume), pressure: time.map(pressure))
        let law = try EmulatedVentricle.fit(
            beats: [beat],
            edpvr: stride(from: 7e4, through: 1.4e5, by: 5e3).map {
                PassiveSample(volume: $0, pressure: passive.pressure(volume: $0).value)
            })
        let times =
            Array(stride(from: 120.0, to: 280, by: 0.5))
            + stride(from: 520.0, to: 680, by: 0.5)
        let errors = times.map { time in
            abs(law.pressure(volume: volume(time), time: time).value - pressure(time))
        }
        return errors.reduce(0, +) / Double(errors.count)
    }

    /// Monotone cubics have slopes of second order, hence values of third order; near extrema, which
    /// they flatten so as not to overshoot, values of second order.
    @Test func theLawConvergesWithThirdOrderInTheSampling() throws {
        let samples = [32, 64, 128, 256]
        let errors = try samples.map { try error(samples: $0) }
        let order = observedOrder(spacings: samples.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - 3) < 0.1, "order \(order), expected 3; errors \(errors) kPa")
    }
}
