import CProcessor
import Foundation

/// Processor, memory, disk, and who else is using them.
enum Machine {
    private static let group = "Machine"

    static func findings() -> [Finding] {
        [processor(), instructions(), cores(), memory(), disk()]
    }

    private static func processor() -> Finding {
        let name = information("model name") ?? "unknown"
        return Finding(group: group, name: "processor", value: name)
    }

    /// What the programs were compiled for against what the processor has.
    private static func instructions() -> Finding {
        let compiled = Int(ht_compiled_vector_level())
        let flags = Set((information("flags") ?? "").split(separator: " ").map(String.init))
        let available =
            compiled == 0
            ? 0 : flags.contains("avx512f") ? 4 : flags.isSuperset(of: ["avx2", "fma"]) ? 3 : 2
        var finding = Finding(
            group: group, name: "vector instructions",
            value: "built for \(name(compiled)), the processor has \(name(available))")
        if compiled < available {
            finding.verdict = .note
            finding.advice =
                "membrane models and walls run faster when built for this processor: build without "
                + "HEARTTWIN_MARCH"
        } else if compiled > available {
            finding.verdict = .note
            finding.advice =
                "the programs may end with SIGILL here: build with HEARTTWIN_MARCH for this processor"
        }
        return finding
    }

    private static func name(_ level: Int) -> String {
        switch level {
        case 4: "AVX-512"
        case 3: "AVX2 with FMA"
        case 2: "SSE2"
        default: "those of another architecture than x86-64"
        }
    }

    /// Cores this process may use, a limit of its container, and how busy they are.
    private static func cores() -> Finding {
        let count = ProcessInfo.processInfo.activeProcessorCount
        var finding = Finding(group: group, name: "cores", value: "\(count)")
        if let limit = containerCores(), limit < Double(count) {
            finding.verdict = .note
            finding.value += String(format: ", %.1f of them for this container", limit)
            finding.advice = "threads beyond that limit are stopped again and again: see cpu.max"
        }
        var load = 0.0
        if getloadavg(&load, 1) == 1 {
            finding.value += String(format: ", %.1f busy over the last minute", load)
            if load > 0.5 * Double(count) {
                finding.verdict = .note
                finding.advice =
                    "other work shares the cores: runs take longer by the clock, not in processor time"
            }
        }
        return finding
    }

    /// The limit of cgroup version 2, in cores; nil without one.
    private static func containerCores() -> Double? {
        guard let text = KernelFile.lines("/sys/fs/cgroup/cpu.max").first else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard words.count == 2, let quota = words[0], let period = words[1], period > 0 else {
            return nil
        }
        return quota / period
    }

    private static func memory() -> Finding {
        func kilobytes(_ key: String) -> Double? {
            let line = KernelFile.lines("/proc/meminfo").first { $0.hasPrefix(key + ":") }
            return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
        }
        guard let total = kilobytes("MemTotal"), let free = kilobytes("MemAvailable") else {
            return Finding(group: group, name: "memory", value: "unknown")
        }
        var finding = Finding(
            group: group, name: "memory",
            value: String(format: "%.1f of %.1f GB available", free / 1e6, total / 1e6))
        if free < 1e6 {
            finding.verdict = .note
            finding.advice =
                "less than 1 GB may not be enough: simulate --dry-run tells what a heart needs"
        }
        return finding
    }

    private static func disk() -> Finding {
        let folder = FileManager.default.currentDirectoryPath
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.doubleValue else {
            return Finding(group: group, name: "disk", value: "unknown")
        }
        var finding = Finding(
            group: group, name: "disk",
            value: String(format: "%.1f GB free in %@", free / 1e9, folder))
        if free < 1e9 {
            finding.verdict = .note
            finding.advice = "a run without space left stops with its checkpoint and exit code 75"
        }
        if access(folder, W_OK) != 0 {
            finding.verdict = .note
            finding.advice = "this folder cannot be written to: name another with --output"
        }
        return finding
    }

    /// A line of the first processor in /proc/cpuinfo.
    private static func information(_ key: String) -> String? {
        let line = KernelFile.lines("/proc/cpuinfo").first { $0.hasPrefix(key) }
        return line?.split(separator: ":", maxSplits: 1).dropFirst().first.map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }
}
