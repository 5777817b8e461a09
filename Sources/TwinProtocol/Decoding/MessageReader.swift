/// Reads messages of any format. Not for use by two threads at once.
public final class MessageReader {
    /// What is listened to.
    public let catalogue: EventCatalogue
    private let json: EventDecoder
    private let avro: AvroDecoder
    private let framed: AvroDecoder
    private let fhir: ObservationDecoder
    private let hl7: HL7Decoder

    /// Makes a reader.
    ///
    /// - Parameter schemas: numbers of the registry's schemas that are those of events.
    public init(_ catalogue: EventCatalogue, schemas: [UInt32: AvroForm] = [:]) {
        self.catalogue = catalogue
        json = EventDecoder(catalogue)
        avro = AvroDecoder(catalogue)
        framed = AvroDecoder(catalogue, framedBy: schemas)
        fhir = ObservationDecoder(catalogue)
        hl7 = HL7Decoder(catalogue)
    }

    /// The single event of a message in JSON or Avro.
    ///
    /// - Throws: why it is rejected; ``RejectionReason/badSchema`` for formats whose messages hold several.
    @inline(__always)
    public func event(
        _ bytes: UnsafeBufferPointer<UInt8>, as format: EventFormat
    ) throws(RejectionReason) -> TwinEvent {
        switch format {
        case .json: try json.decode(bytes)
        case .avro: try avro.decode(bytes)
        case .avroConfluent: try framed.decode(bytes)
        case .fhir, .hl7: throw .badSchema
        }
    }

    /// What a message says, measurement by measurement; one rejection where it is none.
    public func events(
        _ bytes: UnsafeBufferPointer<UInt8>, as format: EventFormat
    ) -> [Result<TwinEvent, RejectionReason>] {
        do throws(RejectionReason) {
            switch format {
            case .json, .avro, .avroConfluent: return [.success(try event(bytes, as: format))]
            case .fhir: return try fhir.decode(bytes)
            case .hl7: return try hl7.decode(bytes)
            }
        } catch {
            return [.failure(error)]
        }
    }
}
