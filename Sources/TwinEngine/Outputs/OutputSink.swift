/// Where outputs go: a store, a topic, a file. Used by one thread.
public protocol OutputSink: AnyObject {
    /// What it is called in messages.
    var name: String { get }
    /// Writes outputs; what is written twice after a failure must do no harm, or be told apart by its reader.
    ///
    /// - Throws: ``OutputRefusal`` for what it will never take; anything else where that failed and may be tried again.
    func write(_ outputs: [TwinOutput]) throws
    /// Lines that were refused after they had been taken, with the reason, since the last call.
    func takeRefused() -> [(line: String, reason: String)]
    /// Writes what waits, once, at the end.
    func close() throws
}

extension OutputSink {
    public func takeRefused() -> [(line: String, reason: String)] { [] }
    public func close() throws {}
}
