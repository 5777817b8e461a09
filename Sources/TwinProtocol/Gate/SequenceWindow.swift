/// Which of the last 64 numbers of a source have been seen.
///
/// The sliding window that IP security uses against replayed packets. Source: RFC 4303 (2005), section
/// 3.4.3, doi:10.17487/RFC4303.
public struct SequenceWindow: Sendable, Equatable {
    /// The largest number seen.
    public private(set) var newest: UInt64
    private var bits: UInt64 = 1

    /// What a number is to a window.
    public enum Place: Sendable {
        /// Larger than all before.
        case new
        /// Overtaken by a larger one, and not seen.
        case late
        /// Seen before.
        case seen
        /// So far behind that nothing is known of it.
        case forgotten
    }

    /// A window that has seen one number.
    public init(first: UInt64) { newest = first }

    /// Judges a number and marks it as seen.
    public mutating func take(_ number: UInt64) -> Place {
        if number > newest {
            let ahead = number - newest
            bits = ahead < 64 ? bits << ahead | 1 : 1
            newest = number
            return .new
        }
        let behind = newest - number
        guard behind < 64 else { return .forgotten }
        let bit: UInt64 = 1 << behind
        if bits & bit != 0 { return .seen }
        bits |= bit
        return .late
    }
}
