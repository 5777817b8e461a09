import ArgumentParser
import CommandLineSupport
import Foundation
import FunctionalMockup
import LoopInterface
import LoopLevel

/// `hearttwin fmu`: a patient's closed loop as a unit for co-simulation.
struct FMU: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmu",
        abstract: "Pack a patient's closed loop as a functional mock-up unit (FMI 3.0).",
        discussion:
            "The unit is for co-simulation on machines like this one. Its parameters are those of the circulation, with units and ranges; its outputs are pressures, volumes and flows."
    )

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(
        name: .shortAndLong,
        help: "The unit; the patient file's name with .fmu here unless given.",
        completion: .file(extensions: ["fmu"]))
    var output: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Override a parameter, with its unit: circulation.heartRate='80 1/min'.",
            valueName: "name=value"))
    var overrides: [String] = []

    @Option(help: "Whether the arterial baroreflex answers.")
    var baroreflex = LoopOptions.Switch.on

    @Option(help: "What the ventricles are.")
    var ventricles = LoopOptions.Ventricles.elastance

    @Option(
        help:
            "With --ventricles emulator: the results folder of a finished run, or an emulator.json; the one beside the patient file unless given."
    )
    var emulator: String?

    @Option(
        help: ArgumentHelp(
            "The library libhearttwin to pack; HEARTTWIN_LIBRARY, or the one of this installation, unless given.",
            valueName: "file"))
    var library: String?

    func validate() throws {
        guard emulator == nil || ventricles == .emulator else {
            throw ValidationError(
                "--emulator is of --ventricles emulator; add it, or leave it out.")
        }
    }

    func run() throws {
        let given = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        if let law = given.choices.keys.sorted().first {
            throw ValidationError(
                "--set \(law): laws are of the heart in three dimensions; the loop has none to choose."
            )
        }
        let setup = LoopSetup(
            patient: patient, ventricles: try kind(),
            emulator: ventricles == .emulator
                ? emulator ?? LoopOptions.emulator(beside: patient) : nil,
            baroreflex: baroreflex == .on, parameters: given.values)
        let instance = try setup.instance()
        let known = Set(instance.variables.map(\.name))
        if let name = given.values.keys.sorted().first(where: { !known.contains($0) }) {
            throw UnknownToLoop(name: name)
        }
        let name = URL(filePath: patient).deletingPathExtension().lastPathComponent
        let (file, companions) = try InterfaceLibrary.find(library)
        let unit = FunctionalMockupUnit(
            setup: setup, library: file, companions: companions, name: name,
            version: Version.current)
        let path = output ?? name + ".fmu"
        let bytes = try unit.packed()
        do {
            try bytes.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UnwritableUnit(path: path, reason: error.localizedDescription)
        }
        let size = Double(bytes.count) / 1e6
        print(
            "\(path): \(instance.variables.count) variables, \(String(format: "%.1f", size)) MB, "
                + "for \(FunctionalMockupUnit.platform)")
    }

    private func kind() throws -> LoopSetup.Ventricles {
        switch ventricles {
        case .elastance: .elastance
        case .walls: .walls
        case .emulator: .emulator
        }
    }
}

/// The dynamic library that a unit carries.
enum InterfaceLibrary {
    /// The library, and files beside it that it needs: those that `libhearttwin.so.needs` names.
    ///
    /// - Throws: ``MissingLibrary``.
    static func find(_ given: String?) throws -> (library: String, companions: [String]) {
        let environment = ProcessInfo.processInfo.environment["HEARTTWIN_LIBRARY"]
        let places =
            (given ?? environment).map { [$0] } ?? [
                Companion.path("libhearttwin-c.so"),
                Companion.path("../lib/hearttwin/libhearttwin.so"),
            ]
        guard let library = places.first(where: { FileManager.default.isReadableFile(atPath: $0) })
        else { throw MissingLibrary(places: places) }
        let folder = (library as NSString).deletingLastPathComponent
        let needs = FileManager.default.contents(atPath: library + ".needs") ?? Data()
        let names = String(decoding: needs, as: UTF8.self).split(separator: "\n")
        return (library, names.map { (folder as NSString).appendingPathComponent(String($0)) })
    }
}

/// A parameter of the heart that the loop knows nothing of.
struct UnknownToLoop: CommandError {
    var name: String

    var exitCode: Int32 { CommandExit.badData }

    var description: String {
        "--set \(name): this loop knows nothing of it; its parameters are circulation.…, "
            + "wall.contractilityLeft and wall.contractilityRight, and with --ventricles walls also walls.…"
    }
}

/// No library to pack.
struct MissingLibrary: CommandError {
    var places: [String]

    var exitCode: Int32 { CommandExit.missingProgram }

    var description: String {
        "there is no library \(places.joined(separator: " or ")); scripts/hearttwin fmu builds it, "
            + "or name one with --library"
    }
}

/// A unit that cannot be written.
struct UnwritableUnit: CommandError {
    var path: String
    var reason: String

    var exitCode: Int32 { CommandExit.cannotCreate }

    var description: String { "\(path) cannot be written: \(reason)" }
}
