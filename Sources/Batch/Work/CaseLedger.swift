import Foundation

/// What became of every case, from the shards.
public struct CaseLedger: Sendable {
    /// Where the line of a case is.
    struct Place: Sendable {
        var shard: Int32
        var length: Int32
        var offset: Int64
    }

    /// How many cases are in a state.
    public private(set) var counts: [CaseRecord.State: Int] = [:]
    /// Lines that could not be understood, with their file: what a killed process left half-written.
    public private(set) var torn: [String] = []
    /// Cases with two lines: none, unless two workers computed the same.
    public private(set) var repeated: [Int] = []
    /// The shards.
    let files: [String]
    private var states: [UInt8]
    private var places: [Place]
    private let first: Int

    private static let ordered = CaseRecord.State.allCases

    /// Reads the shards of a batch.
    ///
    /// - Parameters:
    ///   - cases: cases to look for; others are left out.
    /// - Complexity: O(size of the shards).
    public init(of folder: BatchFolder, cases: Range<Int>) {
        first = cases.lowerBound
        states = [UInt8](repeating: 0, count: cases.count)
        places = [Place](
            repeating: Place(shard: -1, length: 0, offset: 0), count: cases.count)
        files = folder.shards(overlapping: cases)
        for (shard, path) in files.enumerated() {
            guard var lines = LineFile(path) else { continue }
            defer { lines.end() }
            lines.read { line, offset in
                guard !line.isEmpty else { return }
                switch Self.glance(line) {
                case .begin: return
                case .end(let number, let state):
                    guard cases.contains(number) else { return }
                    take(
                        number, state,
                        Place(
                            shard: Int32(shard), length: Int32(line.count), offset: Int64(offset)))
                case nil: torn.append(path)
                }
            }
            if lines.unfinishedBytes > 0 { torn.append(path) }
        }
    }

    private mutating func take(_ number: Int, _ state: CaseRecord.State, _ place: Place) {
        let index = number - first
        guard states[index] == 0 else {
            repeated.append(number)
            return
        }
        states[index] = UInt8((Self.ordered.firstIndex(of: state) ?? 0) + 1)
        places[index] = place
        counts[state, default: 0] += 1
    }

    /// How a case ended; nil while it has not.
    public func state(_ number: Int) -> CaseRecord.State? {
        let code = states[number - first]
        return code == 0 ? nil : Self.ordered[Int(code) - 1]
    }

    /// Cases that have not ended.
    public var pending: Int { states.count - counts.values.reduce(0, +) }

    /// Where the line of a case is; nil while it has none.
    func place(_ number: Int) -> Place? {
        let place = places[number - first]
        return place.shard < 0 ? nil : place
    }

    private enum Glance {
        case begin
        case end(Int, CaseRecord.State)
    }

    private struct Head: Decodable {
        var `case`: Int?
        var state: CaseRecord.State?
        var begin: [Int]?
    }

    /// Number and state of a line, without its numbers.
    private static func glance(_ line: Data) -> Glance? {
        guard line.last == UInt8(ascii: "}"), let head = JSONLine.read(Head.self, line) else {
            return nil
        }
        if head.begin != nil { return .begin }
        guard let number = head.case, let state = head.state else { return nil }
        return .end(number, state)
    }
}
