/// What of the recorded motion goes to `result.vtkhdf`: how often, and which fields beside the positions.
///
/// Nothing that is computed depends on it: strains, pictures of the page and checkpoints use all frames.
public struct MotionOutput: Sendable, Equatable {
    /// Distance of two frames [ms], a multiple of ``MotionRecorder/interval``.
    public let interval: Double
    /// The fields, in the order of the file.
    public let fields: [MotionRecorder.Field]

    /// Every recorded frame with all fields.
    public static let everything = MotionOutput(
        checked: MotionRecorder.interval, fields: MotionRecorder.Field.allCases)

    private init(checked interval: Double, fields: [MotionRecorder.Field]) {
        self.interval = interval
        self.fields = fields
    }

    /// Chooses frames and fields.
    ///
    /// - `interval`: distance of two frames [ms].
    /// - `fields`: names of ``MotionRecorder/Field``, in any order; nil means all, none the positions only.
    /// - Throws: ``ReportsError/frameDistance(interval:multipleOf:)``,
    ///   ``ReportsError/unknownField(name:known:)``.
    public init(
        every interval: Double = MotionRecorder.interval, fields: [String]? = nil
    ) throws(ReportsError) {
        let known = MotionRecorder.Field.allCases
        let frames = (interval / MotionRecorder.interval).rounded()
        guard frames >= 1, frames * MotionRecorder.interval == interval else {
            throw .frameDistance(interval: interval, multipleOf: MotionRecorder.interval)
        }
        if let name = fields?.first(where: { MotionRecorder.Field(rawValue: $0) == nil }) {
            throw .unknownField(name: name, known: known.map(\.rawValue))
        }
        self.init(
            checked: interval,
            fields: fields.map { chosen in known.filter { chosen.contains($0.rawValue) } } ?? known)
    }

    /// Whether the frame of a time [ms] is written.
    func takes(_ time: Double) -> Bool { (time / interval).rounded() * interval == time }
}
