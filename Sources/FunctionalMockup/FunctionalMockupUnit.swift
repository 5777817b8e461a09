import Archives
public import Foundation
public import LoopInterface
import LoopLevel
import Storage

/// A closed loop packed as a functional mock-up unit (`.fmu`): description, library, and the patient as a resource.
public struct FunctionalMockupUnit {
    /// The loop; its files are read when it is packed.
    public var setup: LoopSetup
    /// The library `libhearttwin`, and those it needs that come with it.
    public var library: String
    public var companions: [String]
    /// What the unit is called.
    public var name: String
    /// The version of hearttwin.
    public var version: String

    /// Describes a unit.
    public init(
        setup: LoopSetup, library: String, companions: [String] = [], name: String, version: String
    ) {
        self.setup = setup
        self.library = library
        self.companions = companions
        self.name = name
        self.version = version
    }

    /// The folder of libraries for this kind of machine, as the standard names it.
    public static var platform: String {
        #if arch(arm64)
            "aarch64-linux"
        #else
            "x86_64-linux"
        #endif
    }

    /// The bytes of the file; the same for the same inputs.
    ///
    /// - Throws: errors of the patient and of the circuit, ``FunctionalMockupError``.
    public func packed() throws -> Data {
        let instance = try setup.instance()
        let patient = try read(setup.patient)
        let emulator = try setup.emulator.map { try read(Self.emulatorFile($0)) }
        var inside = setup
        inside.patient = "patient.h5"
        inside.emulator = emulator.map { _ in "emulator.json" }
        inside.token = nil
        inside.token = try token(inside, [patient] + (emulator.map { [$0] } ?? []))
        let description = ModelDescription(
            name: name, summary: "Closed loop of \(name); for research only", version: version,
            token: inside.token ?? "", instance: instance)
        var archive = ZipArchive()
        archive.add("modelDescription.xml", Data(try description.xml().utf8), compressing: true)
        archive.add("resources/\(LoopSetup.fileName)", try Self.json(inside), compressing: true)
        archive.add("resources/patient.h5", patient, compressing: true)
        if let emulator { archive.add("resources/emulator.json", emulator, compressing: true) }
        let folder = "binaries/\(Self.platform)/"
        archive.add(
            folder + ModelDescription.identifier + ".so", try read(library), compressing: true)
        for companion in companions {
            archive.add(
                folder + (companion as NSString).lastPathComponent, try read(companion),
                compressing: true)
        }
        guard let bytes = archive.bytes() else { throw FunctionalMockupError.tooLarge }
        return bytes
    }

    /// A token that changes with everything the unit computes from.
    private func token(_ setup: LoopSetup, _ files: [Data]) throws -> String {
        var hash = SHA256()
        hash.update(Data(version.utf8))
        hash.update(try Self.json(setup))
        for file in files { hash.update(file) }
        let digits = hash.finish()
        let ends = [8, 12, 16, 20, 32]
        let starts = [0] + ends.dropLast()
        let letters = Array(digits)
        return "{" + zip(starts, ends).map { String(letters[$0..<$1]) }.joined(separator: "-") + "}"
    }

    private func read(_ path: String) throws(FunctionalMockupError) -> Data {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .missing(path: path)
        }
        return data
    }

    /// A run's folder keeps its learned ventricles under a known name.
    private static func emulatorFile(_ given: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: given, isDirectory: &isFolder)
        return exists && isFolder.boolValue
            ? (given as NSString).appendingPathComponent("emulator.json") : given
    }

    private static func json(_ setup: LoopSetup) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(setup)
    }
}

/// What can go wrong when a unit is made.
public enum FunctionalMockupError: Error, Equatable, CustomStringConvertible {
    /// A file is not there.
    case missing(path: String)
    /// A unit that is made of more than masses, lengths and times.
    case foreignUnit(String)
    /// More than the format holds.
    case tooLarge

    public var description: String {
        switch self {
        case .missing(let path): "\(path): no such file, or it cannot be read"
        case .foreignUnit(let unit): "the unit \(unit) has no place in a model description"
        case .tooLarge: "more than 4 GiB are too much for a unit"
        }
    }
}
