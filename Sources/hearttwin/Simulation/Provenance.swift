import Foundation
import HeartModel
import Quantities
import Storage

/// Identifies a run's inputs: patient file, parameters, activation and version.
enum Fingerprint {
    /// 64 hexadecimal digits that change with anything the result depends on.
    static func of(
        patientPath: String, parameters: HeartParameters, activation: String
    ) throws -> String {
        let values = parameters.given.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.bitPattern)" }.joined(separator: ";")
        let text = [
            Version.current, try FileDigest.of(patientPath), activation, values,
        ].joined(separator: "|")
        return SHA256.hex(text.utf8)
    }
}

/// SHA-256 of files.
enum FileDigest {
    /// The digest of a file as hexadecimal digits.
    static func of(_ path: String) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        var hash = SHA256()
        while let part = try file.read(upToCount: 1 << 20), !part.isEmpty { hash.update(part) }
        return hash.finish()
    }
}

/// Where a result comes from.
enum Provenance {
    /// Name and value pairs for files and pages.
    static func of(
        patientPath: String, fingerprint: String, parameters: HeartParameters
    ) throws -> [(name: String, value: String)] {
        let given = parameters.given.sorted { $0.key < $1.key }.map { name, value in
            "\(name) = \(value) \(HeartParameters.card(name)?.unit ?? "")"
        }
        return [
            ("program", "hearttwin \(Version.current)"),
            ("command", CommandLine.arguments.joined(separator: " ")),
            ("patient file", URL(filePath: patientPath).lastPathComponent),
            ("patient file SHA-256", try FileDigest.of(patientPath)),
            ("run fingerprint", fingerprint),
            ("parameters other than defaults", given.joined(separator: "; ")),
        ]
    }
}
