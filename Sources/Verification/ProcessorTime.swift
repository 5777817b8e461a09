import Glibc

/// Time that all processors together have spent on this program.
enum ProcessorTime {
    /// Since its start [s].
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
