import Circuits
import Circulation
import Quantities
import Testing

@Suite struct RotaryPumpTests {
    /// Steady flow [L/min] against a head [mmHg] without cannulae.
    private func flow(_ given: [String: Double], head: Double) throws -> Double {
        let card = RotaryPump.card
        let set = try LawProbe.parameters(
            card, given.merging(["inertance": 0, "resistance": 1e-4]) { own, _ in own })
        let found = LawProbe.advance(RotaryPump.self, set, by: 1, drop: -head * Units.mmHg)
        // mm³/ms = mL/s.
        return found.end.flow * 0.06
    }

    @Test func heartMateIIFollowsItsMeasuredLines() throws {
        // Q = (0.0091·H + 1.4)·n − 0.19·H − 1.9 [L/min, mmHg, 1000/min], the source of the fit.
        for thousands in [8, 9, 10, 11, 12.0] {
            for head in [40, 60, 80, 100.0] {
                let source = (0.0091 * head + 1.4) * thousands - 0.19 * head - 1.9
                guard source > 0, source < 10 else { continue }
                let observed = try flow(["speed": 1000 * thousands], head: head)
                // 5 mmHg, the fit's largest deviation, at the flattest curve: 0.6 L/min.
                #expect(
                    abs(observed - source) < 0.6,
                    "\(observed) against \(source) L/min at \(head) mmHg, \(thousands) krpm")
            }
        }
    }

    @Test func shutOffHeadIsThatOfTheSource() throws {
        // (1.4·n − 1.9)/(0.19 − 0.0091·n): 79.3, 99.0 and 122.2 mmHg; the fit is within 2 %.
        for (speed, head) in [(8000, 79.3), (9000, 99.0), (10_000, 122.2)] {
            let found = 1.242e-6 * Double(speed) * Double(speed)
            #expect(abs(found / head - 1) < 0.02, "\(found) against \(head) mmHg")
            let observed = try flow(["speed": Double(speed)], head: found)
            #expect(abs(observed) < 1e-9, "\(observed) L/min against the shut-off head")
        }
    }

    @Test func heartMate3FollowsItsDigitisedCurves() throws {
        let set = ["head": 3.47e-6, "speedLoss": 0, "flowLoss": 1.50]
        // L/min of the digitised curves.
        for (speed, head, source) in [
            (5000, 40, 5.80), (5000, 60, 4.40), (5500, 60, 5.57), (5500, 80, 3.76),
            (6000, 80, 5.69), (6000, 100, 4.05),
        ] {
            let observed = try flow(
                set.merging(["speed": Double(speed)]) { $1 }, head: Double(head))
            #expect(
                abs(observed - source) < 0.7,
                "\(observed) against \(source) L/min at \(head) mmHg, \(speed)/min")
        }
    }

    @Test func catheterPumpHasThePublishedFreeFlow() throws {
        // 49.4 mL/s at 387.5/s without a head; 556 Pa·s/mL.
        let set = ["speed": 60 * 387.5, "head": 3.81e-7, "speedLoss": 2.99e-3, "flowLoss": 0]
        let (free, against) = (try flow(set, head: 0), try flow(set, head: 60))
        #expect(abs(free - 0.06 * 49.4) < 0.01, "\(free) L/min without a head")
        let resistance = 60 / ((free - against) / 0.06)
        #expect(abs(resistance - 4.17) < 0.01, "\(resistance) mmHg·s/mL")
    }

    @Test func standingPumpIsClampedAndASlowOneLeaks() throws {
        for drop in [-15, 0, 15.0] {
            let off = LawProbe.advance(
                RotaryPump.self, try LawProbe.parameters(RotaryPump.card, ["speed": 0]), flow: 50,
                by: 1, drop: drop)
            #expect(off.end.flow == 0 && off.conductance == 0)
        }
        let slow = try flow(["speed": 3000], head: 80)
        #expect(slow < 0, "\(slow) L/min at 3000/min against 80 mmHg")
    }

    @Test func flowGrowsWithSpeedAndFallsWithHead() throws {
        for speed in stride(from: 4000.0, to: 12_000, by: 500) {
            for head in stride(from: 0.0, to: 200, by: 25) {
                let here = try flow(["speed": speed], head: head)
                #expect(try flow(["speed": speed], head: head + 25) < here)
                #expect(try flow(["speed": speed + 500], head: head) > here)
            }
        }
    }
}
