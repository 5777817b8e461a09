import Circulation
import Foundation
import HeartModel
import LoopLevel
import Reports
import Storage
import Testing

/// Ventricles learned from a beat of another loop, written to a file, read, and beating in the circuit.
@Suite struct LearnedVentriclesTests {
    private let truth = LoopParameters.healthyAdult

    /// The periodic beat of the loop with its elastances, which stand for a three-dimensional run.
    private func beat() throws -> BeatTraces {
        let loop = truth.standalone
        let state = try loop.periodicBeat(
            from: truth.initialState(), period: truth.period, steps: 1600
        ).state
        return try loop.traces(from: state, period: truth.period, steps: 1600)
    }

    private func inflation(_ ventricle: ChamberExponential, upTo volume: Double) -> [PassiveSample]
    {
        let rest = ventricle.phase(at: -10)
        return stride(from: 3e4, through: volume, by: 1e4).map {
            PassiveSample(volume: $0, pressure: ventricle.pressure(volume: $0, phase: rest).value)
        }
    }

    private func learned(
        _ traces: BeatTraces, gains: [Double] = [1, 1]
    ) throws -> LearnedVentricles {
        let emulator = try HeartEmulator.fit(
            beats: [traces], leftEdpvr: inflation(truth.leftVentricle, upTo: 15e4),
            rightEdpvr: inflation(truth.rightVentricle, upTo: 22e4))
        let file = FileManager.default.temporaryDirectory.appending(
            path: "emulator-\(UUID().uuidString).json"
        ).path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let stored = try StoredEmulator(
            emulator, of: HeartParameters(), gains: gains, patient: "p")
        try TextFile.write(JSONText.of(stored), to: file)
        return LearnedVentricles(try StoredEmulator(reading: file))
    }

    private func response(
        _ ventricles: LearnedVentricles, _ change: [String: Double] = [:], duration: Double = 100
    ) throws -> LoopResponse {
        try LoopResponse(
            of: LoopMember(
                untreated: HeartParameters(), treated: try HeartParameters(change),
                ventricles: .learned(ventricles)), reflex: false, duration: duration)
    }

    private func value(_ identifier: String, _ metrics: [HeartMetric]) -> Double {
        metrics.first { $0.identifier == identifier }?.value ?? .nan
    }

    /// One per cent: a hundred straight pieces stand for the beat.
    @Test func theLoopRepeatsTheBeatThatWasLearned() throws {
        let traces = try beat()
        let expected = HeartMetrics.haemodynamic(
            HaemodynamicSummary(traces, atrialOnset: truth.atrialOnset))
        let found = try response(try learned(traces)).before
        for identifier in [
            "lvEDVML", "lvESVML", "lvSVML", "rvEDVML", "aorticSystolicMmHg", "aorticDiastolicMmHg",
            "paMeanMmHg", "cardiacOutputLPerMin",
        ] {
            let (now, then) = (value(identifier, found), value(identifier, expected))
            #expect(abs(now / then - 1) < 0.01, "\(identifier): \(now), the run \(then)")
        }
    }

    /// What joining the ends of a beat leaves below zero is none; more than that is refused by the circuit.
    @Test func aResidueOfJoiningTheEndsIsNoElastance() throws {
        let traces = try beat()
        let emulator = try HeartEmulator.fit(
            beats: [traces], leftEdpvr: inflation(truth.leftVentricle, upTo: 15e4),
            rightEdpvr: inflation(truth.rightVentricle, upTo: 22e4))
        var stored = try StoredEmulator(emulator, of: HeartParameters(), patient: "p")
        let peak = stored.left.elastanceMmHgPerML.max() ?? 0
        let last = stored.left.elastanceMmHgPerML.count - 2
        stored.left.elastanceMmHgPerML[last] = -1e-4 * peak
        _ = try response(LearnedVentricles(stored))
        stored.left.elastanceMmHgPerML[last] = -0.1 * peak
        let broken = LearnedVentricles(stored)
        #expect(throws: (any Error).self) { try response(broken) }
    }

    @Test func contractilityAndBloodActOnThem() throws {
        let ventricles = try learned(try beat())
        let weaker = try response(ventricles, ["wall.contractilityLeft": 0.6], duration: 20_000)
        #expect(value("lvSVML", weaker.after) < 0.95 * value("lvSVML", weaker.before))
        #expect(value("lvESVML", weaker.after) > value("lvESVML", weaker.before))
        #expect(weaker.ignored.isEmpty, "\(weaker.ignored)")
        let stiffer = try response(
            ventricles, ["circulation.leftVentricularPassivePressure": 1], duration: 20_000)
        #expect(value("lvEDVML", stiffer.after) < value("lvEDVML", stiffer.before))
        // A heart whose fit needed more blood keeps it here.
        let fuller = try LoopResponse(
            of: LoopMember(
                untreated: try HeartParameters(["heart.bloodVolumeFactor": 1.1]),
                treated: try HeartParameters(["heart.bloodVolumeFactor": 1.1]),
                ventricles: .learned(ventricles)), reflex: false, duration: 100)
        #expect(value("raMeanMmHg", fuller.before) > value("raMeanMmHg", weaker.before) + 0.5)
    }

    /// Equally likely hearts differ in the wall: a heart that has another wall from the start shows what one shows that
    /// gets it.
    @Test(arguments: [
        ["wall.contractilityLeft": 0.6], ["wall.contractilityRight": 1.5],
        ["wall.passiveScaleLeft": 1.8], ["wall.passiveScaleRight": 0.5],
    ])
    func aHeartWithAnotherWallHasOtherVentricles(_ wall: [String: Double]) throws {
        let ventricles = try learned(try beat(), gains: [0.7, 0.8])
        let changed = try response(ventricles, wall, duration: 200_000)
        #expect(changed.ignored.isEmpty, "\(changed.ignored)")
        let other = try HeartParameters(wall)
        let member = LoopMember(
            untreated: other, treated: other, ventricles: .learned(ventricles))
        let found = try LoopResponse(of: member, reflex: false, duration: 100).before
        var largest = 0.0
        for identifier in ["lvEDVML", "lvESVML", "rvEDVML", "aorticMeanMmHg"] {
            let (now, then) = (value(identifier, found), value(identifier, changed.after))
            #expect(abs(now / then - 1) < 0.005, "\(identifier): \(now), after a change \(then)")
            largest = max(largest, abs(now / value(identifier, changed.before) - 1))
        }
        #expect(largest > 0.02, "\(wall) shows nowhere")
        // The same beside others.
        let all = EnsembleResponse(of: [member, member], reflex: false, duration: 100)
        let stroke = try #require(all.metrics.first { $0.identifier == "lvSVML" }).untreated[1]
        #expect(abs(stroke / value("lvSVML", found) - 1) < 0.005, "\(stroke) mL in an ensemble")
    }

    /// What presses on the heart of the run is in its ventricles already.
    @Test func aPericardiumIsLeftOutAndCannotBeChanged() throws {
        let ventricles = try learned(try beat())
        let enclosed = try HeartParameters(["circulation.pericardialVolume": 450])
        let inside = try LoopResponse(
            of: LoopMember(
                untreated: enclosed, treated: enclosed, ventricles: .learned(ventricles)),
            reflex: false, duration: 100)
        let free = try response(ventricles)
        #expect(value("lvEDVML", inside.before) == value("lvEDVML", free.before))
        #expect(throws: LoopVentriclesError.pericardiumIsLearned) {
            try response(ventricles, ["circulation.pericardialVolume": 450])
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "emulator-\(UUID().uuidString).json"
        ).path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: ReportsError.missingEmulator(path: file)) {
            try StoredEmulator(reading: file)
        }
        try TextFile.write("{\"format\": 1}", to: file)
        #expect { try StoredEmulator(reading: file) } throws: { "\($0)".contains("anew") }
        try TextFile.write("{\"format\": 2}", to: file)
        #expect { try StoredEmulator(reading: file) } throws: { "\($0)".contains("is missing") }
        let stored = try StoredEmulator(
            HeartEmulator.fit(
                beats: [beat()], leftEdpvr: inflation(truth.leftVentricle, upTo: 15e4),
                rightEdpvr: inflation(truth.rightVentricle, upTo: 22e4)), of: HeartParameters(),
            patient: "p")
        var dead = stored
        dead.wall.contractilityLeft = 0
        try TextFile.write(JSONText.of(dead), to: file)
        #expect { try StoredEmulator(reading: file) } throws: { "\($0)".contains("positive") }
    }
}
