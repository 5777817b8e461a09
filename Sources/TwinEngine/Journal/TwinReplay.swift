/// Does again what a journal says.
public enum TwinReplay {
    /// Advances a heart along records; it ends before the step at which the last record stands.
    ///
    /// - Parameter beat: told of every beat.
    /// - Throws: ``TwinEngineError/otherBits(step:expected:found:)`` at the first digest that differs.
    public static func run(
        _ records: ArraySlice<JournalRecord>, on heart: TwinHeart,
        beat: (BeatRecord) -> Void = { _ in }
    ) throws(TwinEngineError) {
        let outputs = TwinOutputs(for: heart, journalled: false)
        for record in records {
            while heart.step < record.step {
                if heart.advance() { beat(heart.beat) }
            }
            switch JournalRecord.Kind(rawValue: record.kind) {
            case .applied:
                guard heart.apply(record.command) else {
                    throw .otherBits(step: heart.step, expected: record.bits, found: 0)
                }
                if Int(record.input) < TwinHeart.cursorCount {
                    heart.cursors[Int(record.input)] = record.offset
                }
            case .mark, .end:
                let digest = outputs.digest(of: heart)
                guard digest == record.bits else {
                    throw .otherBits(step: heart.step, expected: record.bits, found: digest)
                }
            case .refused, nil: break
            }
        }
    }
}
