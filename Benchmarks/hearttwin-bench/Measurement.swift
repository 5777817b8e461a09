import Foundation

/// Times of one stage over its repetitions.
struct Measurement: Encodable {
    var stage: String
    var repetitions: Int
    var wallMinimumMs: Double
    var wallMedianMs: Double
    var cpuMinimumMs: Double
    var cpuMedianMs: Double
    /// What the time means: rates, sizes, shares of what the machine can do.
    var context: String
}

/// Runs stages repeatedly and collects their times.
final class Bench {
    private(set) var measurements: [Measurement] = []
    private let repetitions: Int
    private let isQuiet: Bool

    /// - `repetitions`: of every stage that takes less than a second; dearer ones run fewer times.
    init(repetitions: Int, isQuiet: Bool) {
        self.repetitions = repetitions
        self.isQuiet = isQuiet
    }

    /// Times a stage, after one run that is not counted when it is cheap.
    ///
    /// - `context`: of the shortest wall time [s].
    @discardableResult
    func measure<Result>(
        _ stage: String, context: (Double) -> String = { _ in "" }, _ body: () throws -> Result
    ) rethrows -> Result {
        var wall: [Double] = []
        var cpu: [Double] = []
        var result = try time(&wall, &cpu, body)
        // Cheap stages are warmed up; dear ones are run once or three times.
        let first = wall[0]
        let count = first > 5 ? 1 : first > 1 ? 3 : repetitions
        if first < 1 {
            wall = []
            cpu = []
        }
        while wall.count < count { result = try time(&wall, &cpu, body) }
        take(stage, wall: wall, cpu: cpu, context: context(wall.min() ?? 0))
        return result
    }

    /// Adds times measured elsewhere [s].
    func take(_ stage: String, wall: [Double], cpu: [Double], context: String) {
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        measurements.append(
            Measurement(
                stage: stage, repetitions: wall.count, wallMinimumMs: 1e3 * (wall.min() ?? 0),
                wallMedianMs: 1e3 * median(wall), cpuMinimumMs: 1e3 * (cpu.min() ?? 0),
                cpuMedianMs: 1e3 * median(cpu), context: context))
        guard !isQuiet else { return }
        FileHandle.standardError.write(
            Data("\(stage): \(String(format: "%.2f", 1e3 * (wall.min() ?? 0))) ms\n".utf8))
    }

    /// Adds words without a time.
    func note(_ stage: String, _ context: String) {
        measurements.append(
            Measurement(
                stage: stage, repetitions: 0, wallMinimumMs: 0, wallMedianMs: 0, cpuMinimumMs: 0,
                cpuMedianMs: 0, context: context))
    }

    private func time<Result>(
        _ wall: inout [Double], _ cpu: inout [Double], _ body: () throws -> Result
    ) rethrows -> Result {
        let start = (Clocks.wall, Clocks.cpu)
        let result = try body()
        wall.append(Clocks.wall - start.0)
        cpu.append(Clocks.cpu - start.1)
        return result
    }
}

/// Wall time, processor time of all threads, and memory of this process.
enum Clocks {
    /// [s].
    static var wall: Double { seconds(CLOCK_MONOTONIC) }
    /// [s].
    static var cpu: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    /// Largest resident memory so far [GB].
    static var peakMemoryGB: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) * 1024 / 1e9
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
