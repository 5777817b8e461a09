/// Why a patient has no such equally likely heart.
public enum EnsembleError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The patient was not calibrated.
    case noPosterior(patient: String)
    /// The ensemble ends before.
    case noMember(number: Int, patient: String, count: Int)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noPosterior(let patient):
            "\(patient) holds no equally likely hearts: hearttwin calibrate makes a file that does"
        case .noMember(let number, let patient, let count):
            "there is no heart \(number): \(patient) holds \(count) equally likely ones, numbered from 1"
        }
    }
}
