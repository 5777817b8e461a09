import CHDF5

extension H5Group {
    /// Creates a group, and those above it, unless it exists.
    @discardableResult
    public func createGroup(_ name: String) throws(StorageError) -> H5Group {
        let target = absolute(name)
        try H5Library.shared.locked { () throws(StorageError) in
            let fileID = try session.opened()
            var step = ""
            for part in target.split(separator: "/") {
                step += "/\(part)"
                if H5Lexists(fileID, step, ht_H5P_DEFAULT()) > 0 { continue }
                let id = H5Gcreate2(
                    fileID, step, ht_H5P_DEFAULT(), ht_H5P_DEFAULT(), ht_H5P_DEFAULT())
                guard id >= 0 else { throw H5Failure.last().writing(step, in: file) }
                _ = H5Gclose(id)
            }
        }
        return group(name)
    }

    /// Writes a new dataset of numbers.
    ///
    /// - Parameters:
    ///   - name: Where; groups above it are created.
    ///   - values: As many as the product of `shape`, last index fastest.
    /// - Throws: ``StorageError``: exists already, no space, not writable.
    public func write<Element: H5Element>(
        _ name: String, _ values: [Element], shape: [Int], layout: H5Layout = .compressed
    ) throws(StorageError) {
        precondition(values.count == shape.reduce(1, *), "\(values.count) values, shape \(shape)")
        let type = Element.elementType
        try store(
            name, values, shape: shape, layout: layout, fileType: { H5Tcopy(type.fileType) },
            memoryType: { H5Tcopy(type.memoryType) })
    }

    /// Writes a new dataset of one dimension.
    public func write<Element: H5Element>(
        _ name: String, _ values: [Element], layout: H5Layout = .compressed
    ) throws(StorageError) {
        try write(name, values, shape: [values.count], layout: layout)
    }

    /// Writes a new dataset of texts of fixed length, padded to the longest.
    public func write(
        _ name: String, _ texts: [String], layout: H5Layout = .compressed
    ) throws(StorageError) {
        let text = FixedText(texts)
        try store(
            name, text.buffer, shape: [texts.count], layout: layout, fileType: text.makeType,
            memoryType: text.makeType)
    }

    /// Removes an object; its space in the file is reused only by what is written afterwards.
    public func remove(_ name: String) throws(StorageError) {
        try H5Library.shared.locked { () throws(StorageError) in
            try withObject(name) { (id) throws(StorageError) in _ = id }
            let status = H5Ldelete(try session.opened(), absolute(name), ht_H5P_DEFAULT())
            guard status >= 0 else { throw H5Failure.last().writing(absolute(name), in: file) }
        }
    }

    /// Copies an object of any kind with everything below it and all attributes, byte for byte,
    /// also types and filters this library does not read.
    ///
    /// - Throws: ``StorageError``; also where something in it is damaged or is a link to another file.
    public func copy(
        _ name: String, of source: H5Group, to newName: String? = nil
    ) throws(StorageError) {
        let target = absolute(newName ?? name)
        try H5Library.shared.locked { () throws(StorageError) in
            let faults = source.session.faults
            let from = source.absolute(name)
            if let fault = faults.error(ofCopying: from, in: source.file) {
                throw fault
            }
            try createParent(of: target)
            let status = H5Ocopy(
                try source.session.opened(), from, try session.opened(), target,
                ht_H5P_DEFAULT(), ht_H5P_DEFAULT())
            guard status >= 0 else { throw H5Failure.last().writing(target, in: file) }
        }
    }

    /// Copies an attribute of any type, also one this library cannot read.
    public func copyAttribute(
        _ name: String, of source: H5Group, object: String = ""
    ) throws(StorageError) {
        // HDF5 has no copy operation for attributes: the raw value moves through memory.
        try H5Library.shared.locked { () throws(StorageError) in
            try source.withStoredAttribute(name, of: object) {
                (type, space, value) throws(StorageError) in
                try withObject(object) { (id) throws(StorageError) in
                    let label = "\(absolute(object))@\(name)"
                    if H5Aexists(id, name) > 0 { _ = H5Adelete(id, name) }
                    let copy = H5Acreate2(id, name, type, space, ht_H5P_DEFAULT(), ht_H5P_DEFAULT())
                    guard copy >= 0 else { throw H5Failure.last().writing(label, in: file) }
                    defer { _ = H5Aclose(copy) }
                    guard value == nil || H5Awrite(copy, type, value) >= 0 else {
                        throw H5Failure.last().writing(label, in: file)
                    }
                }
            }
        }
    }

    func createParent(of target: String) throws(StorageError) {
        let parts = target.split(separator: "/").dropLast()
        if !parts.isEmpty { try createGroup("/" + parts.joined(separator: "/")) }
    }

    func makeSpace(_ shape: [Int]) -> hid_t {
        if shape.isEmpty { return H5Screate(H5S_SCALAR) }
        let extent = shape.map { hsize_t($0) }
        return H5Screate_simple(Int32(extent.count), extent, nil)
    }

    private func store<Value: BitwiseCopyable>(
        _ name: String, _ values: [Value], shape: [Int], layout: H5Layout, fileType: () -> hid_t,
        memoryType: () -> hid_t
    ) throws(StorageError) {
        let target = absolute(name)
        try H5Library.shared.locked { () throws(StorageError) in
            let (stored, memory, space) = (fileType(), memoryType(), makeSpace(shape))
            defer {
                _ = H5Tclose(stored)
                _ = H5Tclose(memory)
                _ = H5Sclose(space)
            }
            let chunk = layout.resolved(shape: shape, elementBytes: H5Tget_size(stored))
            let dataset = try createDataset(target, type: stored, space: space, chunk: chunk)
            defer { _ = H5Dclose(dataset) }
            let status = values.withUnsafeBytes { bytes in
                bytes.isEmpty
                    ? 0
                    : H5Dwrite(
                        dataset, memory, ht_H5S_ALL(), ht_H5S_ALL(), ht_H5P_DEFAULT(),
                        bytes.baseAddress)
            }
            guard status >= 0 else { throw H5Failure.last().writing(target, in: file) }
        }
    }

    /// Creates an empty dataset; the caller closes it.
    func createDataset(
        _ target: String, type: hid_t, space: hid_t, chunk: (extent: [Int], gzip: Int)?
    ) throws(StorageError) -> hid_t {
        let fileID = try session.opened()
        try createParent(of: target)
        guard H5Lexists(fileID, target, ht_H5P_DEFAULT()) <= 0 else {
            throw .alreadyExists(file: file, object: target)
        }
        let properties = H5Pcreate(ht_H5P_DATASET_CREATE())
        defer { _ = H5Pclose(properties) }
        // Times of creation would make equal contents differ byte by byte.
        _ = H5Pset_obj_track_times(properties, false)
        if let chunk {
            _ = H5Pset_chunk(
                properties, Int32(chunk.extent.count), chunk.extent.map { hsize_t($0) })
            if chunk.gzip > 0 {
                _ = H5Pset_shuffle(properties)
                _ = H5Pset_deflate(properties, UInt32(chunk.gzip))
            }
        }
        let id = H5Dcreate2(
            fileID, target, type, space, ht_H5P_DEFAULT(), properties, ht_H5P_DEFAULT())
        guard id >= 0 else { throw H5Failure.last().writing(target, in: file) }
        return id
    }
}

extension H5Layout {
    /// Uncompressed size below which compression costs more than it saves [bytes].
    private static var smallestCompressed: Int { 1024 }
    /// Uncompressed size of a chunk [bytes]: well inside HDF5's chunk cache of 1 MiB.
    private static var chunkBytes: Int { 1 << 18 }

    /// Chunk extents and gzip level for a shape, or `nil` for contiguous storage.
    func resolved(shape: [Int], elementBytes: Int) -> (extent: [Int], gzip: Int)? {
        let count = shape.reduce(1, *)
        switch self {
        case .contiguous: return nil
        case .chunked(let extent, let gzip): return (extent, gzip)
        case .compressed:
            guard !shape.isEmpty, count * elementBytes >= Self.smallestCompressed else {
                return nil
            }
            return (Self.chunk(shape: shape, elementBytes: elementBytes), 4)
        }
    }

    /// Whole rows, as many as fit a chunk; at least one element.
    static func chunk(shape: [Int], elementBytes: Int) -> [Int] {
        let row = max(1, shape.dropFirst().reduce(1, *))
        let rows = max(1, chunkBytes / (row * elementBytes))
        return [max(1, min(rows, shape[0]))] + shape.dropFirst().map { max(1, $0) }
    }
}
