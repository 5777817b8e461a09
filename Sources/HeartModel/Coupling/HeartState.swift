public import Circulation
public import Mechanics

/// The whole heart at one instant: a value, so that copies are snapshots, forks and rollbacks.
public struct HeartState: Sendable, Equatable {
    /// Beats completed before this one.
    public var beat: Int
    /// Ticks since the start of this beat, see ``StepControl``.
    public var position: Int
    /// The wall.
    public var wall: MechanicsState
    /// The blood.
    public var loop: LoopMemory
    /// The choice of the time step.
    public var control: StepControl

    /// Makes a state.
    public init(
        beat: Int, position: Int, wall: MechanicsState, loop: LoopMemory, control: StepControl
    ) {
        self.beat = beat
        self.position = position
        self.wall = wall
        self.loop = loop
        self.control = control
    }

    /// Time since the start of this beat [ms].
    public var time: Double { Double(position) * StepControl.tick }
}

extension HeartState {
    /// All numbers with their names, for files.
    public var arrays: [(name: String, values: [Double])] {
        [
            ("clock", [Double(beat), Double(position), Double(control.level)]),
            ("loop", loop.values),
        ] + wall.arrays.map { ("wall." + $0.name, $0.values) }
    }

    /// Makes the state of a wall from the arrays of ``arrays``, by name.
    ///
    /// - Throws: ``HeartModelError/foreignState(reason:)``, and what the parts throw for arrays of
    ///   another size.
    public init(_ model: MechanicsModel, arrays: [String: [Double]]) throws {
        guard let clock = arrays["clock"], clock.count == 3,
            let beat = Int(exactly: clock[0]), let position = Int(exactly: clock[1]),
            let level = Int(exactly: clock[2]), let control = StepControl(level: level)
        else { throw HeartModelError.foreignState(reason: "its clock is missing or damaged") }
        var wall: [String: [Double]] = [:]
        for (name, values) in arrays where name.hasPrefix("wall.") {
            wall[String(name.dropFirst("wall.".count))] = values
        }
        self.init(
            beat: beat, position: position, wall: try MechanicsState(model, arrays: wall),
            loop: try LoopMemory(values: arrays["loop"] ?? []), control: control)
    }
}
