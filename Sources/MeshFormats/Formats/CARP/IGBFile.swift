import Foundation

/// A series of values over points, as CARP and openCARP write their results: an IGB file.
///
/// A header of 1024 bytes with words `key:value`, then the values of all points, one time after the
/// other. Read are types byte, short, int, long, uint, float, double, vec3f and vec9f of either byte
/// order, with the factor and zero of the header applied; written is float or double, little endian.
///
/// Source: openCARP manual, https://opencarp.org/manual/opencarp-manual-latest.pdf, IGB file format.
public struct IGBFile: Sendable, Equatable {
    /// Values per point.
    public var components: Int
    /// Time of the first values, in ``timeUnit``.
    public var start: Double
    /// Time from one to the next.
    public var interval: Double
    /// Unit of time.
    public var timeUnit: String
    /// Unit of the values; empty if not said.
    public var unit: String
    /// Values by time; those of one time are by point.
    public var frames: [[Double]]
    /// Whether values are written as single precision.
    public var isSingle: Bool

    /// Makes a series.
    public init(
        frames: [[Double]], components: Int = 1, start: Double = 0, interval: Double = 1,
        timeUnit: String = "ms", unit: String = "", isSingle: Bool = true
    ) {
        self.frames = frames
        self.components = components
        self.start = start
        self.interval = interval
        self.timeUnit = timeUnit
        self.unit = unit
        self.isSingle = isSingle
    }

    private static let headerSize = 1024

    /// Reads a file.
    ///
    /// - Throws: ``MeshFormatError/inFile(path:problem:)``.
    public static func read(path: String) throws(MeshFormatError) -> IGBFile {
        do throws(MeshFormatError) {
            return try read(bytes: MeshFile.bytes(path))
        } catch {
            throw error.inside(path)
        }
    }

    /// Reads the bytes of a file.
    public static func read(bytes: [UInt8]) throws(MeshFormatError) -> IGBFile {
        if bytes.count < headerSize { throw .truncated(inside: "the header of an IGB file") }
        var words: [String: String] = [:]
        for line in String(decoding: bytes[..<headerSize], as: UTF8.self).split(
            whereSeparator: \.isNewline) where !line.hasPrefix("#")
        {
            for word in line.split(whereSeparator: { $0 == " " || $0 == "\0" }) {
                guard let colon = word.firstIndex(of: ":") else { continue }
                words[String(word[..<colon])] = String(word[word.index(after: colon)...])
            }
        }
        func count(_ key: String, _ fallback: Int? = nil) throws(MeshFormatError) -> Int {
            guard let text = words[key] else {
                if let fallback { return fallback }
                throw .badData(array: "header", problem: "there is no \(key)")
            }
            guard let value = Int(text), value > 0, value <= Int(Int32.max) else {
                throw .badData(array: "header", problem: "\(key) is \(text), no count")
            }
            return value
        }
        func number(_ key: String, _ fallback: Double) throws(MeshFormatError) -> Double {
            guard let text = words[key] else { return fallback }
            guard let value = Double(text), value.isFinite else {
                throw .badData(array: "header", problem: "\(key) is \(text), no number")
            }
            return value
        }
        let (y, z) = (try count("y", 1), try count("z", 1))
        let (x, times) = (try count("x"), try count("t", 1))
        let (points, tooMany) = x.multipliedReportingOverflow(by: y * z)
        let typeName = words["type"] ?? ""
        guard let (scalar, components) = types[typeName], !tooMany else {
            throw .badData(
                array: "header",
                problem: "type \"\(typeName)\" is not one of "
                    + types.keys.sorted().joined(separator: ", "))
        }
        let system = words["systeme"] ?? "little_endian"
        guard system == "little_endian" || system == "big_endian" else {
            throw .badData(array: "header", problem: "systeme is \(system)")
        }
        var reader = ByteReader(bytes, at: headerSize, bigEndian: system == "big_endian")
        let (factor, zero) = (try number("facteur", 1), try number("zero", 0))
        var frames: [[Double]] = []
        for _ in 0..<times {
            let values = try reader.numbers(points * components, scalar, "values")
            // Without a factor nothing is touched, not even a negative zero.
            frames.append(factor == 1 && zero == 0 ? values : values.map { $0 * factor + zero })
        }
        let interval = try number("inc_t", try number("dim_t", 0) / Double(max(1, times - 1)))
        return IGBFile(
            frames: frames, components: components, start: try number("org_t", 0),
            interval: interval, timeUnit: words["unites_t"] ?? "ms", unit: words["unites"] ?? "",
            isSingle: scalar != .float64)
    }

    private static let types: [String: (VTKScalar, Int)] = [
        "byte": (.uint8, 1), "short": (.int16, 1), "int": (.int32, 1), "uint": (.uint32, 1),
        "long": (.int64, 1), "float": (.float32, 1), "double": (.float64, 1),
        "vec3f": (.float32, 3), "vec9f": (.float32, 9), "vec3d": (.float64, 3),
    ]

    /// Writes the file, replacing an old one only when the new one is complete.
    public func write(path: String) throws(MeshFormatError) {
        do throws(MeshFormatError) {
            try MeshFile.publish(bytes(), path: path)
        } catch {
            throw error.inside(path)
        }
    }

    /// The bytes of the file.
    public func bytes() throws(MeshFormatError) -> [UInt8] {
        let type = Self.types.first {
            $0.value.0 == (isSingle ? .float32 : .float64) && $0.value.1 == components
        }
        guard let type else {
            throw .cannotHold(format: "igb", what: "\(components) values for each point")
        }
        let size = frames.first?.count ?? 0
        for frame in frames where frame.count != size || size % components != 0 {
            throw .wrongCount(array: "values", expected: size, found: frame.count)
        }
        let duration = interval * Double(max(0, frames.count - 1))
        let unites = unit.isEmpty ? "" : " unites:\(unit)"
        var header = "x:\(size / components) y:1 z:1 t:\(frames.count) type:\(type.key) "
        header += "systeme:little_endian org_t:\(start) inc_t:\(interval) dim_t:\(duration)\r\n"
        header += "unites_x:um unites_y:um unites_z:um unites_t:\(timeUnit)\(unites) "
        header += "facteur:1 zero:0\r\n"
        if header.utf8.count >= Self.headerSize {
            throw .cannotHold(format: "igb", what: "a unit of so many letters")
        }
        var bytes = Array(header.utf8)
        // The header is filled with spaces and ends with a form feed.
        while bytes.count < Self.headerSize - 1 { bytes.append(UInt8(ascii: " ")) }
        bytes.append(12)
        for frame in frames {
            bytes += try VTKNumbers.bytes(frame, type.value.0, "values")
        }
        return bytes
    }
}
