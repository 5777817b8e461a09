import CMosquitto
import Glibc

/// Reads messages from a topic of an MQTT broker with quality of service 1: at least once.
///
/// The session is kept by the broker under the client's name: what is published while the twin is away comes when it
/// is back. The library acknowledges a message before it hands it over, so what was acknowledged and not yet
/// journalled when the process is killed is lost. A broker that goes is tried again every second. Use from one thread.
///
/// Source: OASIS, *MQTT Version 3.1.1* (2014), section 4.3.2.
public final class MQTTSource {
    private let handle: OpaquePointer
    private let settings: MQTTSettings
    private let box = Box()
    /// Messages taken so far.
    public var count: UInt64 { box.count }

    /// Waiting time of a look at the socket [ms], and longest silence [s].
    private static let patience: Int32 = 20
    private static let keepAlive: Int32 = 15

    /// What callbacks reach.
    private final class Box {
        var topic = ""
        var take: ((UnsafeBufferPointer<UInt8>, UInt64) -> Void)?
        var count: UInt64 = 0
        /// Whether the broker has ever taken this client.
        var isKnown = false
        /// Why the broker does not take this client; nil while it does.
        var refusal: String?
    }

    /// Connects and subscribes.
    ///
    /// - Throws: ``TwinServerError/mqtt(operation:reason:)`` where the broker is not reached.
    public init(_ settings: MQTTSettings) throws(TwinServerError) {
        self.settings = settings
        mosquitto_lib_init()
        box.topic = settings.topic
        guard
            let handle = mosquitto_new(
                settings.client, false, Unmanaged.passUnretained(box).toOpaque())
        else {
            throw .mqtt(operation: "start", reason: String(cString: strerror(errno)))
        }
        self.handle = handle
        if let certificates = settings.certificates {
            try Self.check(
                mosquitto_tls_set(
                    handle, certificates.authorities, nil, certificates.client?.certificate,
                    certificates.client?.key, nil), "certificates")
            try Self.check(
                mosquitto_tls_opts_set(handle, 1, "tlsv1.2", nil), "version of TLS")
        }
        mosquitto_connect_callback_set(handle) { handle, object, code in
            guard let object, let handle else { return }
            let box = Unmanaged<Box>.fromOpaque(object).takeUnretainedValue()
            guard code == 0 else {
                box.refusal = String(cString: mosquitto_connack_string(code))
                return
            }
            box.isKnown = true
            let result = mosquitto_subscribe(handle, nil, box.topic, 1)
            if result != MOSQ_ERR_SUCCESS.rawValue { box.refusal = MQTTSource.text(result) }
        }
        mosquitto_subscribe_callback_set(handle) { _, object, _, count, granted in
            guard let object, let granted, count > 0 else { return }
            let box = Unmanaged<Box>.fromOpaque(object).takeUnretainedValue()
            // 128: the broker does not allow it.
            if granted[0] > 2 { box.refusal = "subscription to \(box.topic) is not allowed" }
        }
        mosquitto_message_callback_set(handle) { _, object, message in
            guard let object, let message else { return }
            let box = Unmanaged<Box>.fromOpaque(object).takeUnretainedValue()
            let bytes = UnsafeBufferPointer(
                start: message.pointee.payload?.assumingMemoryBound(to: UInt8.self),
                count: Int(message.pointee.payloadlen))
            box.take?(bytes, box.count)
            box.count += 1
        }
        try Self.check(
            mosquitto_connect(handle, settings.host, Int32(settings.port), Self.keepAlive),
            "connect to \(settings.host):\(settings.port)")
    }

    deinit {
        mosquitto_disconnect(handle)
        mosquitto_destroy(handle)
        mosquitto_lib_cleanup()
    }

    /// Hands over what comes soon.
    ///
    /// - Parameters:
    ///   - isOver: asked while the broker is away, so that nobody waits for it in vain.
    ///   - take: told of the bytes of each message and its number in this session.
    /// - Throws: ``TwinServerError/mqtt(operation:reason:)`` where the broker refuses the client, or is gone before it
    ///   took it.
    public func poll(
        isOver: () -> Bool, _ take: (UnsafeBufferPointer<UInt8>, UInt64) -> Void
    ) throws(TwinServerError) {
        let result = withoutActuallyEscaping(take) { take in
            box.take = take
            defer { box.take = nil }
            return mosquitto_loop(handle, Self.patience, 1)
        }
        if let refusal = box.refusal {
            throw .mqtt(operation: "\(settings.host):\(settings.port)", reason: refusal)
        }
        guard result != MOSQ_ERR_SUCCESS.rawValue else { return }
        // A broker that never took this client, such as one of another authority, will not by waiting.
        guard box.isKnown else {
            throw .mqtt(
                operation: "connect to \(settings.host):\(settings.port)",
                reason: Self.text(result))
        }
        // Gone: what it kept comes again when it is back.
        var rest = timespec(tv_sec: 0, tv_nsec: 50_000_000)
        for _ in 0..<20 where !isOver() { nanosleep(&rest, nil) }
        if !isOver() { _ = mosquitto_reconnect(handle) }
    }

    private static func text(_ code: Int32) -> String {
        code == MOSQ_ERR_ERRNO.rawValue
            ? String(cString: strerror(errno)) : String(cString: mosquitto_strerror(code))
    }

    private static func check(_ code: Int32, _ operation: String) throws(TwinServerError) {
        guard code == MOSQ_ERR_SUCCESS.rawValue else {
            throw .mqtt(operation: operation, reason: text(code))
        }
    }
}
