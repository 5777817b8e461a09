import Numerics
import Storage

/// Ways to damage a file.
enum Damage {
    /// Changes bytes, repeats or moves blocks, cuts or extends the file.
    static func bytes(of whole: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = whole
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
        case 1:
            bytes += (0..<Int.random(in: 1..<600, using: &random)).map {
                UInt8(truncatingIfNeeded: $0)
            }
        case 2:
            let length = Int.random(in: 1..<512, using: &random)
            let from = Int.random(in: 0..<bytes.count - length, using: &random)
            let to = Int.random(in: 0..<bytes.count - length, using: &random)
            bytes.replaceSubrange(to..<to + length, with: whole[from..<from + length])
        case 3:
            let length = Int.random(in: 1..<512, using: &random)
            let at = Int.random(in: 0..<bytes.count - length, using: &random)
            let filler: UInt8 = Bool.random(using: &random) ? 0 : 0xff
            bytes.replaceSubrange(at..<at + length, with: repeatElement(filler, count: length))
        case 4:
            // Whole words at aligned places: addresses, sizes and counts.
            let at = Int.random(in: 0..<bytes.count / 8, using: &random) * 8
            let words: [UInt64] = [0, 1, .max, .max / 2, 0x8000_0000, 0xffff_ffff, UInt64(at)]
            let word = words[Int.random(in: 0..<words.count, using: &random)]
            for k in 0..<8 { bytes[at + k] = UInt8(truncatingIfNeeded: word >> (8 * UInt64(k))) }
        default:
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 2: bytes[at] = 0
                default: bytes[at] = 0xff
                }
            }
        }
        return bytes
    }

    /// Removes a dataset, or gives it another type, shape or values, or spoils an attribute.
    ///
    /// - Returns: What was damaged and how.
    static func contents(of root: H5Group, _ random: inout SplitMix64) throws -> String {
        let all = try datasets(in: root, "")
        let path = all[Int.random(in: 0..<all.count, using: &random)]
        let info = try root.info(path)
        let kind = Int.random(in: 0..<7, using: &random)
        switch kind {
        case 0:
            try root.remove(path)
        case 1:
            try root.remove(path)
            try root.write(path, ["text"])
        case 2:
            try root.remove(path)
            try root.write(path, [Double](repeating: .nan, count: info.count), shape: info.shape)
        case 3:
            try root.remove(path)
            let shape = info.shape + [1]
            try root.write(path, [Int32](repeating: -7, count: info.count), shape: shape)
        case 4:
            try root.remove(path)
            try root.write(path, [Float](), shape: [0])
        case 5:
            let attributes = try root.attributeNames(of: path)
            for name in attributes { try root.setAttribute(name, "furlong", of: path) }
            if attributes.isEmpty { try root.remove(path) }
        default:
            try spoilValues(of: path, info, in: root, &random)
        }
        return "\(path) (\(kind))"
    }

    /// Puts an extreme value somewhere.
    private static func spoilValues(
        of path: String, _ info: H5DatasetInfo, in root: H5Group, _ random: inout SplitMix64
    ) throws {
        guard info.count > 0 else { return }
        let at = Int.random(in: 0..<info.count, using: &random)
        switch info.type {
        case .float(8):
            var array = try root.read(path, as: Double.self)
            array.values[at] = [.nan, .infinity, 1e300, -1e300, 0][at % 5]
            try rewrite(path, array, root)
        case .float:
            var array = try root.read(path, as: Float.self)
            array.values[at] = [.nan, .infinity, 1e30, 0][at % 4]
            try rewrite(path, array, root)
        case .integer(8, _):
            var array = try root.read(path, as: Int64.self)
            array.values[at] = [.min, .max, -1, 1 << 33][at % 4]
            try rewrite(path, array, root)
        case .integer(1, _):
            var array = try root.read(path, as: UInt8.self)
            array.values[at] = 255
            try rewrite(path, array, root)
        case .integer:
            var array = try root.read(path, as: Int32.self)
            array.values[at] = [.min, .max, -1, 0][at % 4]
            try rewrite(path, array, root)
        default:
            try root.remove(path)
        }
    }

    private static func rewrite<Element: H5Element>(
        _ path: String, _ array: H5Array<Element>, _ root: H5Group
    ) throws {
        let units = try? root.attributeText("units", of: path)
        try root.remove(path)
        try root.write(path, array.values, shape: array.shape)
        if let unit = units?.first { try root.setAttribute("units", unit, of: path) }
    }

    private static func datasets(in root: H5Group, _ group: String) throws -> [String] {
        var found: [String] = []
        for child in try root.children(of: group) {
            let path = "\(group)/\(child.name)"
            if child.kind == .dataset { found.append(path) }
            if child.kind == .group { found += try datasets(in: root, path) }
        }
        return found
    }
}
