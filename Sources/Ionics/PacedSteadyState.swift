import Numerics
import Quantities

/// A periodically stimulated cell after a number of beats: its last beat and how settled it is.
public struct PacedSteadyState: Sendable {
    /// The cell that was paced.
    public let cell: CellType
    /// Voltage and calcium of the last beat, from activation on.
    public let template: MembraneTemplate
    /// Shape of the last action potential.
    public let actionPotential: ActionPotential
    /// Change of the last beat against the one before.
    public let change: BeatChange
    /// State at the end of the last beat, in the order of the card.
    public let finalState: [Double]

    /// Difference between two consecutive beats.
    public struct BeatChange: Sendable, Equatable {
        /// Change of the duration at 90 % repolarisation [ms].
        public let apd90: Double
        /// Relative change of the calcium amplitude [1].
        public let calciumAmplitude: Double

        /// Settled: less than 0.1 ms in duration and 0.1 % in calcium amplitude from beat to beat.
        public var isSettled: Bool { abs(apd90) < 0.1 && abs(calciumAmplitude) < 1e-3 }
    }

    /// Paces cells of one model and returns the last beat of each, in the given order.
    ///
    /// Every beat starts with the stimulus. Eight cells share a block of lanes; blocks run in
    /// parallel; the result does not depend on the number of threads.
    ///
    /// - Parameter model: a membrane model.
    /// - Parameter cells: cells of the model, each a name and parameter values.
    /// - Parameter cycleLength: time between stimuli [ms], longer than the stimulus.
    /// - Parameter beats: number of beats, at least 2. After 100 beats ToR-ORd's durations move by
    ///   less than 0.01 ms a beat; slow ionic drift goes on for minutes in most models.
    /// - Parameter stimulus: pulse; the model's own if nil.
    /// - Parameter initialStates: a state for every cell; the model's published one if nil.
    /// - Throws: ``IonicsError``: unknown or inadmissible parameters, bad pacing, a state that is not
    ///   finite, a cell without an action potential.
    public static func run(
        _ model: Membrane, cells: [CellType], cycleLength: Double, beats: Int = 100,
        stimulus: StimulusPulse? = nil, initialStates: [[Double]]? = nil
    ) throws(IonicsError) -> [PacedSteadyState] {
        try run(
            model, cells: cells, cycleLength: cycleLength, beats: beats, stimulus: stimulus,
            initialStates: initialStates, control: .standard(for: model))
    }
}

extension PacedSteadyState {
    /// ``run(_:cells:cycleLength:beats:stimulus:initialStates:)`` with a chosen step control.
    package static func run(
        _ model: Membrane, cells: [CellType], cycleLength: Double, beats: Int,
        stimulus: StimulusPulse?, initialStates: [[Double]]?, control: PacingStepControl
    ) throws(IonicsError) -> [PacedSteadyState] {
        try blocks(
            model, cells: cells, cycleLength: cycleLength, beats: beats, stimulus: stimulus,
            initialStates: initialStates, control: control
        ).run()
    }

    /// Paces cells without measuring them, so that a cell which does not repolarise is no error.
    ///
    /// - Returns: the state of each cell after the last beat.
    /// - Throws: ``IonicsError`` as ``run(_:cells:cycleLength:beats:stimulus:initialStates:)``.
    public static func settle(
        _ model: Membrane, cells: [CellType], cycleLength: Double, beats: Int,
        stimulus: StimulusPulse? = nil, initialStates: [[Double]]? = nil
    ) throws(IonicsError) -> [[Double]] {
        try blocks(
            model, cells: cells, cycleLength: cycleLength, beats: beats, stimulus: stimulus,
            initialStates: initialStates, control: .standard(for: model)
        ).settle()
    }

    /// The checked protocol.
    private static func blocks(
        _ model: Membrane, cells: [CellType], cycleLength: Double, beats: Int,
        stimulus: StimulusPulse?, initialStates: [[Double]]?, control: PacingStepControl
    ) throws(IonicsError) -> PacedBlocks {
        let pulse = stimulus ?? model.stimulus
        guard pulse.duration > 0 else {
            throw .badPacing(name: "stimulus duration", value: pulse.duration, allowed: "positive")
        }
        guard cycleLength > pulse.duration, cycleLength.isFinite else {
            throw .badPacing(
                name: "cycle length", value: cycleLength,
                allowed: "longer than the stimulus, \(pulse.duration) ms")
        }
        guard beats >= 2 else {
            throw .badPacing(name: "beats", value: Double(beats), allowed: "2 or more")
        }
        let initial = initialStates ?? cells.map { _ in model.initialState }
        guard initial.count == cells.count,
            initial.allSatisfy({ $0.count == model.card.states.count })
        else {
            throw .badPacing(
                name: "initial states", value: Double(initial.count),
                allowed: "one of \(model.card.states.count) values for each of the cells")
        }
        var parameters: [[Double]] = []
        for cell in cells {
            do {
                parameters.append(try model.card.values(cell.parameters))
            } catch {
                throw .parameter(error)
            }
        }
        return PacedBlocks(
            model: model, cells: cells, parameters: parameters, initial: initial, pulse: pulse,
            cycleLength: cycleLength, beats: beats, control: control)
    }
}
