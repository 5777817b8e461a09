/// Reads messages from a topic of an MQTT broker with quality of service 1: at least once.
///
/// A message is acknowledged when its reader says that it is kept. What was not acknowledged when this process ends,
/// however it ends, comes again, as does what is published while it is away: the broker keeps the session under the
/// client's name. A broker that goes is tried again every second. Use from one thread.
///
/// Source: OASIS, *MQTT Version 3.1.1* (2014), section 4.3.2.
public final class MQTTSource {
    private let client: MQTTClient
    /// Messages taken so far.
    public private(set) var count: UInt64 = 0

    /// Waiting time of a look at the socket [ms], and most messages that are kept at once.
    private static let patience: Int32 = 20
    private static let most = 256

    /// Connects and subscribes.
    ///
    /// - Throws: ``TwinServerError/mqtt(operation:reason:)`` where the broker is not reached.
    public init(_ settings: MQTTSettings) throws(TwinServerError) {
        client = try MQTTClient(settings, isSubscriber: true)
    }

    /// Hands over what comes soon, and acknowledges it when it is kept.
    ///
    /// - Parameters:
    ///   - isOver: asked while the broker is away, so that nobody waits for it in vain.
    ///   - take: told of the bytes of each message and its number in this session.
    ///   - isKept: waits until what was handed over would outlive this process; false where it never will, and the
    ///     broker is to send it again.
    /// - Throws: ``TwinServerError/mqtt(operation:reason:)`` where the broker refuses the client, or is gone before it
    ///   took it.
    public func poll(
        isOver: () -> Bool, _ take: (UnsafeBufferPointer<UInt8>, UInt64) -> Void,
        isKept: () -> Bool
    ) throws(TwinServerError) {
        let before = count
        let found = try client.read(waiting: Self.patience, most: Self.most) {
            take($0, count)
            count += 1
        }
        guard count == before || isKept() else { return }
        client.write()
        if found == nil { client.comeBack(unless: isOver) }
    }
}
