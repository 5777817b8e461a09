import Numerics
import Storage

/// Writes entries of the schema: each in the type, shape and unit its description says.
struct SchemaWriter {
    let root: H5Group

    /// Creates a group.
    func group(_ entry: SchemaEntry, _ names: [String] = []) throws(PatientsError) {
        try PatientsError.wrapping { () throws(StorageError) in
            _ = try root.createGroup(entry.path(names))
        }
    }

    /// Writes numbers given in the entry's unit, or in `unit` when they have their own.
    func numbers(
        _ entry: SchemaEntry, _ names: [String] = [], _ values: [Double], unit: String? = nil
    ) throws(PatientsError) {
        let path = entry.path(names)
        try PatientsError.wrapping { () throws(StorageError) in
            if let (object, attribute) = split(path) {
                return try root.setAttribute(attribute, values[0], of: object)
            }
            let shape = shape(entry, count: values.count)
            if entry.content == .float32 {
                try root.write(path, values.map { Float($0) }, shape: shape)
            } else {
                try root.write(path, values, shape: shape)
            }
            if let unit = unit ?? entry.unit { try root.setAttribute("units", unit, of: path) }
        }
    }

    /// Writes rows of three numbers.
    func vectors(
        _ entry: SchemaEntry, _ names: [String] = [], _ values: [Vec3]
    ) throws(PatientsError) {
        try numbers(entry, names, values.flatMap { [$0.x, $0.y, $0.z] })
    }

    /// Writes rows of as many numbers as there are columns, each column in a unit of its own.
    func table(
        _ entry: SchemaEntry, _ names: [String] = [], _ rows: [[Double]], columns: Int
    ) throws(PatientsError) {
        let path = entry.path(names)
        try PatientsError.wrapping { () throws(StorageError) in
            try root.write(path, rows.flatMap { $0 }, shape: [rows.count, columns])
        }
    }

    /// Writes integers.
    func integers(
        _ entry: SchemaEntry, _ names: [String] = [], _ values: [Int32]
    ) throws(PatientsError) {
        let path = entry.path(names)
        let shape = shape(entry, count: values.count)
        try PatientsError.wrapping { () throws(StorageError) in
            if let (object, attribute) = split(path) {
                return try root.setAttribute(attribute, values.map { Int64($0) }, of: object)
            }
            switch entry.content {
            case .int64: try root.write(path, values.map { Int64($0) }, shape: shape)
            case .uint8: try root.write(path, values.map { UInt8($0) }, shape: shape)
            default: try root.write(path, values, shape: shape)
            }
        }
    }

    /// Writes a text.
    func text(
        _ entry: SchemaEntry, _ names: [String] = [], _ text: String?
    ) throws(PatientsError) {
        guard let text else { return }
        let path = entry.path(names)
        try PatientsError.wrapping { () throws(StorageError) in
            if let (object, attribute) = split(path) {
                return try root.setAttribute(attribute, text, of: object)
            }
            try root.write(path, [text])
        }
    }

    /// Writes texts.
    func texts(
        _ entry: SchemaEntry, _ names: [String] = [], _ texts: [String]
    ) throws(PatientsError) {
        let path = entry.path(names)
        try PatientsError.wrapping { () throws(StorageError) in try root.write(path, texts) }
    }

    /// The shape of so many values: the first extent follows from the others.
    private func shape(_ entry: SchemaEntry, count: Int) -> [Int] {
        guard !entry.shape.isEmpty else { return [] }
        let rest = entry.shape.dropFirst().map { extent in
            if case .fixed(let count) = extent { count } else { 1 }
        }
        return [count / rest.reduce(1, *)] + rest
    }

    private func split(_ path: String) -> (object: String, attribute: String)? {
        guard let mark = path.lastIndex(of: "@") else { return nil }
        return (String(path[..<mark]), String(path[path.index(after: mark)...]))
    }
}
