import CHDF5

/// An open dataset or attribute from which values are read, with the checks both share.
///
/// Used under the library's lock.
struct H5Source {
    let identifier: hid_t
    let isAttribute: Bool
    let session: H5Session
    /// Path for messages; attributes as `/group@name`.
    let object: String

    /// Type in the file.
    func elementType() throws(StorageError) -> H5ElementType {
        try withType { (type) throws(StorageError) in H5ElementType(identifier: type) }
    }

    func withType<Result>(
        _ body: (hid_t) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        let type = isAttribute ? H5Aget_type(identifier) : H5Dget_type(identifier)
        guard type >= 0 else { throw failure() }
        defer { _ = H5Tclose(type) }
        return try body(type)
    }

    /// Extents and largest extents; a null dataspace has shape [0].
    func extents() throws(StorageError) -> (shape: [Int], maximum: [Int?]) {
        let space = isAttribute ? H5Aget_space(identifier) : H5Dget_space(identifier)
        guard space >= 0 else { throw failure() }
        defer { _ = H5Sclose(space) }
        if H5Sget_simple_extent_type(space) == H5S_NULL { return ([0], [0]) }
        let rank = H5Sget_simple_extent_ndims(space)
        guard rank >= 0 else { throw failure() }
        var shape = [hsize_t](repeating: 0, count: Int(rank))
        var maximum = shape
        guard H5Sget_simple_extent_dims(space, &shape, &maximum) >= 0 else { throw failure() }
        guard shape.allSatisfy({ $0 <= hsize_t(Int32.max) }) else {
            throw implausible(bytes: "\(shape) ×", stored: 0)
        }
        let unlimited = ht_H5S_UNLIMITED()
        return (
            shape.map { Int($0) }, maximum.map { $0 == unlimited ? nil : Int(clamping: $0) }
        )
    }

    /// Reads numbers as `Element`, all of them or those of `selection`.
    func read<Element: H5Element>(
        _ type: Element.Type, selection: H5Selection?
    ) throws(StorageError) -> H5Array<Element> {
        let found = try elementType()
        let extents = try extents().shape
        let shape = selection?.count ?? extents
        let count = try elementCount(shape)
        if found.widens(to: Element.elementType) {
            return H5Array(try values(count, zero: Element.zero, selection), shape: shape)
        }
        guard case .integer(_, let signed) = found, case .integer = Element.elementType else {
            throw .wrongType(
                file: session.path, object: object, expected: Element.elementType.description,
                found: found.description)
        }
        let narrowed: [Element] =
            signed
            ? try narrow(values(count, zero: Int64(0), selection)) { Element(exactly: $0) }
            : try narrow(values(count, zero: UInt64(0), selection)) { Element(exactly: $0) }
        return H5Array(narrowed, shape: shape)
    }

    /// Product of the extents, checked against overflow.
    func elementCount(_ shape: [Int]) throws(StorageError) -> Int {
        var count = 1
        for extent in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            // 2⁴⁸ bytes: no machine has them, and later products stay far from overflow.
            guard !overflow, product < 1 << 45 else {
                throw implausible(bytes: "\(shape) ×", stored: 0)
            }
            count = product
        }
        return count
    }

    func failure() -> StorageError {
        .readFailed(file: session.path, object: object, detail: H5Failure.last().message)
    }

    func implausible(bytes: String, stored: Int) -> StorageError {
        .implausibleSize(file: session.path, object: object, bytes: bytes, storedBytes: stored)
    }

    private func narrow<Wide: FixedWidthInteger, Element: H5Element>(
        _ wide: [Wide], _ convert: (Wide) -> Element?
    ) throws(StorageError) -> [Element] {
        var narrowed: [Element] = []
        narrowed.reserveCapacity(wide.count)
        for (index, value) in wide.enumerated() {
            guard let converted = convert(value) else {
                throw .doesNotFit(
                    file: session.path, object: object, index: index, value: "\(value)",
                    type: Element.elementType.description)
            }
            narrowed.append(converted)
        }
        return narrowed
    }

    private func values<Value: BitwiseCopyable>(
        _ count: Int, zero: Value, _ selection: H5Selection?
    ) throws(StorageError) -> [Value] {
        var values = [Value](repeating: zero, count: count)
        guard count > 0 else { return values }
        let type = Self.memoryType(of: zero)
        let status = values.withUnsafeMutableBytes { bytes in
            read(into: bytes.baseAddress, type, selection)
        }
        guard status >= 0 else { throw failure() }
        return values
    }

    /// Reads raw elements of a memory type.
    func read(
        into buffer: UnsafeMutableRawPointer?, _ type: hid_t, _ selection: H5Selection? = nil
    ) -> herr_t {
        if isAttribute { return H5Aread(identifier, type, buffer) }
        guard let selection else {
            return H5Dread(identifier, type, ht_H5S_ALL(), ht_H5S_ALL(), ht_H5P_DEFAULT(), buffer)
        }
        return selection.withSpaces(of: identifier) { memory, file in
            H5Dread(identifier, type, memory, file, ht_H5P_DEFAULT(), buffer)
        }
    }

    private static func memoryType<Value>(of zero: Value) -> hid_t {
        switch zero {
        case is UInt64: ht_H5T_NATIVE_UINT64()
        case is Int64: ht_H5T_NATIVE_INT64()
        case let element as any H5Element: type(of: element).elementType.memoryType
        default: ht_H5I_INVALID_HID()
        }
    }
}

/// A block of a dataset: first index and count in each dimension.
struct H5Selection {
    var start: [Int]
    var count: [Int]

    /// Runs `body` with a memory space of the block's shape and the dataset's space with the block
    /// selected; negative when the block lies outside.
    func withSpaces(of dataset: hid_t, _ body: (_ memory: hid_t, _ file: hid_t) -> herr_t) -> herr_t
    {
        let first = start.map { hsize_t($0) }
        let extent = count.map { hsize_t($0) }
        let file = H5Dget_space(dataset)
        defer { _ = H5Sclose(file) }
        guard H5Sget_simple_extent_ndims(file) == Int32(start.count),
            H5Sselect_hyperslab(file, H5S_SELECT_SET, first, nil, extent, nil) >= 0,
            H5Sselect_valid(file) > 0
        else { return -1 }
        let memory = H5Screate_simple(Int32(extent.count), extent, nil)
        defer { _ = H5Sclose(memory) }
        return body(memory, file)
    }
}
