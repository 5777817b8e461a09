/// Numbers in the bytes of a file.
struct ByteReader {
    let bytes: [UInt8]
    var position: Int
    var bigEndian: Bool

    init(_ bytes: [UInt8], at position: Int = 0, bigEndian: Bool = false) {
        self.bytes = bytes
        self.position = position
        self.bigEndian = bigEndian
    }

    /// The next numbers.
    mutating func numbers(
        _ count: Int, _ scalar: VTKScalar, _ what: String
    ) throws(MeshFormatError) -> [Double] {
        let (size, overflow) = count.multipliedReportingOverflow(by: scalar.size)
        guard count >= 0, !overflow, size <= bytes.count - position else {
            throw .truncated(inside: what)
        }
        let part = Array(bytes[position..<position + size])
        position += size
        return VTKNumbers.decode(part, scalar, bigEndian: bigEndian)
    }

    /// The next number.
    mutating func number(
        _ scalar: VTKScalar, _ what: String
    ) throws(MeshFormatError) -> Double {
        try numbers(1, scalar, what)[0]
    }

    /// The next whole number, which must fit.
    mutating func integer(_ scalar: VTKScalar, _ what: String) throws(MeshFormatError) -> Int {
        let value = try number(scalar, what)
        guard let whole = Int(exactly: value) else {
            throw .badData(array: what, problem: "\(value) is no whole number")
        }
        return whole
    }
}

extension VTKNumbers {
    /// Big-endian bytes of numbers, nil if one does not fit the type.
    static func encodeBigEndian(_ values: [Double], _ scalar: VTKScalar) -> [UInt8]? {
        guard var bytes = encode(values, scalar) else { return nil }
        let size = scalar.size
        if size > 1 {
            for start in stride(from: 0, to: bytes.count, by: size) {
                bytes[start..<start + size].reverse()
            }
        }
        return bytes
    }

    /// Little-endian bytes of numbers that must fit the type.
    static func bytes(
        _ values: [Double], _ scalar: VTKScalar, _ array: String, bigEndian: Bool = false
    ) throws(MeshFormatError) -> [UInt8] {
        guard
            let bytes = bigEndian
                ? encodeBigEndian(values, scalar) : encode(values, scalar)
        else {
            throw .badData(array: array, problem: "a value does not fit \(scalar.rawValue)")
        }
        return bytes
    }
}
