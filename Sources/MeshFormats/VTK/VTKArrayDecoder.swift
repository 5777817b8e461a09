import CZlib

/// Turns `<DataArray>` elements into numbers.
struct VTKArrayDecoder {
    private let bytes: [UInt8]
    private let appended: (encoding: String, start: Int)?
    private let headerSize: Int
    private let bigEndian: Bool
    private let compressed: Bool

    /// Reads the encoding from the attributes of `<VTKFile>`.
    init(_ tree: XMLTree, bytes: [UInt8]) throws(MeshFormatError) {
        let root = tree.root
        func choice(
            _ name: String, standard: String, of allowed: [String]
        ) throws(MeshFormatError) -> String {
            let value = root.attributes[name] ?? standard
            if allowed.contains(value) { return value }
            throw .badAttribute(
                name: name, element: root.name, value: value,
                allowed: allowed.filter { !$0.isEmpty }.joined(separator: " or "))
        }
        let header = try choice("header_type", standard: "UInt32", of: ["UInt32", "UInt64"])
        let order = try choice(
            "byte_order", standard: "LittleEndian", of: ["LittleEndian", "BigEndian"])
        let compressor = try choice("compressor", standard: "", of: ["", "vtkZLibDataCompressor"])
        if let encoding = tree.appended?.encoding, encoding != "raw", encoding != "base64" {
            throw .badAttribute(
                name: "encoding", element: "AppendedData", value: encoding,
                allowed: "raw or base64")
        }
        self.bytes = bytes
        appended = tree.appended
        headerSize = header == "UInt64" ? 8 : 4
        bigEndian = order == "BigEndian"
        compressed = !compressor.isEmpty
    }

    /// Decodes an array that must have `count` numbers of each component.
    func decode(_ element: XMLElement, count: Int) throws(MeshFormatError) -> VTKArray {
        let name = element.attributes["Name"] ?? "Points"
        let type = try element.attribute("type")
        guard let scalar = VTKScalar(rawValue: type) else {
            throw .badAttribute(
                name: "type", element: "DataArray", value: type,
                allowed: VTKScalar.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let components =
            element.attributes["NumberOfComponents"] == nil
            ? 1 : max(1, try element.count("NumberOfComponents"))
        let (total, overflow) = count.multipliedReportingOverflow(by: components)
        if overflow || total > Int(Int32.max) {
            throw .wrongCount(array: name, expected: count, found: components)
        }
        let values: [Double]
        if element.attributes["format"] == "ascii" {
            values = try ascii(element.text, array: name, count: total)
        } else {
            var stream = try stream(element, array: name)
            let data =
                compressed
                ? try inflated(&stream, array: name, size: total * scalar.size, scalar: scalar)
                : try plain(&stream, array: name, size: total * scalar.size, scalar: scalar)
            values = VTKNumbers.decode(data, scalar, bigEndian: bigEndian)
        }
        return VTKArray(name: name, components: components, scalar: scalar, values: values)
    }

    private func stream(
        _ element: XMLElement, array: String
    ) throws(MeshFormatError) -> ByteStream {
        let format = element.attributes["format"] ?? "ascii"
        switch format {
        case "binary":
            return .base64(Base64Stream(bytes[element.text], array: array))
        case "appended":
            guard let appended else {
                throw .missingElement(name: "AppendedData", inside: "VTKFile")
            }
            let offset = try element.count("offset")
            let start = appended.start + offset
            if start >= bytes.count { throw .truncated(inside: "array \(array)") }
            let rest = bytes[start...]
            if appended.encoding == "raw" { return .raw(rest, array: array) }
            let end = rest.firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
            return .base64(Base64Stream(rest[..<end], array: array))
        default:
            throw .badAttribute(
                name: "format", element: "DataArray", value: format,
                allowed: "ascii, binary or appended")
        }
    }

    private func ascii(
        _ text: Range<Int>, array: String, count: Int
    ) throws(MeshFormatError) -> [Double] {
        var values: [Double] = []
        // Every number takes at least a digit and a blank.
        values.reserveCapacity(min(count, text.count / 2 + 1))
        for word in bytes[text].split(whereSeparator: isXMLSpace) {
            let text = String(decoding: word, as: UTF8.self)
            guard let value = Double(text) else {
                throw .badData(array: array, problem: "\"\(text.prefix(20))\" is not a number")
            }
            values.append(value)
        }
        if values.count != count {
            throw .wrongCount(array: array, expected: count, found: values.count)
        }
        return values
    }

    /// One size word of a header.
    private func word(_ stream: inout ByteStream, array: String) throws(MeshFormatError) -> Int {
        let bytes = try stream.read(headerSize)
        let ordered = bigEndian ? bytes : bytes.reversed()
        let value = ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard value <= UInt64(Int32.max) * 8 else {
            throw .badData(array: array, problem: "its header says \(value) bytes")
        }
        return Int(value)
    }

    private func plain(
        _ stream: inout ByteStream, array: String, size: Int, scalar: VTKScalar
    ) throws(MeshFormatError) -> [UInt8] {
        let found = try word(&stream, array: array)
        if found != size {
            throw .wrongCount(
                array: array, expected: size / scalar.size, found: found / scalar.size)
        }
        return try stream.read(size)
    }

    /// Header: number of blocks, size of a full block, size of a last partial block or 0, then the
    /// compressed size of each block.
    private func inflated(
        _ stream: inout ByteStream, array: String, size: Int, scalar: VTKScalar
    ) throws(MeshFormatError) -> [UInt8] {
        let blocks = try word(&stream, array: array)
        let blockSize = try word(&stream, array: array)
        let lastSize = try word(&stream, array: array)
        let full = lastSize > 0 && blocks > 0 ? blocks - 1 : blocks
        let (bytes, overflow) = full.multipliedReportingOverflow(by: blockSize)
        if overflow || (blocks > 0 && bytes + lastSize != size) || (blocks == 0 && size != 0) {
            throw .wrongCount(
                array: array, expected: size / scalar.size,
                found: overflow ? Int.max : (bytes + lastSize) / scalar.size)
        }
        if blocks > self.bytes.count { throw .truncated(inside: "array \(array)") }
        var sizes: [Int] = []
        for _ in 0..<blocks { sizes.append(try word(&stream, array: array)) }
        var result: [UInt8] = []
        for (block, compressedSize) in sizes.enumerated() {
            let data = try stream.read(compressedSize)
            let expected = block < full ? blockSize : lastSize
            result += try Self.inflate(data, array: array, block: block, size: expected)
        }
        return result
    }

    private static func inflate(
        _ data: [UInt8], array: String, block: Int, size: Int
    ) throws(MeshFormatError) -> [UInt8] {
        // Deflate cannot shrink data more than 1032 times (zlib's documentation): a header that
        // claims more is damaged, and must not make us reserve memory.
        let greatestRatio = 1032
        if size / greatestRatio > data.count {
            throw .badData(array: array, problem: "block \(block) is too short for \(size) bytes")
        }
        var length = uLongf(size)
        var status = Z_OK
        let result = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            status = uncompress(buffer.baseAddress, &length, data, uLong(data.count))
            count = status == Z_OK ? Int(length) : 0
        }
        if status != Z_OK || result.count != size {
            throw .badData(
                array: array, problem: "block \(block) does not decompress to \(size) bytes")
        }
        return result
    }
}
