/// What of the recorded motion goes to `result.vtkhdf`: how often, and which fields beside the positions.
///
/// Nothing that is computed depends on it: strains, pictures of the page and checkpoints use all frames.
public struct MotionOutput: Sendable, Equatable {
    /// Distance of two frames [ms], a multiple of ``MotionRecorder/interval``.
    public let interval: Double
    /// Names of the fields, in the order of the file.
    public let fields: [String]

    /// Every recorded frame with all fields.
    public static let everything = MotionOutput(
        checked: MotionRecorder.interval, fields: MotionRecorder.fields.map(\.name))

    private init(checked interval: Double, fields: [String]) {
        self.interval = interval
        self.fields = fields
    }

    /// Chooses frames and fields.
    ///
    /// - `interval`: distance of two frames [ms].
    /// - `fields`: names of ``MotionRecorder/fields``, in any order; nil means all, none the positions only.
    /// - Throws: ``ReportsError/frameDistance(interval:multipleOf:)``,
    ///   ``ReportsError/unknownField(name:known:)``.
    public init(
        every interval: Double = MotionRecorder.interval, fields: [String]? = nil
    ) throws(ReportsError) {
        let known = MotionRecorder.fields.map(\.name)
        let frames = (interval / MotionRecorder.interval).rounded()
        guard frames >= 1, frames * MotionRecorder.interval == interval else {
            throw .frameDistance(interval: interval, multipleOf: MotionRecorder.interval)
        }
        if let name = fields?.first(where: { !known.contains($0) }) {
            throw .unknownField(name: name, known: known)
        }
        self.init(
            checked: interval,
            fields: fields.map { chosen in known.filter { chosen.contains($0) } } ?? known)
    }

    /// Whether the frame of a time [ms] is written.
    func takes(_ time: Double) -> Bool { (time / interval).rounded() * interval == time }
}
