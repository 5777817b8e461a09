import Numerics
import Quantities
import Storage

/// Reads entries of the schema from an open file, each checked against its own description:
/// type, shape, unit, finiteness, range.
final class SchemaReader {
    let root: H5Group
    private var counts: [String: Int] = [:]

    init(_ file: H5File) { root = file.root }

    var file: String { root.file }

    /// Fixes the extent of a name used in shapes.
    func bind(_ name: String, _ count: Int) { counts[name] = count }

    /// Forgets an extent, for the next of several things of the same shape.
    func unbind(_ names: String...) { for name in names { counts[name] = nil } }

    /// The extent of a name used in shapes, once something with it has been read.
    func count(_ name: String) -> Int { counts[name] ?? 0 }

    /// True when the entry is in the file.
    func has(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) -> Bool {
        let (object, attribute) = split(entry.path(names))
        guard root.exists(object) else { return false }
        guard let attribute else { return true }
        return try PatientsError.wrapping { () throws(StorageError) in
            try root.hasAttribute(attribute, of: object)
        }
    }

    /// Names in a group, or none when it is not there.
    func children(
        _ entry: SchemaEntry, _ kind: H5Group.Child.Kind
    ) throws(PatientsError) -> [String] {
        guard try has(entry) else { return [] }
        let all = try PatientsError.wrapping { () throws(StorageError) in
            try root.children(of: entry.path)
        }
        return all.filter { $0.kind == kind }.map(\.name)
    }

    /// Reads numbers in the entry's unit.
    func numbers(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) -> [Double] {
        let (path, array) = try read(entry, names, as: Double.self)
        let scale = try scale(of: path, entry)
        let values = scale == 1 ? array.values : array.values.map { $0 * scale }
        try requireFinite(values, path, shape: array.shape)
        if let range = entry.range {
            try require(values, in: range, unit: entry.unit, path, shape: array.shape)
        }
        return values
    }

    /// Reads one number in the entry's unit.
    func number(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) -> Double {
        try numbers(entry, names)[0]
    }

    /// Reads rows of three numbers.
    func vectors(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) -> [Vec3] {
        let values = try numbers(entry, names)
        return stride(from: 0, to: values.count - 2, by: 3).map {
            Vec3(values[$0], values[$0 + 1], values[$0 + 2])
        }
    }

    /// Reads integers.
    func integers(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) -> [Int32] {
        try read(entry, names, as: Int32.self).array.values
    }

    /// Reads integers that number the items of something.
    func indices(
        _ entry: SchemaEntry, _ names: [String] = [], below count: Int
    ) throws(PatientsError) -> [Int32] {
        let (path, array) = try read(entry, names, as: Int32.self)
        for (flat, value) in array.values.enumerated() where value < 0 || Int(value) >= count {
            throw .outOfRange(
                file: file, object: path, index: Self.index(flat, array.shape), value: "\(value)",
                allowed: "0 to \(count - 1)")
        }
        return array.values
    }

    /// Reads one text.
    func text(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) -> String {
        let texts = try texts(entry, names)
        guard texts.count == 1 else {
            throw .wrongShape(
                file: file, object: entry.path(names), expected: "one text", found: [texts.count])
        }
        return texts[0]
    }

    /// Reads texts.
    func texts(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) -> [String] {
        let path = entry.path(names)
        let (object, attribute) = split(path)
        let texts = try PatientsError.wrapping { () throws(StorageError) in
            if let attribute { return try root.attributeText(attribute, of: object) }
            return try root.readText(object)
        }
        if case .count(let name)? = entry.shape.first {
            try require([texts.count], entry, path)
            counts[name] = texts.count
        }
        for text in texts where !entry.choices.isEmpty && !entry.choices.contains(text) {
            throw .unknownValue(
                file: file, object: path, index: [], value: text, known: entry.choices)
        }
        return texts
    }

    /// Reads a text that may be absent.
    func optionalText(
        _ entry: SchemaEntry, _ names: [String] = []
    ) throws(PatientsError) -> String? {
        try has(entry, names) ? try text(entry, names) : nil
    }

    /// Reads a number that may be absent.
    func optionalNumber(
        _ entry: SchemaEntry, _ names: [String] = []
    ) throws(PatientsError) -> Double? {
        try has(entry, names) ? try number(entry, names) : nil
    }

    /// Row and column of a flat index.
    static func index(_ flat: Int, _ shape: [Int]) -> [Int] {
        var index: [Int] = []
        var rest = flat
        for extent in shape.reversed() where extent > 0 {
            index.insert(rest % extent, at: 0)
            rest /= extent
        }
        return index
    }

    private func read<Element: H5Element>(
        _ entry: SchemaEntry, _ names: [String], as type: Element.Type
    ) throws(PatientsError) -> (path: String, array: H5Array<Element>) {
        let path = entry.path(names)
        let (object, attribute) = split(path)
        if attribute == nil {
            // The shape comes first: it is cheap, and says more than a failed read.
            let info = try PatientsError.wrapping { () throws(StorageError) in try root.info(object)
            }
            try require(info.shape, entry, path)
        }
        let array = try PatientsError.wrapping { () throws(StorageError) in
            if let attribute { return try root.attribute(attribute, of: object, as: type) }
            return try root.read(object, as: type)
        }
        try require(array.shape, entry, path)
        return (path, array)
    }

    /// Compares a shape with the entry's, fixing extents that are met for the first time.
    private func require(
        _ shape: [Int], _ entry: SchemaEntry, _ path: String
    ) throws(PatientsError) {
        if entry.shape.isEmpty, shape == [] || shape == [1] { return }
        // Measurements may be scalars although they are lists in general.
        if shape.isEmpty, entry.shape.count == 1, case .count(let name) = entry.shape[0],
            counts[name] ?? 1 == 1
        {
            return
        }
        let fits =
            shape.count == entry.shape.count
            && zip(shape, entry.shape).allSatisfy { extent, wanted in
                switch wanted {
                case .fixed(let count): return extent == count
                case .count(let name): return counts[name].map { $0 == extent } ?? true
                }
            }
        guard fits else {
            throw .wrongShape(file: file, object: path, expected: shapeName(entry), found: shape)
        }
        for (extent, wanted) in zip(shape, entry.shape) {
            if case .count(let name) = wanted { counts[name] = extent }
        }
    }

    private func shapeName(_ entry: SchemaEntry) -> String {
        if entry.shape.isEmpty { return "[] (one value)" }
        let extents = entry.shape.map { extent in
            switch extent {
            case .fixed(let count): return "\(count)"
            case .count(let name):
                return counts[name].map { "\($0) (\(name))" } ?? "number of \(name)"
            }
        }
        return "[" + extents.joined(separator: ", ") + "]"
    }

    /// Factor from the unit in the file to the entry's.
    private func scale(of path: String, _ entry: SchemaEntry) throws(PatientsError) -> Double {
        guard let expected = entry.unit, !entry.isAttribute else { return 1 }
        let isThere = try PatientsError.wrapping { () throws(StorageError) in
            try root.hasAttribute("units", of: path)
        }
        guard isThere else {
            throw .missingUnits(file: file, object: path, expected: expected)
        }
        let texts = try PatientsError.wrapping { () throws(StorageError) in
            try root.attributeText("units", of: path)
        }
        do throws(QuantityError) {
            let unit = try Unit(texts.first ?? "")
            return try unit.convert(1, to: Unit(expected))
        } catch {
            throw .units(file: file, object: path, problem: error)
        }
    }

    private func requireFinite(
        _ values: [Double], _ path: String, shape: [Int]
    ) throws(PatientsError) {
        guard let flat = values.firstIndex(where: { !$0.isFinite }) else { return }
        throw .notFinite(
            file: file, object: path, index: Self.index(flat, shape), value: "\(values[flat])")
    }

    private func require(
        _ values: [Double], in range: ClosedRange<Double>, unit: String?, _ path: String,
        shape: [Int]
    ) throws(PatientsError) {
        guard let flat = values.firstIndex(where: { !range.contains($0) }) else { return }
        let unit = unit.map { " \($0)" } ?? ""
        throw .outOfRange(
            file: file, object: path, index: Self.index(flat, shape),
            value: "\(values[flat].short)\(unit)",
            allowed: "\(range.lowerBound.short) to \(range.upperBound.short)\(unit)")
    }

    private func split(_ path: String) -> (object: String, attribute: String?) {
        guard let mark = path.lastIndex(of: "@") else { return (path, nil) }
        return (String(path[..<mark]), String(path[path.index(after: mark)...]))
    }
}
