import ArgumentParser
import Circulation
import Electrophysiology
import Fibres
import FiniteElements
import Foundation
import Geometry
import HeartModel
import Mechanics
import Patients
import Quantities
import Reports
import Storage

/// Turns errors of the modules into one clear sentence and the documented exit code.
public enum Failure {
    /// The exit code of an error; nil for what the parser of the command line throws.
    public static func exitCode(of error: any Error) -> Int32? {
        switch error {
        case let error as any CommandError: error.exitCode
        case let error as PatientsError: error.exitCode
        case let error as StorageError: error.exitCode
        case let error as ReportsError: error.exitCode
        case HeartModelError.stepFailed, HeartModelError.notUnloaded: CommandExit.diverged
        case is MechanicsError, is CirculationError, FiniteElementsError.notConverged:
            CommandExit.diverged
        case is FiniteElementsError, is ElectrophysiologyError, is FibresError, is GeometryError,
            is HeartModelError,
            is QuantityError, is ParameterError:
            CommandExit.badData
        default: OutputOptions.exitCode(for: error) == .failure ? CommandExit.internalError : nil
        }
    }

    /// Writes the sentence and ends the process.
    public static func report(_ error: any Error) -> Never {
        let code = exitCode(of: error) ?? CommandExit.internalError
        let defect = code == CommandExit.internalError ? "a defect of hearttwin: " : ""
        ProgressLine.write("hearttwin: \(defect)\(error)\n")
        exit(code)
    }
}
