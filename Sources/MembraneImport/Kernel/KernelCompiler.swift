import Foundation

/// A C compiler, with what makes its results differ from another's.
struct KernelCompiler: Sendable, CustomStringConvertible {
    let path: String
    /// Code for this processor; no reordering of sums, infinities and NaN stay what they are.
    let flags = [
        "-O3", "-march=native", "-std=gnu11", "-fPIC", "-shared", "-ffp-contract=fast",
        "-fno-math-errno", "-fno-trapping-math", "-w",
    ]

    /// The compiler and the processor, as the cache tells them apart.
    var description: String {
        ([path, "\(modified)"] + flags + [Self.processor]).joined(separator: " ")
    }

    private var modified: Double {
        let date =
            (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        return date?.timeIntervalSince1970 ?? 0
    }

    /// The processor's features.
    private static let processor: String = {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n")
        return ["model name", "flags"].compactMap { key in
            lines.first { $0.hasPrefix(key) }.map(String.init)
        }.joined(separator: " ").replacing("\t", with: " ")
    }()

    /// `HEARTTWIN_CC` where it is set, else clang or another C compiler of the path; nil where there is none or
    /// `HEARTTWIN_CC` is `none`.
    static func find() -> KernelCompiler? {
        let environment = ProcessInfo.processInfo.environment
        if let chosen = environment["HEARTTWIN_CC"], !chosen.isEmpty {
            if chosen == "none" { return nil }
            return located(chosen, environment).map(KernelCompiler.init(path:))
        }
        for name in ["clang", "gcc", "cc"] {
            if let path = located(name, environment) { return KernelCompiler(path: path) }
        }
        return nil
    }

    private init(path: String) { self.path = path }

    private static func located(_ name: String, _ environment: [String: String]) -> String? {
        let manager = FileManager.default
        if name.contains("/") { return manager.isExecutableFile(atPath: name) ? name : nil }
        for folder in (environment["PATH"] ?? "").split(separator: ":") {
            let path = "\(folder)/\(name)"
            if manager.isExecutableFile(atPath: path) { return path }
        }
        return nil
    }
}
