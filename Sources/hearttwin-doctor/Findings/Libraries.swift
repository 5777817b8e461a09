import Foundation
import Numerics

/// The libraries this program runs with: those its siblings share.
enum Libraries {
    static func findings() -> [Finding] {
        let group = "Libraries"
        let mapped = mapped()
        var findings = [("HDF5", "libhdf5"), ("OpenBLAS", "openblas"), ("METIS", "libmetis")].map {
            name, part in
            Finding(
                group: group, name: name,
                value: mapped.first { ($0 as NSString).lastPathComponent.contains(part) }
                    ?? "linked into the program")
        }
        let chosen = ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"]
        findings.append(
            Finding(
                group: group, name: "kernels of OpenBLAS",
                value: BLASThreads.kernels + (chosen == nil ? "" : " (by OPENBLAS_CORETYPE)"),
                verdict: chosen == nil ? .fine : .note,
                advice: chosen == nil
                    ? ""
                    : "this OpenBLAS may not know the processor; hearttwin then chooses Haswell by itself, "
                        + "without which a beat takes half as long again"))
        return findings
    }

    /// Paths of the shared libraries in this process, as their links resolve.
    private static func mapped() -> [String] {
        let paths = KernelFile.lines("/proc/self/maps").compactMap { line in
            line.firstIndex(of: "/").map { String(line[$0...]) }
        }
        return Set(paths.filter { $0.contains(".so") }).sorted()
    }
}
