public import HeartModel
import Mechanics
import Numerics
import Storage

/// What `failure.json` holds: where a run stopped, on what, and what was tried.
public struct FailureReport: Sendable, Encodable {
    /// A tetrahedron of the mechanics mesh.
    public struct Place: Sendable, Encodable {
        /// Its number.
        public var element: Int
        /// Part of the wall: leftVentricle, rightVentricle, septum.
        public var region: String
        /// Middle of its vertices in the image [mm].
        public var centreMm: [Double]
    }

    /// One way that was tried for the last step.
    public struct Attempt: Sendable, Encodable {
        /// What was different about it.
        public var way: String
        /// What ended it.
        public var cause: String
        public var iterations: Int
        public var factorisations: Int
        /// Corrections that the line search cut short.
        public var cuts: Int
    }

    /// The sentence on standard error.
    public var message: String
    /// The beat, from 1.
    public var beat: Int
    /// Time since its start up to which the heart was advanced [ms].
    public var timeMs: Double
    /// Lengths of the steps that were tried [ms].
    public var triedStepsMs: [Double]
    /// Out-of-balance force of each iterate of the last attempt, relative to the largest force [1].
    public var residuals: [Double]
    /// Difference of a cavity volume from what the circulation holds, at the end [mm³].
    public var volumeGapMm3: Double?
    /// Where the out-of-balance force was largest in the end.
    public var unbalanced: Place?
    /// Where the wall was compressed most in the end, and det F there.
    public var compressed: Place?
    public var smallestDetF: Double?
    /// The ways that were tried for the last step, in order.
    public var attempts: [Attempt]

    /// Describes a failure.
    public init(_ failure: StepFailure) {
        message = failure.description
        beat = failure.beat
        timeMs = failure.time
        triedStepsMs = failure.steps
        let newton = failure.newton
        residuals = newton?.residuals ?? []
        volumeGapMm3 = newton?.volumeGap
        unbalanced = newton.map { Place($0.unbalanced) }
        compressed = newton.map { Place($0.compressed) }
        smallestDetF = newton?.smallestJ
        attempts = (newton?.attempts ?? []).map {
            Attempt(
                way: $0.way, cause: $0.cause.rawValue, iterations: $0.iterations,
                factorisations: $0.factorisations, cuts: $0.cuts)
        }
    }

    /// Writes the file into the folder of a run.
    ///
    /// - Throws: `StorageError`.
    public func write(to folder: RunFolder) throws {
        try TextFile.write(try JSONText.of(self), to: folder.failure)
    }
}

extension FailureReport.Place {
    fileprivate init(_ place: NewtonFailure.Place) {
        element = place.element
        region = "\(place.region)"
        centreMm = [place.centre.x, place.centre.y, place.centre.z]
    }
}
