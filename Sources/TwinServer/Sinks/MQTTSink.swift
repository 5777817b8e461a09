public import TwinEngine

/// Publishes the lines of a run to a topic with quality of service 1: at least once. Use from one thread.
public final class MQTTSink: OutputSink {
    public let name: String
    private let client: MQTTClient
    private var sent: UInt64 = 0

    /// How long acknowledgements of a batch are waited for [ns], and looks at the socket [ms].
    private static let patience: UInt64 = 5_000_000_000
    private static let look: Int32 = 5
    /// Messages that are given to the library before it is looked what was acknowledged.
    private static let most = 100

    /// Connects.
    ///
    /// - Throws: ``TwinServerError/mqtt(operation:reason:)`` where the broker is not reached.
    public init(_ settings: MQTTSettings) throws(TwinServerError) {
        name = "mqtt:\(settings.host):\(settings.port)/\(settings.topic)"
        client = try MQTTClient(settings, isSubscriber: false)
    }

    /// Publishes lines and waits for their acknowledgements; a batch that is given again may come twice in part.
    public func write(_ outputs: [TwinOutput]) throws {
        let end = MonotonicClock.now + Self.patience
        for (place, output) in outputs.enumerated() where !output.line.isEmpty {
            while !client.isConnected { try serve(end) }
            do throws(OutputRefusal) {
                guard try client.publish(output.line) else {
                    throw OutputRefusal(reason: "")
                }
            } catch {
                // The library has no room now.
                guard !error.reason.isEmpty else { throw failure("not taken by the library") }
                throw OutputRefusal(place: place, reason: error.reason)
            }
            sent += 1
            if (place + 1).isMultiple(of: Self.most) { try serve(end) }
        }
        while client.acknowledged < sent { try serve(end) }
    }

    /// Says goodbye to the broker.
    public func close() throws { client.disconnect() }

    private func serve(_ end: UInt64) throws {
        client.write()
        let found = try client.read(waiting: Self.look, most: Self.most) { _ in }
        if found == nil { client.comeBack(unless: { MonotonicClock.now > end }) }
        guard MonotonicClock.now <= end else {
            // What the library still holds it sends by itself; its acknowledgements count for the next batch.
            throw failure("no acknowledgement within 5 s")
        }
    }

    private func failure(_ reason: String) -> TwinServerError { .sink(name: name, reason: reason) }
}
