import Electrophysiology
import Foundation
import HeartModel
public import LoopLevel
import PatientModels
import Patients
import Reports
import Storage

/// A closed loop as a folder holds it: the patient's file, what its ventricles are, and numbers given by hand.
public struct LoopSetup: Codable, Sendable, Equatable {
    /// What the ventricles are.
    public enum Ventricles: String, Codable, Sendable, CaseIterable {
        /// Time-varying elastances.
        case elastance
        /// Walls with patches, activated as in a healthy heart.
        case walls
        /// Learned from a finished run.
        case emulator
    }

    /// Name of the file that describes the folder.
    public static let fileName = "loop.json"
    /// Version of the format.
    public static let format = 1

    /// Version of the format of this value.
    public var format = Self.format
    /// The patient file; in a folder relative to it.
    public var patient: String
    /// What the ventricles are.
    public var ventricles: Ventricles
    /// The learned ventricles: the folder of a run or an emulator.json.
    public var emulator: String?
    /// Whether the arterial baroreflex answers.
    public var baroreflex: Bool
    /// Parameters given by hand, by dotted name in the units of their cards.
    public var parameters: [String: Double]
    /// What a prepared folder is known by.
    public var token: String?

    /// Describes a loop.
    public init(
        patient: String, ventricles: Ventricles = .elastance, emulator: String? = nil,
        baroreflex: Bool = true, parameters: [String: Double] = [:], token: String? = nil
    ) {
        self.patient = patient
        self.ventricles = ventricles
        self.emulator = emulator
        self.baroreflex = baroreflex
        self.parameters = parameters
        self.token = token
    }

    /// Reads the description in a folder; its files then have the folder before their names.
    ///
    /// - Parameter token: where it is given, the folder must have been prepared with it.
    /// - Throws: ``LoopSetupError``.
    public init(folder: String, token: String?) throws(LoopSetupError) {
        let path = (folder as NSString).appendingPathComponent(Self.fileName)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .missing(path: path)
        }
        do {
            self = try JSONDecoder().decode(LoopSetup.self, from: data)
        } catch {
            throw .damaged(path: path, reason: "\(error)")
        }
        guard format == Self.format else {
            throw .damaged(
                path: path, reason: "its format is \(format), this version reads \(Self.format)")
        }
        guard token == nil || token == self.token else {
            throw .damaged(path: path, reason: "it was prepared with another token")
        }
        patient = (folder as NSString).appendingPathComponent(patient)
        emulator = emulator.map { (folder as NSString).appendingPathComponent($0) }
    }

    /// The loop, not settled yet.
    ///
    /// - Throws: errors of the files, of parameters and of the circuit, ``LoopSetupError``.
    public func instance() throws -> LoopInstance {
        let facts = try PatientFacts(reading: patient, knowing: Patient.catalogue)
        let parameters = try facts.heartParameters(overrides: parameters)
        return try LoopInstance(parameters, ventricles: loopVentricles(), reflex: baroreflex)
    }

    private func loopVentricles() throws -> LoopVentricles {
        switch ventricles {
        case .elastance: return .elastance
        case .walls:
            let normal = ActivationProtocols.normal
            return .walls(before: normal, after: normal)
        case .emulator:
            guard let emulator else { throw LoopSetupError.noEmulator }
            return .learned(LearnedVentricles(try StoredEmulator(reading: emulator)))
        }
    }
}

/// What can be wrong with the description of a loop.
public enum LoopSetupError: Error, Equatable, CustomStringConvertible {
    /// There is no description.
    case missing(path: String)
    /// It cannot be used.
    case damaged(path: String, reason: String)
    /// Learned ventricles without a file.
    case noEmulator
    /// Ventricles of a kind that there is not.
    case unknownVentricles(Int)
    /// A text that is no UTF-8, or none at all.
    case noText(what: String)
    /// Fewer bytes than there are, or more.
    case wrongSize(expected: Int, found: Int)

    public var description: String {
        switch self {
        case .missing(let path): "\(path): no such file; hearttwin fmu makes such folders"
        case .damaged(let path, let reason): "\(path) cannot be used: \(reason)"
        case .noEmulator:
            "learned ventricles need the folder of a finished run or its emulator.json"
        case .unknownVentricles(let kind):
            "there are no ventricles \(kind): 0 elastances, 1 walls, 2 learned from a run (emulator)"
        case .noText(let what): "\(what) is missing or no UTF-8"
        case .wrongSize(let expected, let found):
            "a saved loop has \(expected) bytes, not \(found)"
        }
    }
}
