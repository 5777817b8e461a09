import Circuits
import Numerics

extension TwinHeart {
    /// Most inputs (partitions of a log) whose offsets are kept.
    public static let cursorCount = 8

    /// Size of the state in words of eight bytes.
    public var wordCount: Int {
        Self.cursorCount + 3 + (MemoryLayout<BeatRecord>.size + MemoryLayout<BeatMeter>.size) / 8
            + 4 * count
            + solverWords + solverWords + count + reflexWords
    }

    /// Writes everything that the future depends on.
    public func write(to words: UnsafeMutablePointer<UInt64>) {
        for place in 0..<Self.cursorCount { words[place] = cursors[place] }
        var at = words + Self.cursorCount
        at[0] = step
        at[1] = faults
        at[2] = UInt64(ramping)
        at += 3
        withUnsafePointer(to: &beat) { Self.copy($0, &at) }
        withUnsafePointer(to: &meter) { Self.copy($0, &at) }
        for signal in 0..<count {
            at[4 * signal] = values[signal].bitPattern
            at[4 * signal + 1] = goals[signal].bitPattern
            at[4 * signal + 2] = rates[signal].bitPattern
            at[4 * signal + 3] = left[signal]
        }
        at += 4 * count
        solver.write(to: at)
        at += solverWords
        at.update(from: safe, count: solverWords + count)
        reflex.write(to: at + solverWords + count)
    }

    /// Becomes the heart that wrote these words.
    public func read(from words: UnsafePointer<UInt64>) {
        for place in 0..<Self.cursorCount { cursors[place] = words[place] }
        var at = words + Self.cursorCount
        step = at[0]
        faults = at[1]
        ramping = Int(at[2])
        at += 3
        withUnsafeMutablePointer(to: &beat) { Self.paste($0, &at) }
        withUnsafeMutablePointer(to: &meter) { Self.paste($0, &at) }
        for signal in 0..<count {
            values[signal] = Double(bitPattern: at[4 * signal])
            goals[signal] = Double(bitPattern: at[4 * signal + 1])
            rates[signal] = Double(bitPattern: at[4 * signal + 2])
            left[signal] = at[4 * signal + 3]
        }
        at += 4 * count
        solver.read(from: at)
        at += solverWords
        safe.update(from: at, count: solverWords + count)
        reflex.read(from: at + solverWords + count)
    }

    private static func copy<Value: BitwiseCopyable>(
        _ value: UnsafePointer<Value>, _ at: inout UnsafeMutablePointer<UInt64>
    ) {
        UnsafeMutableRawPointer(at).copyMemory(
            from: value, byteCount: MemoryLayout<Value>.size)
        at += MemoryLayout<Value>.size / 8
    }

    private static func paste<Value: BitwiseCopyable>(
        _ value: UnsafeMutablePointer<Value>, _ at: inout UnsafePointer<UInt64>
    ) {
        UnsafeMutableRawPointer(value).copyMemory(
            from: at, byteCount: MemoryLayout<Value>.size)
        at += MemoryLayout<Value>.size / 8
    }
}
