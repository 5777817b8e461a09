import CMosquitto
import Glibc
import TwinEngine

/// A client of libmosquitto that reads and writes its socket when it is told to, and comes back to a broker that
/// was away. Use from one thread.
///
/// The library would send an acknowledgement as soon as a message has come. In the mode for programs with threads
/// of their own it only queues what it has to say, and nobody but ``write()`` sends it: so a message can be kept
/// before it is acknowledged.
final class MQTTClient {
    /// What callbacks reach.
    private final class Box {
        var topic: String?
        var take: ((UnsafeBufferPointer<UInt8>) -> Void)?
        var isConnected = false
        var isKnown = false
        var refusal: String?
        var acknowledged: UInt64 = 0
    }

    private let handle: OpaquePointer
    private let settings: MQTTSettings
    private let box = Box()

    /// Longest silence [s], how long an address is tried [ms], and between tries [ns].
    private static let keepAlive: Int32 = 15
    private static let patience = 5_000
    private static let pause: UInt64 = 50_000_000
    private static let pauses = 20

    /// Connects.
    ///
    /// - Parameter isSubscriber: whether the topic is subscribed to, with quality of service 1, and the session kept
    ///   by the broker; a publisher leaves none.
    /// - Throws: ``TwinServerError/mqtt(operation:reason:)`` where the broker is not reached.
    init(_ settings: MQTTSettings, isSubscriber: Bool) throws(TwinServerError) {
        self.settings = settings
        mosquitto_lib_init()
        box.topic = isSubscriber ? settings.topic : nil
        guard
            let handle = mosquitto_new(
                settings.client, !isSubscriber, Unmanaged.passUnretained(box).toOpaque())
        else {
            throw .mqtt(operation: "start", reason: String(cString: strerror(errno)))
        }
        self.handle = handle
        try Self.check(mosquitto_threaded_set(handle, true), "mode")
        if let certificates = settings.certificates {
            try Self.check(
                mosquitto_tls_set(
                    handle, certificates.authorities, nil, certificates.client?.certificate,
                    certificates.client?.key, nil), "certificates")
            try Self.check(
                mosquitto_tls_opts_set(handle, 1, "tlsv1.2", nil), "version of TLS")
        }
        setCallbacks()
        let operation = "connect to \(settings.host):\(settings.port)"
        if let reason = Reachability.failure(
            host: settings.host, port: settings.port, patience: Self.patience)
        {
            throw .mqtt(operation: operation, reason: reason)
        }
        try Self.check(
            mosquitto_connect(handle, settings.host, Int32(settings.port), Self.keepAlive),
            operation)
    }

    deinit {
        mosquitto_destroy(handle)
        mosquitto_lib_cleanup()
    }

    /// Says goodbye to the broker, after everything that waits to be sent. Without it the broker sends again what was
    /// not acknowledged.
    func disconnect() {
        mosquitto_disconnect(handle)
        write()
    }

    private func setCallbacks() {
        mosquitto_connect_callback_set(handle) { handle, object, code in
            guard let object, let handle else { return }
            let box = Unmanaged<Box>.fromOpaque(object).takeUnretainedValue()
            guard code == 0 else {
                box.refusal = String(cString: mosquitto_connack_string(code))
                return
            }
            (box.isKnown, box.isConnected) = (true, true)
            guard let topic = box.topic else { return }
            let result = mosquitto_subscribe(handle, nil, topic, 1)
            if result != MOSQ_ERR_SUCCESS.rawValue { box.refusal = MQTTClient.text(result) }
        }
        mosquitto_disconnect_callback_set(handle) { _, object, _ in
            guard let object else { return }
            Unmanaged<Box>.fromOpaque(object).takeUnretainedValue().isConnected = false
        }
        mosquitto_subscribe_callback_set(handle) { _, object, _, count, granted in
            guard let object, let granted, count > 0 else { return }
            let box = Unmanaged<Box>.fromOpaque(object).takeUnretainedValue()
            // 128: the broker does not allow it.
            if granted[0] > 2 {
                box.refusal = "subscription to \(box.topic ?? "") is not allowed"
            }
        }
        mosquitto_publish_callback_set(handle) { _, object, _ in
            guard let object else { return }
            Unmanaged<Box>.fromOpaque(object).takeUnretainedValue().acknowledged += 1
        }
        mosquitto_message_callback_set(handle) { _, object, message in
            guard let object, let message else { return }
            let box = Unmanaged<Box>.fromOpaque(object).takeUnretainedValue()
            box.take?(
                UnsafeBufferPointer(
                    start: message.pointee.payload?.assumingMemoryBound(to: UInt8.self),
                    count: Int(message.pointee.payloadlen)))
        }
    }

    /// Whether the broker has taken this client.
    var isConnected: Bool { box.isConnected }

    /// Messages of ours that the broker has acknowledged.
    var acknowledged: UInt64 { box.acknowledged }

    /// Reads what is there; waits for it a while.
    ///
    /// - Parameters:
    ///   - milliseconds: how long is waited.
    ///   - most: messages after which no more are read.
    ///   - take: told of each message; it is acknowledged by the next ``write()``.
    /// - Returns: how many there were; nil where the broker is away.
    /// - Throws: ``TwinServerError/mqtt(operation:reason:)`` where the broker refuses this client, or is gone before it
    ///   took it.
    func read(
        waiting milliseconds: Int32, most: Int, _ take: (UnsafeBufferPointer<UInt8>) -> Void
    ) throws(TwinServerError) -> Int? {
        var count = 0
        var result = MOSQ_ERR_SUCCESS.rawValue
        var wait = milliseconds
        while count < most, result == MOSQ_ERR_SUCCESS.rawValue {
            let descriptor = mosquitto_socket(handle)
            guard descriptor >= 0 else {
                result = MOSQ_ERR_NO_CONN.rawValue
                break
            }
            // A handshake of TLS may want to write before there is anything to acknowledge.
            let isHandshake = !box.isConnected && mosquitto_want_write(handle)
            var request = pollfd(
                fd: descriptor, events: Int16(POLLIN) | (isHandshake ? Int16(POLLOUT) : 0),
                revents: 0)
            let ready = poll(&request, 1, wait)
            wait = 0
            if ready <= 0 { break }
            if isHandshake, request.revents & Int16(POLLOUT) != 0 {
                result = mosquitto_loop_write(handle, 1)
                if request.revents & Int16(POLLIN) == 0 { break }
            }
            result = withoutActuallyEscaping(take) { take in
                box.take = {
                    take($0)
                    count += 1
                }
                defer { box.take = nil }
                return mosquitto_loop_read(handle, 1)
            }
        }
        if result == MOSQ_ERR_SUCCESS.rawValue { result = mosquitto_loop_misc(handle) }
        if let refusal = box.refusal {
            throw .mqtt(operation: "\(settings.host):\(settings.port)", reason: refusal)
        }
        guard result != MOSQ_ERR_SUCCESS.rawValue else { return count }
        box.isConnected = false
        // A broker that never took this client, such as one of another authority, will not by waiting.
        guard box.isKnown else {
            throw .mqtt(
                operation: "connect to \(settings.host):\(settings.port)",
                reason: Self.text(result))
        }
        return count > 0 ? count : nil
    }

    /// Sends what the library has to say: acknowledgements, subscriptions, signs of life.
    func write() {
        guard mosquitto_want_write(handle) else { return }
        _ = mosquitto_loop_write(handle, 1)
    }

    /// Publishes with quality of service 1; the next ``write()`` sends it.
    ///
    /// - Returns: false where the library does not take it now.
    /// - Throws: `OutputRefusal` where it never will.
    func publish(_ text: String) throws(OutputRefusal) -> Bool {
        var text = text
        let code = text.withUTF8 { bytes in
            mosquitto_publish(
                handle, nil, settings.topic, Int32(bytes.count), bytes.baseAddress, 1, false)
        }
        guard !Self.forever.contains(code) else {
            throw OutputRefusal(reason: Self.text(code))
        }
        return code == MOSQ_ERR_SUCCESS.rawValue
    }

    /// Errors of the library that trying again does not cure.
    private static let forever: Set<Int32> = [
        Int32(MOSQ_ERR_PAYLOAD_SIZE.rawValue), Int32(MOSQ_ERR_MALFORMED_UTF8.rawValue),
        Int32(MOSQ_ERR_OVERSIZE_PACKET.rawValue), Int32(MOSQ_ERR_INVAL.rawValue),
    ]

    /// Waits a second and tries the broker again.
    ///
    /// - Parameter isOver: asked while that lasts, so that nobody waits for it in vain.
    func comeBack(unless isOver: () -> Bool) {
        for _ in 0..<Self.pauses where !isOver() {
            MonotonicClock.sleep(until: MonotonicClock.now + Self.pause)
        }
        guard !isOver(),
            Reachability.failure(
                host: settings.host, port: settings.port, patience: Self.patience,
                isOver: isOver) == nil
        else { return }
        _ = mosquitto_reconnect(handle)
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
