import CHDF5

// Datasets that grow along their first dimension: time series, moving meshes.
extension H5Group {
    /// Creates an empty dataset of shape [0, row…] that ``append(_:to:)`` extends.
    ///
    /// - Parameters:
    ///   - row: Shape of one row; empty for a series of scalars.
    ///   - rowsPerChunk: Rows stored together; by default as many as fill a chunk of 256 KiB.
    ///     With few rows written at a time, choose that number.
    ///   - gzip: Compression level 0 … 9.
    public func createSeries<Element: H5Element>(
        _ name: String, of type: Element.Type, row: [Int] = [], rowsPerChunk: Int? = nil,
        gzip: Int = 4
    ) throws(StorageError) {
        let element = Element.elementType
        let target = absolute(name)
        let fitting = H5Layout.chunk(
            shape: [Int.max] + row, elementBytes: MemoryLayout<Element>.size)
        let chunk = rowsPerChunk.map { [max(1, $0)] + fitting.dropFirst() } ?? fitting
        try H5Library.shared.locked { () throws(StorageError) in
            let extent = [0] + row.map { hsize_t($0) }
            let limit = [ht_H5S_UNLIMITED()] + row.map { hsize_t($0) }
            let space = H5Screate_simple(Int32(extent.count), extent, limit)
            defer { _ = H5Sclose(space) }
            let id = try createDataset(
                target, type: element.fileType, space: space, chunk: (chunk, gzip))
            _ = H5Dclose(id)
        }
    }

    /// Appends rows to a series.
    ///
    /// - Parameter values: Whole rows, last index fastest.
    /// - Throws: ``StorageError``: not a series, of another type, no space.
    public func append<Element: H5Element>(
        _ values: [Element], to name: String
    ) throws(StorageError) {
        try H5Library.shared.locked { () throws(StorageError) in
            try withDataset(name) { (source) throws(StorageError) in
                try require(Element.elementType, source)
                let (shape, maximum) = try source.extents()
                let row = shape.dropFirst().reduce(1, *)
                guard let old = shape.first, maximum.first == .some(nil), row > 0,
                    values.count % row == 0
                else {
                    throw .wrongShape(
                        file: file, object: source.object,
                        expected:
                            "an extendible series with rows that divide \(values.count) values",
                        found: shape)
                }
                guard !values.isEmpty else { return }
                let rows = values.count / row
                let extent = ([old + rows] + shape.dropFirst()).map { hsize_t($0) }
                guard H5Dset_extent(source.identifier, extent) >= 0 else {
                    throw H5Failure.last().writing(source.object, in: file)
                }
                let rest = shape.dropFirst()
                let block = H5Selection(start: [old] + rest.map { _ in 0 }, count: [rows] + rest)
                try write(values, at: block, source)
            }
        }
    }

    /// Overwrites rows of an existing dataset, starting at a row.
    public func overwrite<Element: H5Element>(
        _ name: String, with values: [Element], fromRow first: Int
    ) throws(StorageError) {
        try H5Library.shared.locked { () throws(StorageError) in
            try withDataset(name) { (source) throws(StorageError) in
                try require(Element.elementType, source)
                let shape = try source.extents().shape
                let row = shape.dropFirst().reduce(1, *)
                guard let extent = shape.first, row > 0, values.count % row == 0, first >= 0,
                    first + values.count / row <= extent
                else {
                    throw .wrongShape(
                        file: file, object: source.object,
                        expected: "room for \(values.count) values from row \(first)", found: shape)
                }
                guard !values.isEmpty else { return }
                let rest = shape.dropFirst()
                let block = H5Selection(
                    start: [first] + rest.map { _ in 0 }, count: [values.count / row] + rest)
                try write(values, at: block, source)
            }
        }
    }

    private func require(_ wanted: H5ElementType, _ source: H5Source) throws(StorageError) {
        let found = try source.elementType()
        guard found == wanted else {
            throw .wrongType(
                file: file, object: source.object, expected: wanted.description,
                found: found.description)
        }
    }

    private func write<Element: H5Element>(
        _ values: [Element], at block: H5Selection, _ source: H5Source
    ) throws(StorageError) {
        let status = values.withUnsafeBytes { bytes in
            block.withSpaces(of: source.identifier) { memory, stored in
                H5Dwrite(
                    source.identifier, Element.elementType.memoryType, memory, stored,
                    ht_H5P_DEFAULT(), bytes.baseAddress)
            }
        }
        guard status >= 0 else { throw H5Failure.last().writing(source.object, in: file) }
    }
}
