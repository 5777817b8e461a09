extension Baroreflex<Double> {
    /// Size of ``write(to:)`` in words of eight bytes.
    public var wordCount: Int {
        Self.headCount + 2 * memory.count + 4 * effectors.count + targets.count
    }

    /// Words before those of the effectors.
    private static var headCount: Int { 21 }

    /// Writes its state bit for bit; nothing is allocated.
    ///
    /// - Parameter words: room for ``wordCount`` words.
    public func write(to words: UnsafeMutablePointer<UInt64>) {
        words[0] = UInt64(memory.newest)
        words[1] = UInt64(stepsSinceTick)
        words[2] = isPaced ? 1 : 0
        words[3] = basePeriod.bitPattern
        words[4] = elapsed.bitPattern
        words[5] = tickLength.bitPattern
        words[6] = nerves.lag.bitPattern
        words[7] = nerves.setPressure.bitPattern
        words[8] = lowPressure.setPressure.bitPattern
        words[9] = lowPressure.arterioles.bitPattern
        words[10] = lowPressure.veins.bitPattern
        words[11] = lowPressure.integral.bitPattern
        words[12] = lowPressure.last.bitPattern
        leftLoad.write(to: words + 13)
        rightLoad.write(to: words + 17)
        var at = words + Self.headCount
        for index in effectors.indices {
            at[4 * index] = effectors[index].bitPattern
            at[4 * index + 1] = resting[index].bitPattern
            at[4 * index + 2] = acting[index].bitPattern
            at[4 * index + 3] = integrals[index].bitPattern
        }
        at += 4 * effectors.count
        for index in targets.indices { at[index] = targets[index].value.bitPattern }
        at += targets.count
        let bytes = memory.count * MemoryLayout<Double>.stride
        UnsafeMutableRawPointer(at).copyMemory(from: memory.sympathetic, byteCount: bytes)
        UnsafeMutableRawPointer(at + memory.count).copyMemory(from: memory.vagal, byteCount: bytes)
    }

    /// Becomes the reflex that wrote these words.
    ///
    /// - Precondition: they are ``wordCount`` words of a reflex of the same circuit.
    public func read(from words: UnsafePointer<UInt64>) {
        memory.newest = Int(words[0])
        stepsSinceTick = Int(words[1])
        isPaced = words[2] != 0
        basePeriod = Double(bitPattern: words[3])
        elapsed = Double(bitPattern: words[4])
        tickLength = Double(bitPattern: words[5])
        nerves.lag = Double(bitPattern: words[6])
        nerves.setPressure = Double(bitPattern: words[7])
        lowPressure.setPressure = Double(bitPattern: words[8])
        lowPressure.arterioles = Double(bitPattern: words[9])
        lowPressure.veins = Double(bitPattern: words[10])
        lowPressure.integral = Double(bitPattern: words[11])
        lowPressure.last = Double(bitPattern: words[12])
        leftLoad.read(from: words + 13)
        rightLoad.read(from: words + 17)
        var at = words + Self.headCount
        for index in effectors.indices {
            effectors[index] = Double(bitPattern: at[4 * index])
            resting[index] = Double(bitPattern: at[4 * index + 1])
            acting[index] = Double(bitPattern: at[4 * index + 2])
            integrals[index] = Double(bitPattern: at[4 * index + 3])
        }
        at += 4 * effectors.count
        for index in targets.indices { targets[index].value = Double(bitPattern: at[index]) }
        at += targets.count
        let bytes = memory.count * MemoryLayout<Double>.stride
        UnsafeMutableRawPointer(memory.sympathetic).copyMemory(from: at, byteCount: bytes)
        UnsafeMutableRawPointer(memory.vagal).copyMemory(
            from: at + memory.count, byteCount: bytes)
    }

    /// Pressure at which it rests [kPa].
    public var setPressure: Double { nerves.setPressure }

    /// A steered parameter's value at the operating point; nil for one that it does not steer.
    public func restingValue(_ slot: Int) -> Double? {
        targets.first { $0.slot == slot }?.value
    }
}

extension HomeometricRegulation<Double> {
    /// Writes its four numbers.
    fileprivate func write(to words: UnsafeMutablePointer<UInt64>) {
        words[0] = restingPeak.bitPattern
        words[1] = response.bitPattern
        words[2] = peak.bitPattern
        words[3] = last.bitPattern
    }

    /// Becomes the one that wrote these words.
    fileprivate mutating func read(from words: UnsafePointer<UInt64>) {
        restingPeak = Double(bitPattern: words[0])
        response = Double(bitPattern: words[1])
        peak = Double(bitPattern: words[2])
        last = Double(bitPattern: words[3])
    }
}
