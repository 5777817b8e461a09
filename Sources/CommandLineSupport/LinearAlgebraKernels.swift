import Foundation
import Numerics

/// Starts the program again with the right linear-algebra kernels where OpenBLAS did not choose them.
///
/// OpenBLAS looks up its kernels by processor model when it is loaded. A release that is older than
/// the processor falls back to those of 2004, and a beat takes half as long again. The variable that
/// names better ones must be there before the program starts.
enum LinearAlgebraKernels {
    /// Restarts the process once if that helps; otherwise does nothing.
    static func restartIfOutdated() {
        guard getenv(variable) == nil, outdated.contains(BLASThreads.kernels.lowercased()),
            let information = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
            let flags = information.split(separator: "\n").first(where: { $0.hasPrefix("flags") }),
            Set(flags.split(separator: " ")).isSuperset(of: ["avx2", "fma"])
        else { return }
        setenv(variable, "Haswell", 1)
        var arguments = CommandLine.arguments.map { strdup($0) }
        arguments.append(nil)
        execv("/proc/self/exe", arguments)
        // Where the program cannot be started again it goes on as it is.
        unsetenv(variable)
    }

    private static let variable = "OPENBLAS_CORETYPE"
    /// Names of kernels without AVX2, lower case.
    private static let outdated: Set<String> = [
        "generic", "prescott", "core2", "penryn", "dunnington", "nehalem", "sandybridge",
    ]
}
