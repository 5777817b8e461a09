/// Numbers as bytes.
enum VTKNumbers {
    /// Numbers from bytes; a rest shorter than one number is left out.
    static func decode(_ bytes: [UInt8], _ scalar: VTKScalar, bigEndian: Bool) -> [Double] {
        func whole<T: FixedWidthInteger>(_: T.Type) -> [Double] {
            words(bytes, T.self, bigEndian: bigEndian).map { Double($0) }
        }
        return switch scalar {
        case .int8: whole(Int8.self)
        case .uint8: whole(UInt8.self)
        case .int16: whole(Int16.self)
        case .uint16: whole(UInt16.self)
        case .int32: whole(Int32.self)
        case .uint32: whole(UInt32.self)
        case .int64: whole(Int64.self)
        case .uint64: whole(UInt64.self)
        case .float32:
            words(bytes, UInt32.self, bigEndian: bigEndian).map { Double(Float(bitPattern: $0)) }
        case .float64:
            words(bytes, UInt64.self, bigEndian: bigEndian).map { Double(bitPattern: $0) }
        }
    }

    /// Little-endian bytes of numbers, nil if one does not fit the type.
    static func encode(_ values: [Double], _ scalar: VTKScalar) -> [UInt8]? {
        func whole<T: FixedWidthInteger>(_: T.Type) -> [UInt8]? {
            var words: [T] = []
            words.reserveCapacity(values.count)
            for value in values {
                guard let word = T(exactly: value) else { return nil }
                words.append(word)
            }
            return bytes(words)
        }
        return switch scalar {
        case .int8: whole(Int8.self)
        case .uint8: whole(UInt8.self)
        case .int16: whole(Int16.self)
        case .uint16: whole(UInt16.self)
        case .int32: whole(Int32.self)
        case .uint32: whole(UInt32.self)
        case .int64: whole(Int64.self)
        case .uint64: whole(UInt64.self)
        case .float32: bytes(values.map { Float($0).bitPattern })
        case .float64: bytes(values.map(\.bitPattern))
        }
    }

    private static func words<T: FixedWidthInteger>(
        _ bytes: [UInt8], _: T.Type, bigEndian: Bool
    ) -> [T] {
        let size = MemoryLayout<T>.size
        return bytes.withUnsafeBytes { raw in
            (0..<bytes.count / size).map { index in
                let word = raw.loadUnaligned(fromByteOffset: index * size, as: T.self)
                return bigEndian ? T(bigEndian: word) : T(littleEndian: word)
            }
        }
    }

    private static func bytes<T: FixedWidthInteger>(_ words: [T]) -> [UInt8] {
        words.map(\.littleEndian).withUnsafeBytes { Array($0) }
    }
}
