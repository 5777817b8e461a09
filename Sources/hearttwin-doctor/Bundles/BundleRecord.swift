import CommandLineSupport
import Foundation

/// What a bundle says of itself, `bundle.json`: enough to compute it again.
struct BundleRecord: Codable {
    /// A file of the bundle.
    struct File: Codable {
        var path: String
        var sha256: String
    }

    /// Version of this format.
    var format = 1
    /// Version of hearttwin.
    var version: String
    /// Kernels that OpenBLAS was told to use; empty for its own choice.
    var kernels: String
    /// The command, with inputs as they are named in the bundle.
    var command: [String]
    /// Files it reads, in `inputs/`.
    var inputs: [File]
    /// Files it wrote, in `results/`.
    var results: [File]

    /// Files that must come out with the same bytes: tables of numbers. Others hold times of computing.
    var comparable: [File] {
        results.filter { $0.path.hasSuffix(".csv") || $0.path.hasSuffix("emulator.json") }
    }

    /// Metadata of the research object: RO-Crate 1.1, https://w3id.org/ro/crate/1.1.
    func crate(name: String) throws -> Data {
        func reference(_ path: String) -> [String: Any] { ["@id": path] }
        let files = inputs + results
        var graph: [[String: Any]] = [
            [
                "@id": "ro-crate-metadata.json", "@type": "CreativeWork",
                "conformsTo": reference("https://w3id.org/ro/crate/1.1"),
                "about": reference("./"),
            ],
            [
                "@id": "./", "@type": "Dataset", "name": name,
                "description": "Computed by hearttwin \(version): hearttwin "
                    + command.joined(separator: " ") + ". For research only.",
                "hasPart": (files.map(\.path) + ["bundle.json", "run.sh"]).map(reference),
                "mentions": reference("#run"),
            ],
            [
                "@id": "#hearttwin", "@type": "SoftwareApplication", "name": "hearttwin",
                "softwareVersion": version,
            ],
            [
                "@id": "#run", "@type": "CreateAction", "name": command.joined(separator: " "),
                "instrument": reference("#hearttwin"), "object": inputs.map { reference($0.path) },
                "result": results.map { reference($0.path) },
            ],
        ]
        for file in files {
            graph.append([
                "@id": file.path, "@type": "File",
                "name": (file.path as NSString).lastPathComponent,
                "sha256": file.sha256,
            ])
        }
        graph.append(["@id": "bundle.json", "@type": "File", "encodingFormat": "application/json"])
        graph.append([
            "@id": "run.sh", "@type": ["File", "SoftwareSourceCode"], "name": "computes it again",
        ])
        let document: [String: Any] = [
            "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph,
        ]
        return try JSONSerialization.data(
            withJSONObject: document,
            options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    }

    /// The command for a shell, to be run in the unpacked folder.
    var script: String {
        let words = command.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
        return
            "#!/bin/sh\n# Computes this bundle again, into again/.\nset -e\ncd \"$(dirname \"$0\")\"\n"
            + (kernels.isEmpty ? "" : "export OPENBLAS_CORETYPE=\(kernels)\n")
            + "exec \"${HEARTTWIN_BINARY:-hearttwin}\" \(words.joined(separator: " ")) --output again\n"
    }
}
