import TwinProtocol

/// Takes inputs at the boundaries of steps, advances the heart and tells others: the whole of what the
/// solver's thread does but for waiting.
///
/// A step takes at most ``mostCommands`` commands and one value of each cell, looks at no lock and allocates
/// nothing. What cannot be journalled is not taken: it stays in its cell or ring.
public final class TwinRunner {
    /// The heart.
    public let heart: TwinHeart
    /// What comes in.
    public let inputs: TwinInputs
    /// What goes out.
    public let outputs: TwinOutputs
    /// What is counted.
    public let status = TwinStatus()
    private let signals: Int
    private var journalled: UInt64

    /// Most commands taken before a step where inputs are live.
    public static let mostCommands = 64

    /// Puts a heart between its inputs and outputs.
    ///
    /// - Parameter journalled: records of the journal that brought the heart where it is.
    public init(
        _ heart: TwinHeart, inputs: TwinInputs, outputs: TwinOutputs, journalled: UInt64 = 0
    ) {
        self.heart = heart
        self.inputs = inputs
        self.outputs = outputs
        self.journalled = journalled
        signals = heart.layout.catalogue.signals.count
    }

    private var need: Int { 2 * signals + 2 * Self.mostCommands + 2 }

    /// Whether the next step may be done. Live inputs never say no; a recording does until all that comes
    /// before the step is there and journalled.
    public func mayAdvance(now: UInt64) -> Bool {
        let horizon = inputs.horizon
        guard horizon != .max else { return true }
        guard heart.step < horizon else {
            takeInputs(now: now)
            return false
        }
        takeInputs(now: now)
        return outputs.hasRoom(for: need)
            && (inputs.commands.peek().map { $0.step > heart.step } ?? true)
    }

    /// One step and what comes before it.
    ///
    /// - Parameter now: monotonic time [ns].
    public func step(now: UInt64) {
        takeInputs(now: now)
        if heart.advance() {
            if !outputs.beats.push(heart.beat) { status.lostBeats.add(1) }
        }
        status.steps.add(1)
        if let traces = outputs.traces, heart.step % TraceSample.period == 0,
            !traces.push(heart.trace)
        {
            status.lostSamples.add(1)
        }
        if heart.step % TwinOutputs.markPeriod == 0 { mark() }
    }

    /// Takes what is there, without a step: before the first, after the last, and while a recording is read.
    public func takeInputs(now: UInt64) {
        if outputs.fork.isWanted { outputs.fork.fill(heart, records: journalled) }
        // Offsets first: what was dealt with up to here is in the cells and the ring by now.
        var offsets = InlineArray<8, UInt64>(repeating: 0)
        for input in 0..<TwinHeart.cursorCount { offsets[input] = inputs.offset(of: input) }
        let messages = inputs.ticket
        guard outputs.hasRoom(for: need) else { return }
        take(from: inputs.cells, now: now, isEstimate: false)
        take(from: inputs.estimates, now: now, isEstimate: true)
        let isRecorded = inputs.horizon != .max
        var taken = 0
        var isWhole = true
        // An event of several commands is done before one step.
        while !isWhole || (isRecorded ? outputs.hasRoom(for: need) : taken < Self.mostCommands) {
            guard let command = inputs.commands.peek(), command.step <= heart.step,
                inputs.commands.pop() != nil
            else { break }
            carryOut(command, now: now)
            if isRecorded { heart.cursors[Int(command.input)] = command.offset }
            taken += 1
            isWhole = command.isLast
        }
        guard !isRecorded, inputs.commands.count == 0 else { return }
        heart.cursors = offsets
        inputs.settle(messages: messages, records: journalled)
    }

    private func take(from cells: CellBank, now: UInt64, isEstimate: Bool) {
        for cell in 0..<signals {
            guard let (command, posted) = cells.take(cell) else { continue }
            carryOut(command, now: now, isEstimate: isEstimate)
            if !isEstimate { status.coalesced.add(posted - 1) }
        }
    }

    private func carryOut(_ command: Command, now: UInt64, isEstimate: Bool = false) {
        let applied = heart.apply(command)
        outputs.put(JournalRecord(command, step: heart.step, applied: applied))
        journalled += 1
        // What the estimator says itself is no measurement for it.
        if applied, !isEstimate, Int(command.signal) < heart.layout.firstParameter {
            _ = outputs.measured.push(
                TwinOutputs.Measured(
                    step: heart.step, signal: Int(command.signal), value: command.value))
        }
        if isEstimate {
            status.estimates.add(1)
        } else if command.isLast {
            applied ? status.applied.add(1) : status.refused.add(1)
        }
        if command.received > 0, now > command.received {
            status.latency.add(nanoseconds: now - command.received)
        }
    }

    private func mark() {
        guard outputs.hasRoom(for: 2) else { return }
        outputs.put(JournalRecord(.mark, step: heart.step, bits: outputs.digest(of: heart)))
        journalled += 1
        guard heart.step % TwinOutputs.checkpointPeriod == 0 else { return }
        if outputs.checkpoint.isIdle {
            outputs.checkpoint.fill(heart, records: journalled)
        } else {
            status.missedCheckpoints.add(1)
        }
    }

    /// The end of a run in good order: takes what is left and says so in the journal.
    public func finish(now: UInt64) {
        repeat {
            takeInputs(now: now)
        } while inputs.commands.peek().map({ $0.step <= heart.step }) == true
            && outputs.hasRoom(for: need)
        outputs.put(JournalRecord(.end, step: heart.step, bits: outputs.digest(of: heart)))
        journalled += 1
    }
}
