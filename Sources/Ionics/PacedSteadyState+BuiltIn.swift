import Quantities

// The same for built-in models.
extension PacedSteadyState {
    /// Paces cells of a built-in model.
    ///
    /// - Throws: ``IonicsError``, as for a ``Membrane``.
    public static func run(
        _ model: any IonicModel.Type, cells: [CellType], cycleLength: Double, beats: Int = 100,
        stimulus: StimulusPulse? = nil, initialStates: [[Double]]? = nil
    ) throws(IonicsError) -> [PacedSteadyState] {
        try run(
            Membrane(model), cells: cells, cycleLength: cycleLength, beats: beats,
            stimulus: stimulus, initialStates: initialStates)
    }

    /// Paces cells of a built-in model with a chosen step control.
    package static func run(
        _ model: any IonicModel.Type, cells: [CellType], cycleLength: Double, beats: Int,
        stimulus: StimulusPulse?, initialStates: [[Double]]?, control: PacingStepControl
    ) throws(IonicsError) -> [PacedSteadyState] {
        try run(
            Membrane(model), cells: cells, cycleLength: cycleLength, beats: beats,
            stimulus: stimulus, initialStates: initialStates, control: control)
    }

    /// Paces cells of a built-in model without measuring them.
    ///
    /// - Throws: ``IonicsError``, as for a ``Membrane``.
    public static func settle(
        _ model: any IonicModel.Type, cells: [CellType], cycleLength: Double, beats: Int,
        stimulus: StimulusPulse? = nil, initialStates: [[Double]]? = nil
    ) throws(IonicsError) -> [[Double]] {
        try settle(
            Membrane(model), cells: cells, cycleLength: cycleLength, beats: beats,
            stimulus: stimulus, initialStates: initialStates)
    }
}
