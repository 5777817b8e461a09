import Dispatch

/// Runs independent pieces of work, on all cores or in turn.
enum Team {
    /// Calls `body` for each of 0 ..< count; the pieces must not touch each other's results.
    static func forEach(_ count: Int, parallel: Bool, _ body: @Sendable (Int) -> Void) {
        if parallel && count > 1 {
            DispatchQueue.concurrentPerform(iterations: count, execute: body)
        } else {
            for piece in 0..<count { body(piece) }
        }
    }
}
