import Foundation
import Geometry
import Numerics
import Patients
import Quantities
import Storage
import Testing

/// Ten thousand damaged files: each is read or refused with a sentence, never a crash or a hang.
///
/// A file costs a child process and a copy; beside the other tests the parts have a core for a part of the time.
///
/// `HEARTTWIN_FUZZ` sets another number of files, `HEARTTWIN_FUZZ_SEED` another seed. Reading forks a
/// child for every file, under a lock: parts run in processes of their own, side by side.
@Suite struct PatientFuzzTests {
    private static func setting(_ name: String, otherwise value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? value
    }

    private static var count: Int { setting("HEARTTWIN_FUZZ", otherwise: 10_000) }

    private static func generator(_ part: Int) -> SplitMix64 {
        SplitMix64(seed: UInt64(setting("HEARTTWIN_FUZZ_SEED", otherwise: 1)) &+ UInt64(part))
    }

    /// Eight in ten damage bytes of the smallest patient, which is read fastest.
    @Test(.timeLimit(.minutes(15)), arguments: 0..<2)
    func damagedBytesNeverCrash(_ part: Int) async {
        await #expect(processExitsWith: .success) { [part] in
            try FuzzedFiles().damageBytes(
                isComplete: false, count: 2 * Self.count / 5, Self.generator(part))
        }
    }

    /// One in ten damages bytes of a patient with something in every field.
    @Test(.timeLimit(.minutes(15))) func damagedBytesOfACompletePatientNeverCrash() async {
        await #expect(processExitsWith: .success) {
            try FuzzedFiles().damageBytes(
                isComplete: true, count: Self.count / 10, Self.generator(2))
        }
    }

    /// One in ten changes whole datasets and attributes of the complete patient.
    @Test(.timeLimit(.minutes(15))) func damagedContentsNeverCrash() async {
        await #expect(processExitsWith: .success) {
            try FuzzedFiles().damageContents(count: Self.count / 10, Self.generator(3))
        }
    }
}

/// Damages patients and reads them.
private struct FuzzedFiles {
    private let folder = PatientFolder()
    private let catalogue = SamplePatient.catalogue

    func damageBytes(isComplete: Bool, count: Int, _ generator: SplitMix64) throws {
        let path = folder.file("p.h5")
        try SamplePatient.make(full: isComplete).write(to: path, knowing: catalogue)
        let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        var random = generator
        var outcomes = Outcomes()
        for _ in 0..<count {
            let damaged = Damage.bytes(of: whole, &random)
            try Data(damaged).write(to: URL(fileURLWithPath: path))
            outcomes.add(read(path))
        }
        #expect(outcomes.bad.isEmpty, "\(outcomes.bad)")
        #expect(outcomes.refused > outcomes.total / 10, "\(outcomes)")
        #expect(outcomes.accepted > outcomes.total / 100, "\(outcomes)")
    }

    func damageContents(count: Int, _ generator: SplitMix64) throws {
        let original = folder.file("o.h5")
        let path = folder.file("p.h5")
        try SamplePatient.make().write(to: original, knowing: catalogue)
        let source = try H5File(reading: original).root
        let groups = try source.children().map(\.name)
        var random = generator
        var outcomes = Outcomes()
        for _ in 0..<count {
            let writer = try H5Writer(writing: path)
            for group in groups { try writer.root.copy(group, of: source) }
            let target = try Damage.contents(of: writer.root, &random)
            try writer.commit()
            let outcome = read(path)
            outcomes.add(outcome)
            if case .accepted = outcome { outcomes.note(target) }
        }
        #expect(outcomes.bad.isEmpty, "\(outcomes.bad)")
        #expect(outcomes.refused > outcomes.total / 2, "\(outcomes)")
    }

    private enum Outcome {
        case accepted
        case refused
        case bad(String)
    }

    private struct Outcomes: CustomStringConvertible {
        var accepted = 0
        var refused = 0
        var bad: [String] = []
        var acceptedTargets: Set<String> = []
        var total: Int { accepted + refused + bad.count }
        var description: String {
            "\(accepted) read, \(refused) refused, \(bad.count) bad of \(total); read in spite of "
                + "damage to \(acceptedTargets.sorted())"
        }

        mutating func add(_ outcome: Outcome) {
            switch outcome {
            case .accepted: accepted += 1
            case .refused: refused += 1
            case .bad(let text): bad.append(text)
            }
        }

        mutating func note(_ target: String) { acceptedTargets.insert(target) }
    }

    /// A refusal must be one sentence with the exit code of bad data.
    private func read(_ path: String) -> Outcome {
        do throws(PatientsError) {
            _ = try Patient(reading: path, knowing: catalogue)
            return .accepted
        } catch {
            let text = error.description
            let isSentence =
                text.hasPrefix(path) && text.count > path.count + 10
                && !text.contains("\n")
            return isSentence && error.exitCode == 65 ? .refused : .bad(text)
        }
    }
}
