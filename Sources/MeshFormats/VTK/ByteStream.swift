/// Bytes of an array, either base64 text or as they are.
enum ByteStream {
    case base64(Base64Stream)
    case raw(ArraySlice<UInt8>, array: String)

    /// The next `count` bytes.
    mutating func read(_ count: Int) throws(MeshFormatError) -> [UInt8] {
        switch self {
        case .base64(var stream):
            let bytes = try stream.read(count)
            self = .base64(stream)
            return bytes
        case .raw(let bytes, let array):
            if count > bytes.count { throw .truncated(inside: "array \(array)") }
            self = .raw(bytes.dropFirst(count), array: array)
            return Array(bytes.prefix(count))
        }
    }
}
