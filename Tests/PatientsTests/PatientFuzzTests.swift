import Foundation
import Geometry
import Numerics
import Patients
import Quantities
import Storage
import Testing

/// Ten thousand damaged files: each is read or refused with a sentence, never a crash or a hang.
///
/// `HEARTTWIN_FUZZ` sets another number of files, `HEARTTWIN_FUZZ_SEED` another seed.
@Suite(.serialized) struct PatientFuzzTests {
    let folder = PatientFolder()
    let catalogue = SamplePatient.catalogue

    private static func setting(_ name: String, otherwise value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? value
    }

    private let count = setting("HEARTTWIN_FUZZ", otherwise: 10_000)
    private let seed = UInt64(setting("HEARTTWIN_FUZZ_SEED", otherwise: 1))

    /// Nine in ten damage the smallest patient, which is read fastest; the rest a complete one.
    @Test(.timeLimit(.minutes(5)), arguments: [(18, false), (1, true)])
    func damagedBytesNeverCrash(_ twentieths: Int, _ isComplete: Bool) throws {
        let path = folder.file("p.h5")
        try SamplePatient.make(full: isComplete).write(to: path, knowing: catalogue)
        let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        var random = SplitMix64(seed: seed)
        var outcomes = Outcomes()
        for _ in 0..<count * twentieths / 20 {
            let damaged = Damage.bytes(of: whole, &random)
            try Data(damaged).write(to: URL(fileURLWithPath: path))
            outcomes.add(read(path))
        }
        #expect(outcomes.bad.isEmpty, "\(outcomes.bad)")
        #expect(outcomes.refused > outcomes.total / 10, "\(outcomes)")
        #expect(outcomes.accepted > outcomes.total / 100, "\(outcomes)")
    }

    @Test(.timeLimit(.minutes(5))) func damagedContentsNeverCrash() throws {
        let original = folder.file("o.h5")
        let path = folder.file("p.h5")
        try SamplePatient.make().write(to: original, knowing: catalogue)
        let whole = try Data(contentsOf: URL(fileURLWithPath: original))
        var random = SplitMix64(seed: seed &+ 1)
        var outcomes = Outcomes()
        for _ in 0..<count / 20 {
            try whole.write(to: URL(fileURLWithPath: path))
            let writer = try H5Writer(revising: path)
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
