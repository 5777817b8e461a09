import CHDF5

extension H5Group {
    /// Type, shape and layout of a dataset.
    public func info(_ name: String) throws(StorageError) -> H5DatasetInfo {
        try H5Library.shared.locked { () throws(StorageError) in
            try withDataset(name) { (source) throws(StorageError) in
                try describe(source)
            }
        }
    }

    /// Reads a whole dataset of numbers.
    ///
    /// - Throws: ``StorageError``: missing, of another type, damaged, or claiming more data than
    ///   the file stores.
    public func read<Element: H5Element>(
        _ name: String, as type: Element.Type = Element.self
    ) throws(StorageError) -> H5Array<Element> {
        try H5Library.shared.locked { () throws(StorageError) in
            try withDataset(name) { (source) throws(StorageError) in
                try requireReadable(source)
                return try source.read(type, selection: nil)
            }
        }
    }

    /// Reads some rows (first dimension) of a dataset of numbers.
    ///
    /// - Throws: ``StorageError``, also when the rows are not all there.
    public func read<Element: H5Element>(
        _ name: String, as type: Element.Type = Element.self, rows: Range<Int>
    ) throws(StorageError) -> H5Array<Element> {
        try H5Library.shared.locked { () throws(StorageError) in
            try withDataset(name) { (source) throws(StorageError) in
                let shape = try requireReadable(source).shape
                guard let extent = shape.first, rows.lowerBound >= 0, rows.upperBound <= extent
                else {
                    throw .wrongShape(
                        file: file, object: absolute(name),
                        expected: "[≥ \(rows.upperBound), …]", found: shape)
                }
                let rest = shape.dropFirst()
                let block = H5Selection(
                    start: [rows.lowerBound] + rest.map { _ in 0 }, count: [rows.count] + rest)
                return try source.read(type, selection: block)
            }
        }
    }

    /// Reads a dataset of text, of fixed or variable length.
    public func readText(_ name: String) throws(StorageError) -> [String] {
        try H5Library.shared.locked { () throws(StorageError) in
            try withDataset(name) { (source) throws(StorageError) in
                try requireReadable(source)
                return try source.readText()
            }
        }
    }

    func withDataset<Result>(
        _ name: String, _ body: (H5Source) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        if let fault = session.faults.error(at: absolute(name), in: file, readingValues: true) {
            throw fault
        }
        return try withObject(name) { (id) throws(StorageError) in
            guard H5Iget_type(id) == H5I_DATASET else {
                throw .wrongType(
                    file: file, object: absolute(name), expected: "a dataset", found: "a group")
            }
            let source = H5Source(
                identifier: id, isAttribute: false, session: session, object: absolute(name))
            return try body(source)
        }
    }

    private func describe(_ source: H5Source) throws(StorageError) -> H5DatasetInfo {
        let extents = try source.extents()
        let properties = H5Dget_create_plist(source.identifier)
        guard properties >= 0 else { throw source.failure() }
        defer { _ = H5Pclose(properties) }
        var chunk: [Int] = []
        if H5Pget_layout(properties) == H5D_CHUNKED {
            var extent = [hsize_t](repeating: 0, count: extents.shape.count)
            guard H5Pget_chunk(properties, Int32(extent.count), &extent) >= 0 else {
                throw source.failure()
            }
            chunk = extent.map { Int(clamping: $0) }
        }
        return H5DatasetInfo(
            type: try source.elementType(), shape: extents.shape, maximumShape: extents.maximum,
            chunk: chunk, storedBytes: Int(clamping: H5Dget_storage_size(source.identifier)))
    }

    /// Refuses what a damaged or hostile file could use to exhaust memory or reach other files.
    @discardableResult
    private func requireReadable(_ source: H5Source) throws(StorageError) -> H5DatasetInfo {
        try requirePlainStorage(source)
        let info = try describe(source)
        let elementBytes = try source.withType { (type) throws(StorageError) in H5Tget_size(type) }
        let bytes = try source.elementCount(info.shape + [elementBytes])
        let chunkBytes =
            info.chunk.isEmpty ? 0 : try source.elementCount(info.chunk + [elementBytes])
        guard let fileBytes = session.fileBytes, bytes > 0 else { return info }
        // Deflate packs at most 1032 : 1 (zlib's documentation, "Maximum Compression Factor").
        let limit = info.chunk.isEmpty ? info.storedBytes : min(info.storedBytes, fileBytes) * 1032
        guard info.storedBytes <= fileBytes, bytes <= limit, chunkBytes <= limit else {
            throw source.implausible(bytes: "\(max(bytes, chunkBytes))", stored: info.storedBytes)
        }
        return info
    }

    /// Asked of the object itself: the faults of the copy go by path, and links lead to what was passed on
    /// by other paths.
    private func requirePlainStorage(_ source: H5Source) throws(StorageError) {
        let properties = H5Dget_create_plist(source.identifier)
        guard properties >= 0 else { throw source.failure() }
        defer { _ = H5Pclose(properties) }
        func refuse(_ what: String) -> StorageError {
            .unsupported(file: file, object: source.object, what: what)
        }
        if H5Pget_layout(properties) == H5D_VIRTUAL { throw refuse("a virtual dataset") }
        if H5Pget_external_count(properties) > 0 { throw refuse("data in another file") }
        let known = [ht_H5Z_FILTER_DEFLATE(), ht_H5Z_FILTER_SHUFFLE(), ht_H5Z_FILTER_FLETCHER32()]
        for index in 0..<UInt32(max(0, H5Pget_nfilters(properties))) {
            var flags: UInt32 = 0
            var count = 0
            var config: UInt32 = 0
            let filter = H5Pget_filter2(properties, index, &flags, &count, nil, 0, nil, &config)
            guard known.contains(filter) else { throw refuse("compression filter \(filter)") }
        }
    }
}
