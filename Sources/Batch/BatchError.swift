import Quantities

/// Something wrong with the input of a batch: where, and what.
public struct BatchProblem: Sendable, Equatable, Encodable, CustomStringConvertible {
    /// File, and line or table in it.
    public var place: String
    /// What is wrong there.
    public var reason: String

    /// Describes a problem.
    public init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    /// One sentence.
    public var description: String { "\(place): \(reason)".printable }
}

/// What can go wrong with a batch as a whole; what goes wrong with one case is a row of its table.
public enum BatchError: Error, Equatable {
    /// The cohort cannot be run as it is: everything that is wrong with it.
    case problems([BatchProblem])
    /// The cohort file cannot be read.
    case unreadable(file: String)
    /// The folder holds the results of another cohort, or of this one before it was changed.
    case otherCohort(folder: String, cohort: String)
    /// The folder holds no batch.
    case noBatch(folder: String)
    /// A file of the batch cannot be understood.
    case damaged(file: String, reason: String)
    /// Another process computes in this folder.
    case busy(folder: String)
    /// A range of cases that the batch does not have.
    case noSuchCases(text: String, count: Int)
    /// There is no room for results.
    case noSpace(file: String)
    /// A file or folder cannot be written.
    case unwritable(file: String, reason: String)
    /// A worker cannot be started.
    case cannotStart(program: String, reason: String)
    /// A batch of the closed loop where runs in three dimensions are wanted.
    case loopBatch(folder: String)
    /// A batch of other than one patient where one is wanted.
    case severalPatients(folder: String, count: Int)
    /// Workers end before they begin with a case.
    case workersFail(end: String)
}

extension BatchError: CustomStringConvertible {
    /// One sentence: what, where, what to do; a line for each of several problems.
    public var description: String {
        switch self {
        case .problems(let problems):
            problems.count == 1
                ? "\(problems[0])"
                : "\(problems.count) problems:\n"
                    + problems.map { "  \($0)" }.joined(separator: "\n")
        case .unreadable(let file):
            "\(file.printable): no such file, or it may not be read"
        case .otherCohort(let folder, let cohort):
            "\(folder): holds another cohort, or \(cohort) as it was before; choose another --output, "
                + "or start anew there with --force-new"
        case .noBatch(let folder):
            "\(folder): holds no batch; hearttwin batch cohort.toml makes one"
        case .damaged(let file, let reason):
            "\(file): \(reason)"
        case .busy(let folder):
            "\(folder): another run computes in this folder; wait for it or stop it"
        case .noSuchCases(let text, let count):
            "\"\(text.printable)\" is no range of the cases 0..<\(count), such as 0..<\(min(count, 64))"
        case .noSpace(let file):
            "\(file): no space left; free some and run the same command again, nothing is lost"
        case .unwritable(let file, let reason):
            "\(file): cannot be written (\(reason))"
        case .cannotStart(let program, let reason):
            "\(program): cannot be started (\(reason))"
        case .loopBatch(let folder):
            "\(folder): is a batch of the closed loop; its changes are in results.csv, runs in three dimensions are "
                + "those of level = \"heart\""
        case .severalPatients(let folder, let count):
            "\(folder): is a batch of \(count) patients; one patient with its equally likely hearts is wanted "
                + "(files = [one file], ensemble = 20)"
        case .workersFail(let end):
            "worker after worker did not begin with a case: \(end); its message is above"
        }
    }

    /// The documented exit code.
    public var exitCode: Int32 {
        switch self {
        case .problems, .otherCohort, .damaged, .loopBatch, .severalPatients: 65
        case .unreadable, .noBatch: 66
        case .noSuchCases: 64
        case .busy, .noSpace: 75
        case .unwritable: 73
        case .cannotStart: 69
        case .workersFail: 70
        }
    }
}
