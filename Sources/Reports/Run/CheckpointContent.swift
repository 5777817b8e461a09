import Storage

/// The arrays of a checkpoint by their place in the file, with a digest over every bit of them.
struct CheckpointContent {
    private(set) var arrays: [String: H5Array<Double>] = [:]

    /// Adds an array.
    mutating func add(_ place: String, _ values: [Double], shape: [Int]? = nil) {
        arrays[place] = H5Array(values, shape: shape ?? [values.count])
    }

    /// The values at a place, if there are `count` of them.
    func values(_ place: String, count: Int? = nil) -> [Double]? {
        guard let values = arrays[place]?.values, count == nil || count == values.count else {
            return nil
        }
        return values
    }

    /// SHA-256 over places, shapes and bits, in the order of the places.
    var digest: String {
        var hash = SHA256()
        for (place, array) in arrays.sorted(by: { $0.key < $1.key }) {
            hash.update("\(place)\(array.shape)".utf8)
            array.values.withUnsafeBytes { hash.update($0) }
        }
        return hash.finish()
    }

    /// Writes all arrays, without compression: they are written once a beat and read once.
    func write(to group: H5Group) throws(StorageError) {
        for (place, array) in arrays.sorted(by: { $0.key < $1.key }) {
            try group.write(place, array.values, shape: array.shape, layout: .contiguous)
        }
    }

    /// Nothing yet.
    init() {}

    /// Reads every dataset of a group and the groups in it.
    init(reading group: H5Group) throws(StorageError) {
        try read(group, in: "", depth: 0)
    }

    /// Groups deeper than this are none of ours.
    private static let deepest = 4

    private mutating func read(
        _ group: H5Group, in folder: String, depth: Int
    ) throws(StorageError) {
        guard depth < Self.deepest else { return }
        for child in try group.children(of: folder) {
            let place = folder.isEmpty ? child.name : "\(folder)/\(child.name)"
            switch child.kind {
            case .dataset: arrays[place] = try group.read(place, as: Double.self)
            case .group: try read(group, in: place, depth: depth + 1)
            default: continue
            }
        }
    }
}
