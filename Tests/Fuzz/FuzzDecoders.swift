import TwinProtocol

// One target for libFuzzer; FUZZ_JSON, FUZZ_AVRO, FUZZ_FRAMED, FUZZ_FHIR, FUZZ_HL7, FUZZ_WFDB or FUZZ_EDF says what it reads.

#if !FUZZ_WFDB && !FUZZ_EDF
    private let catalogue = EventCatalogue(
        patient: "p1",
        parameters: [
            EventSignal(
                parameter: "circulation.systemicArterialResistance", unit: "mmHg.s/mL",
                range: 1e-4...20)
        ])
    private nonisolated(unsafe) let reader = MessageReader(
        catalogue, schemas: [7: .union, 8: .record(.vital)])

    #if FUZZ_AVRO
        private let format = EventFormat.avro
    #elseif FUZZ_FRAMED
        private let format = EventFormat.avroConfluent
    #elseif FUZZ_FHIR
        private let format = EventFormat.fhir
    #elseif FUZZ_HL7
        private let format = EventFormat.hl7
    #else
        private let format = EventFormat.json
    #endif

    /// What passes is possible: finite, in the range of its signal, no bad quality.
    private func check(_ event: TwinEvent) {
        precondition(event.quality != .bad && event.ramp.isFinite && event.ramp >= 0)
        guard event.kind != .intervention else { return }
        let signal = catalogue.signals[event.signal]
        precondition((event.kind == .parameter) == (signal.kind == .parameter))
        precondition(signal.range.contains(event.value))
        precondition(event.samples.allSatisfy { signal.range.contains($0) })
        precondition(event.samples.isEmpty == (signal.kind != .waveform))
        precondition(event.sourceTime >= 0)
    }

    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let bytes = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
        let events = reader.events(bytes, as: format)
        precondition(!events.isEmpty)
        for event in events { if case .success(let event) = event { check(event) } }
        return 0
    }
#elseif FUZZ_EDF
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let bytes = Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
        guard let header = try? EDFHeader(bytes, path: "fuzz") else { return 0 }
        precondition(!header.signals.isEmpty && header.frameDuration > 0 && header.start >= 0)
        precondition(header.bytes <= count && header.samplesPerFrame > 0)
        precondition(header.signals.allSatisfy { $0.gain.isFinite && $0.offset.isFinite })
        return 0
    }
#else
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let bytes = Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
        guard let header = try? WFDBHeader(bytes, path: "fuzz") else { return 0 }
        precondition(!header.signals.isEmpty && header.frequency > 0 && header.start >= 0)
        precondition(header.signals.allSatisfy { $0.gain.isFinite && $0.gain != 0 })
        precondition(header.signals.allSatisfy { !$0.file.contains("/") && $0.perFrame > 0 })
        return 0
    }
#endif
