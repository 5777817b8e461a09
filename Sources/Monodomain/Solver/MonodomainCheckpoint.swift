import Ionics
import Numerics
import Quantities

/// Everything that a computation needs to go on with the same bits.
public struct MonodomainCheckpoint: Sendable, Equatable {
    /// Steps taken and their length [ms].
    public let steps: Int
    public let timeStep: Double
    /// Identifier of the membrane model.
    public let model: String
    /// Membranes, voltages, and changes of the latest diffusion steps.
    let wave: SavedWave
    /// Membrane states, in blocks of eight nodes; of sixteen in single precision, with what its scheme
    /// carries from step to step.
    public var states: [Double] { wave.states }
    /// The conduction network, where there is one.
    let network: NetworkEvents.State?
    /// Voltage, rest and peak of the recorder [mV], then its times [ms].
    let record: [[Double]]
}

extension MonodomainSolver {
    /// The state of the computation.
    public func checkpoint() -> MonodomainCheckpoint {
        let padded = recorder.padded
        func copy(_ memory: UnsafeMutablePointer<Double8>) -> [Double] {
            memory.withMemoryRebound(to: Double.self, capacity: padded) {
                Array(UnsafeBufferPointer(start: $0, count: padded))
            }
        }
        func copy(_ memory: UnsafeMutablePointer<Double>) -> [Double] {
            Array(UnsafeBufferPointer(start: memory, count: padded))
        }
        return MonodomainCheckpoint(
            steps: steps, timeStep: settings.timeStep, model: wave.model.card.identifier,
            wave: wave.saved, network: network?.state,
            record: [
                copy(recorder.voltage), copy(recorder.rest), copy(recorder.peak),
                copy(recorder.first), copy(recorder.latest), copy(recorder.repolarised),
            ])
    }

    /// Goes back to a checkpoint of the same tissue, membranes, stimuli and settings; what follows has
    /// the bits of the computation that wrote it.
    ///
    /// - Throws: ``MonodomainError/foreignCheckpoint(what:expected:found:)`` where the sizes, the model
    ///   or the time step are others.
    public func restore(_ checkpoint: MonodomainCheckpoint) throws(MonodomainError) {
        let padded = recorder.padded
        let own = wave.saved
        for (what, expected, found) in [
            ("membrane states", own.states.count, checkpoint.states.count),
            ("voltages", own.ahead.count, checkpoint.wave.ahead.count),
            ("recorded fields", 6, checkpoint.record.count),
            (
                "nodes of the conduction network", network?.state.latest.count ?? 0,
                checkpoint.network?.latest.count ?? 0
            ),
            (
                "junctions", network?.state.seen.count ?? 0, checkpoint.network?.seen.count ?? 0
            ),
        ] where expected != found {
            throw .foreignCheckpoint(what: what, expected: "\(expected)", found: "\(found)")
        }
        guard checkpoint.model == wave.model.card.identifier else {
            throw .foreignCheckpoint(
                what: "membrane model", expected: wave.model.card.identifier,
                found: checkpoint.model)
        }
        guard checkpoint.timeStep == settings.timeStep else {
            throw .foreignCheckpoint(
                what: "time step [ms]", expected: "\(settings.timeStep)",
                found: "\(checkpoint.timeStep)")
        }
        func put(_ values: [Double], _ memory: UnsafeMutablePointer<Double8>) {
            memory.withMemoryRebound(to: Double.self, capacity: values.count) {
                $0.update(from: values, count: values.count)
            }
        }
        wave.saved = checkpoint.wave
        if let state = checkpoint.network { network?.restore(state) }
        put(checkpoint.record[0], recorder.voltage)
        put(checkpoint.record[1], recorder.rest)
        put(checkpoint.record[2], recorder.peak)
        recorder.first.update(from: checkpoint.record[3], count: padded)
        recorder.latest.update(from: checkpoint.record[4], count: padded)
        recorder.repolarised.update(from: checkpoint.record[5], count: padded)
        steps = checkpoint.steps
        stimulation.forget()
    }
}
