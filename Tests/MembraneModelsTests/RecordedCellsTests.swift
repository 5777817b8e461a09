import Ionics
import MembraneModels
import Quantities
import Testing

@Suite struct RecordedCellsTests {
    @Test func aRecordedBeatHasTheShapeOfThePacedOne() throws {
        let model = IonicModels.ventricular
        let cell = model.cellTypes[0]
        let before = try PacedSteadyState.run(model, cells: [cell], cycleLength: 800, beats: 2)[0]
        let paced = try PacedSteadyState.run(
            model, cells: [cell], cycleLength: 800, beats: 3)[0].actionPotential
        let record = try RecordedCells(
            model, cells: [cell], states: [before.finalState], cycleLength: 800)
        let beat = try #require(record.actionPotential(0))
        #expect(abs(beat.apd90 - paced.apd90) < 0.3, "\(beat.apd90), paced \(paced.apd90) ms")
        #expect(abs(beat.resting - paced.resting) < 1e-9)
        #expect(record.time.last == 800)
        #expect(record.currents[0].isEmpty)
    }

    @Test(arguments: MembraneModels.all.filter { model in model is any CurrentReporting.Type })
    func reportedCurrentsHaveTheSizeOfTheirChannels(model: any IonicModel.Type) throws {
        let cell = model.cellTypes[0]
        let settled = try PacedSteadyState.settle(
            model, cells: [cell], cycleLength: 1000, beats: 5)
        let record = try RecordedCells(
            model, cells: [cell], states: settled, cycleLength: 1000)
        let names = (model as? any CurrentReporting.Type)?.currentNames ?? []
        #expect(Set(record.currents[0].keys) == Set(names))
        let inward = try #require(record.currents[0]["IK1"])
        #expect((0.3...3).contains(inward.max() ?? 0), "late IK1 \(inward.max() ?? 0) A/F")
        let sodium = try #require(record.currents[0]["INa"])
        #expect((sodium.min() ?? 0) < -50, "peak INa \(sodium.min() ?? 0) A/F")
        let calcium = try #require(record.currents[0]["ICaL"])
        #expect((-10...(-0.5)).contains(calcium.min() ?? 0), "\(calcium.min() ?? 0) A/F")
    }
}
