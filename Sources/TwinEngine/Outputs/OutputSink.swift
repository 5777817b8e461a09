/// Where outputs go: a store, a topic, a file. Used by one thread.
public protocol OutputSink: AnyObject {
    /// What it is called in messages.
    var name: String { get }
    /// Writes outputs; what is written twice after a failure must do no harm, or be told apart by its reader.
    ///
    /// - Throws: where that failed and may be tried again.
    func write(_ outputs: [TwinOutput]) throws
    /// Writes what waits, once, at the end.
    func close() throws
}

extension OutputSink {
    public func close() throws {}
}
