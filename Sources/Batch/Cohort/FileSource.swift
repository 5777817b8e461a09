import Documents
import Foundation

/// Patient files, by name, pattern or folder.
struct FileSource: PatientSource {
    private let files: [String]
    private let prefix: String
    private let level: RunSettings.Level
    /// Equally likely hearts of each file beside its best one.
    private let hearts: Int

    /// Finds the files.
    ///
    /// - Throws: `DocumentError` for a pattern that nothing matches.
    init(_ section: TOMLSection, in cohort: CohortFile) throws {
        try section.check(known: ["files", "prefix", "ensemble"])
        level = cohort.run.level
        prefix = try section.optionalString("prefix") ?? ""
        hearts = try section.optionalInteger("ensemble", in: 1...100_000) ?? 0
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
                let base = try PatientBase(file: file, level: level)
                let best = base.point(id: prefix + name)
                let others = try stride(from: 1, through: hearts, by: 1).map {
                    try base.point(member: $0, of: hearts, id: prefix + name)
                }
                for point in [best] + others { try take(point, file, []) }
            } catch let error where !(error is BatchError) {
                let text = "\(error)"
                let reason =
                    text.hasPrefix(file + ": ") ? String(text.dropFirst(file.count + 2)) : text
                try take(CohortPoint(id: prefix + name), file, [reason])
            }
        }
    }
}
