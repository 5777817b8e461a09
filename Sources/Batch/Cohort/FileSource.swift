import Documents
import Foundation

/// Patient files, by name, pattern or folder.
struct FileSource: PatientSource {
    private let files: [String]
    private let prefix: String
    private let level: RunSettings.Level

    /// Finds the files.
    ///
    /// - Throws: `DocumentError` for a pattern that nothing matches.
    init(_ section: TOMLSection, in cohort: CohortFile) throws {
        try section.check(known: ["files", "prefix"])
        level = cohort.run.level
        prefix = try section.optionalString("prefix") ?? ""
        var found: [String] = []
        for pattern in try section.strings("files") {
            let matches = Self.matches(cohort.file(pattern))
            guard !matches.isEmpty else {
                throw section.error("files", "= \"\(pattern)\" matches no file")
            }
            found += matches
        }
        files = found
    }

    /// Files of a pattern with `*` and `?`, all patient files of a folder, or a file; sorted.
    private static func matches(_ path: String) -> [String] {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { return [path] }
            return matches(path + "/*.h5")
        }
        var result = glob_t()
        defer { globfree(&result) }
        guard glob(path, 0, nil, &result) == 0 else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { index in
            result.gl_pathv[index].map { String(cString: $0) }
        }.sorted()
    }

    func patients(
        _ take: (CohortPoint, String, [String]) throws -> Void
    ) throws {
        for file in files {
            let name = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
            do {
                try take(
                    try PatientBase(file: file, level: level).point(id: prefix + name), file, [])
            } catch let error where !(error is BatchError) {
                let text = "\(error)"
                let reason =
                    text.hasPrefix(file + ": ") ? String(text.dropFirst(file.count + 2)) : text
                try take(CohortPoint(id: prefix + name), file, [reason])
            }
        }
    }
}
