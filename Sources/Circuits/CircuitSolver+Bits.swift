import Numerics

extension CircuitSolver {
    /// Size of ``write(to:)`` in words of eight bytes.
    public var wordCount: Int {
        let reals =
            5 + plan.defaultParameters.count + 4 * work.rooms + work.muscleStateCount
        let bytes =
            reals * MemoryLayout<Real>.stride
            + work.rooms * MemoryLayout<ContractionWindow<Real>>.stride
            + work.paths * MemoryLayout<BranchValues<Real>>.stride
        return bytes / 8 + 2 + work.rooms
    }

    /// Writes all that the next steps depend on, bit for bit, so that a solver of the same plan that reads
    /// it goes on with the same bits. Nothing is allocated.
    ///
    /// Unlike ``state`` it holds the parameters, the contraction windows of the running beat and what
    /// Newton's method starts from.
    ///
    /// - Parameter words: room for ``wordCount`` words.
    public func write(to words: UnsafeMutablePointer<UInt64>) {
        var at = UnsafeMutableRawPointer(words)
        var lengths = (cycle, nextCycle, sinceOnset, time, lastStep)
        var flags = (isScheduled ? 1 : 0, work.contractingCount)
        withUnsafePointer(to: &lengths) { Self.put($0, 1, &at) }
        withUnsafePointer(to: &flags) { Self.put($0, 1, &at) }
        Self.put(work.parameters, plan.defaultParameters.count, &at)
        Self.put(work.volumes, work.rooms, &at)
        Self.put(work.trend, work.rooms, &at)
        Self.put(work.activations, work.rooms, &at)
        Self.put(work.pressures, work.rooms, &at)
        Self.put(work.branches, work.paths, &at)
        Self.put(work.muscles, work.muscleStateCount, &at)
        Self.put(work.windows, work.rooms, &at)
        Self.put(work.contracting, work.rooms, &at)
    }

    /// Becomes the solver that wrote these words.
    ///
    /// - Precondition: they are ``wordCount`` words of a solver of the same plan.
    public func read(from words: UnsafePointer<UInt64>) {
        var at = UnsafeRawPointer(words)
        var lengths = (cycle, nextCycle, sinceOnset, time, lastStep)
        var flags = (0, 0)
        withUnsafeMutablePointer(to: &lengths) { Self.take($0, 1, &at) }
        withUnsafeMutablePointer(to: &flags) { Self.take($0, 1, &at) }
        (cycle, nextCycle, sinceOnset, time, lastStep) = lengths
        isScheduled = flags.0 != 0
        work.contractingCount = flags.1
        Self.take(work.parameters, plan.defaultParameters.count, &at)
        Self.take(work.volumes, work.rooms, &at)
        Self.take(work.trend, work.rooms, &at)
        Self.take(work.activations, work.rooms, &at)
        Self.take(work.pressures, work.rooms, &at)
        Self.take(work.branches, work.paths, &at)
        Self.take(work.muscles, work.muscleStateCount, &at)
        Self.take(work.windows, work.rooms, &at)
        Self.take(work.contracting, work.rooms, &at)
    }

    /// Adds blood to a compartment, or takes some where it is negative [mm³].
    public func infuse(_ volume: Real, into compartment: Int) {
        work.volumes[compartment] = work.volumes[compartment] + volume
    }

    @inline(__always)
    private static func put<Value>(
        _ values: UnsafePointer<Value>, _ count: Int, _ at: inout UnsafeMutableRawPointer
    ) {
        let bytes = count * MemoryLayout<Value>.stride
        at.copyMemory(from: values, byteCount: bytes)
        at += bytes
    }

    @inline(__always)
    private static func take<Value>(
        _ values: UnsafeMutablePointer<Value>, _ count: Int, _ at: inout UnsafeRawPointer
    ) {
        let bytes = count * MemoryLayout<Value>.stride
        UnsafeMutableRawPointer(values).copyMemory(from: at, byteCount: bytes)
        at += bytes
    }
}
