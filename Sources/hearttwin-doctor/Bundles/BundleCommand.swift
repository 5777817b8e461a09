import Archives
import ArgumentParser
import CommandLineSupport
import Foundation

/// `hearttwin bundle`: a computation as one file that computes to the same bits elsewhere.
struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Keep a computation as one file that can be computed again.",
        subcommands: [BundleMake.self, BundleCheck.self, BundleRerun.self])
}

/// `hearttwin bundle make`: computes and keeps.
struct BundleMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Run a command and keep its inputs and results as a bundle.",
        discussion: """
            The bundle is a ZIP archive and an RO-Crate: files the command names go in as inputs, what it writes as results, with \
            their SHA-256. The command is one with --output, such as simulate, and is given one here. Example: \
            hearttwin bundle make run.zip simulate patient.h5 --level loop
            """)

    @Option(
        help: ArgumentHelp(
            "Result to leave out, such as result.vtkhdf; may be given several times.",
            valueName: "file"))
    var without: [String] = []

    @Argument(help: "The bundle to write (.zip).")
    var bundle: String

    @Argument(parsing: .captureForPassthrough, help: "The command of hearttwin.")
    var command: [String]

    func validate() throws {
        guard let first = command.first, !first.hasPrefix("-") else {
            throw ValidationError(
                "The command of hearttwin is missing, such as simulate patient.h5.")
        }
        if command.contains("--output") || command.contains("-o") {
            throw ValidationError("Leave --output out: results go into the bundle.")
        }
    }

    func run() throws {
        let work = try WorkFolder()
        var record = BundleRecord(
            version: Version.current,
            kernels: ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] ?? "",
            command: [], inputs: [], results: [])
        var archive = ZipArchive()
        var taken: Set<String> = []
        try FileManager.default.createDirectory(
            at: work.url.appending(path: "inputs"), withIntermediateDirectories: true)
        for word in command {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: word, isDirectory: &isFolder),
                !isFolder.boolValue, word != command.first
            else {
                record.command.append(word)
                continue
            }
            guard let data = FileManager.default.contents(atPath: word) else {
                throw BundleError.missing(word)
            }
            var name = "inputs/" + URL(filePath: word).lastPathComponent
            while !taken.insert(name).inserted { name += "_" }
            try data.write(to: work.url.appending(path: name))
            record.inputs.append(.init(path: name, sha256: try FileDigest.of(word)))
            record.command.append(name)
            archive.add(name, data)
        }
        try work.run(record.command + ["--output", "results"])
        for name in work.files("results") where !without.contains(String(name.dropFirst(8))) {
            let path = work.url.appending(path: name).path
            guard let data = FileManager.default.contents(atPath: path) else {
                throw BundleError.missing(path)
            }
            record.results.append(.init(path: name, sha256: try FileDigest.of(path)))
            archive.add(name, data)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        archive.add("bundle.json", try encoder.encode(record))
        archive.add("run.sh", Data(record.script.utf8))
        let title = URL(filePath: bundle).deletingPathExtension().lastPathComponent
        archive.add("ro-crate-metadata.json", try record.crate(name: title))
        guard let bytes = archive.bytes() else { throw BundleError.tooLarge }
        do {
            try bytes.write(to: URL(filePath: bundle), options: .atomic)
        } catch {
            throw BundleError.unwritable(bundle, error.localizedDescription)
        }
        print(
            "\(bundle): \(record.inputs.count) inputs, \(record.results.count) results, "
                + "\(record.comparable.count) of them comparable bit for bit")
    }
}

/// `hearttwin bundle check`: are the files what the bundle says?
struct BundleCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the files of a bundle against their SHA-256.")

    @Argument(help: "The bundle.")
    var bundle: String

    func run() throws {
        let (record, _) = try StoredBundle.read(bundle)
        print("\(bundle): \(record.inputs.count + record.results.count) files as they were kept")
    }
}

/// `hearttwin bundle rerun`: computes a bundle again.
struct BundleRerun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Compute a bundle again and compare the numbers bit for bit.",
        discussion: "Exit code 4 where a table has other bytes than the one that was kept.")

    @Argument(help: "The bundle.")
    var bundle: String

    @Option(
        name: .shortAndLong, help: "Folder for the new results; they are thrown away without it.")
    var output: String?

    func run() throws {
        let (record, archive) = try StoredBundle.read(bundle)
        let work = try WorkFolder()
        try FileManager.default.createDirectory(
            at: work.url.appending(path: "inputs"), withIntermediateDirectories: true)
        for file in record.inputs {
            try archive.data(file.path)?.write(to: work.url.appending(path: file.path))
        }
        try work.run(record.command + ["--output", "again"], kernels: record.kernels)
        var other: [String] = []
        for file in record.comparable {
            let name = "again/" + file.path.dropFirst("results/".count)
            let path = work.url.appending(path: name).path
            let digest = try? FileDigest.of(path)
            if digest != file.sha256 { other.append(String(file.path.dropFirst(8))) }
        }
        if let output {
            do {
                try FileManager.default.moveItem(
                    at: work.url.appending(path: "again"), to: URL(filePath: output))
            } catch {
                throw BundleError.unwritable(output, error.localizedDescription)
            }
        }
        if !other.isEmpty { throw BundleError.differs(other) }
        print(
            "\(bundle): computed again with hearttwin \(Version.current), "
                + "\(record.comparable.count) files the same bit for bit")
    }
}

/// Reads bundles.
enum StoredBundle {
    /// The record of a bundle and its files, each with the digest it should have.
    static func read(_ path: String) throws -> (BundleRecord, ZipArchive) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BundleError.missing(path)
        }
        let archive: ZipArchive
        do {
            archive = try ZipArchive(data)
        } catch .damaged(let problem) {
            throw BundleError.damaged(problem)
        }
        guard let text = archive.data("bundle.json"),
            let record = try? JSONDecoder().decode(BundleRecord.self, from: text)
        else { throw BundleError.damaged("it has no bundle.json that can be read") }
        guard record.format == 1 else {
            throw BundleError.damaged("its format is \(record.format); known is 1")
        }
        let work = try WorkFolder()
        for (index, file) in (record.inputs + record.results).enumerated() {
            guard let data = archive.data(file.path) else {
                throw BundleError.damaged("\(file.path) is missing")
            }
            let place = work.url.appending(path: "\(index)")
            try data.write(to: place)
            guard try FileDigest.of(place.path) == file.sha256 else {
                throw BundleError.damaged("\(file.path) has another SHA-256 than it says")
            }
            try FileManager.default.removeItem(at: place)
        }
        return (record, archive)
    }
}
