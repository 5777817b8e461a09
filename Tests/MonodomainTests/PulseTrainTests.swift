import Testing

import Monodomain

@Suite struct PulseTrainTests {
    @Test func extrastimuliFollowTheDrive() {
        let train = PulseTrain.extrastimuli(
            drive: 3, interval: 500, couplings: [300, 250], duration: 2)
        #expect(train.starts == [0, 500, 1000, 1300, 1550])
    }

    @Test func rampsShortenTheirIntervals() {
        let train = PulseTrain.ramp(from: 400, to: 300, step: 50, duration: 2)
        #expect(train.starts == [0, 400, 750, 1050])
    }

    @Test func burstsPauseBetweenEachOther() {
        let train = PulseTrain.bursts(2, of: 3, interval: 100, pause: 1000, from: 10, duration: 2)
        #expect(train.starts == [10, 110, 210, 1210, 1310, 1410])
    }

    @Test func aStepAcrossTheEdgeOfAPulseGetsItsShare() {
        let train = PulseTrain.regular(count: 2, interval: 10, duration: 2)
        #expect(train.share(from: 0, to: 1) == 1)
        #expect(train.share(from: 1.5, to: 2.5) == 0.5)
        #expect(train.share(from: 3, to: 4) == 0)
        #expect(abs(train.share(from: 9.75, to: 10.75) - 0.75) < 1e-12)
    }
}
