import Reports
import Foundation
import Storage
import Synchronization
import TwinEngine

/// Who asked for a change or was refused anything: lines of JSON, each with a hash of itself and the one before.
package final class AuditLog: Sendable {
    private let state: Mutex<(file: FileHandle?, link: String)>

    /// Appends to a file of a folder; without one to standard error.
    ///
    /// - Throws: what the file system says.
    package init(folder: String?) throws {
        guard let folder else {
            state = Mutex((nil, ""))
            return
        }
        let url = URL(filePath: folder).appending(path: "audit.ndjson")
        if !FileManager.default.fileExists(atPath: url.path) {
            try Data().write(to: url)
        }
        let file = try FileHandle(forUpdating: url)
        // The chain goes on from the last whole line.
        let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        let last = text.split(separator: "\n").map(String.init).last {
            Self.link(in: $0).utf8.count == 64
        }
        if !text.isEmpty, !text.hasSuffix("\n") { try file.write(contentsOf: Data("\n".utf8)) }
        state = Mutex((file, last.map(Self.link(in:)) ?? ""))
    }

    private static func link(in line: String) -> String {
        guard let range = line.range(of: "\"link\":\"") else { return "" }
        return String(line[range.upperBound...].prefix { $0 != "\"" })
    }

    /// Notes what was asked and what came of it.
    ///
    /// - Parameters:
    ///   - caller: name of a caller, or the address of somebody unknown.
    ///   - what: such as `POST /events`.
    ///   - status: of the answer.
    ///   - detail: fields of JSON without braces.
    package func note(caller: String, address: String, what: String, status: Int, detail: String) {
        var line =
            "\"timeMs\":\(MonotonicClock.wallMilliseconds),\"caller\":\(JSONText.quoted(caller)),"
            + "\"address\":\(JSONText.quoted(address)),\"request\":\(JSONText.quoted(what)),"
            + "\"status\":\(status)"
        if !detail.isEmpty { line += "," + detail }
        state.withLock { state in
            state.link = SHA256.hex(Array((state.link + line).utf8))
            let text = Data("{\(line),\"link\":\"\(state.link)\"}\n".utf8)
            do {
                try (state.file ?? .standardError).write(contentsOf: text)
            } catch {
                // A disk that is full must not end the twin, but nobody may miss it.
                try? FileHandle.standardError.write(
                    contentsOf: Data("hearttwin: cannot write the audit: \(error)\n".utf8) + text)
            }
        }
    }
}
