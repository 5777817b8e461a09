import Foundation
import HeartCalibration
import Testing

/// Klotz's end-diastolic relation through a measured point.
@Suite struct KlotzRelationTests {
    @Test func itPassesThroughItsPointAndItsVolumeAtThirty() throws {
        for (volume, pressure) in [(120.0, 8.0), (90, 15), (220, 22), (100, 1), (250, 25)] {
            let relation = try #require(KlotzRelation(volume: volume, pressure: pressure))
            #expect(abs(relation.volume(at: pressure) - volume) < 1e-9 * volume)
            if pressure <= 22 {
                #expect(abs(relation.volume(at: 30) - relation.fullVolume) < 1e-9 * volume)
            }
            #expect(relation.unloadedVolume < volume && volume < relation.fullVolume)
        }
    }

    /// By hand, from the published equations.
    @Test func oneCaseByHand() throws {
        let relation = try #require(KlotzRelation(volume: 120, pressure: 9))
        #expect(abs(relation.unloadedVolume - 120 * 0.546) < 1e-12)
        let v30 = 65.52 + 54.48 / pow(9 / 27.78, 1 / 2.76)
        #expect(abs(relation.fullVolume - v30) < 1e-9)
        #expect(abs(relation.exponent - log(0.3) / log(120 / v30)) < 1e-9)
    }

    /// Above 22 mmHg the exponent comes from the volume at 15 mmHg, which the curve passes.
    @Test func aHighPressureTakesItsExponentFromFifteen() throws {
        let relation = try #require(KlotzRelation(volume: 250, pressure: 25))
        let v15 =
            relation.unloadedVolume + 0.8 * (relation.fullVolume - relation.unloadedVolume)
        #expect(abs(relation.volume(at: 15) - v15) < 1e-9)
    }

    @Test func pressuresOutsideItsFormAreRefused() {
        #expect(KlotzRelation(volume: 120, pressure: 41) == nil)
        #expect(KlotzRelation(volume: 120, pressure: 0.5) == nil)
        #expect(KlotzRelation(volume: -1, pressure: 8) == nil)
        #expect(KlotzRelation(volume: .nan, pressure: 8) == nil)
    }
}
