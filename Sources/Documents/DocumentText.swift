import Foundation

/// Reads whole text files.
enum DocumentText {
    /// The text of a file.
    ///
    /// - Throws: ``DocumentError/unreadable(file:)``, ``DocumentError/notText(file:)``.
    static func read(_ path: String) throws(DocumentError) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(file: path)
        }
        guard let text = String(data: data, encoding: .utf8) else { throw .notText(file: path) }
        return text
    }
}
