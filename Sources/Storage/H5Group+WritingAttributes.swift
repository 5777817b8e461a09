import CHDF5

// Writing attributes: an existing one of the same name is replaced.
extension H5Group {
    /// Writes a scalar attribute.
    public func setAttribute<Element: H5Element>(
        _ name: String, _ value: Element, of object: String = ""
    ) throws(StorageError) {
        try setAttribute(name, H5Array([value], shape: []), of: object)
    }

    /// Writes an attribute that is a list of numbers.
    public func setAttribute<Element: H5Element>(
        _ name: String, _ values: [Element], of object: String = ""
    ) throws(StorageError) {
        try setAttribute(name, H5Array(values, shape: [values.count]), of: object)
    }

    /// Writes an attribute that is an array of numbers.
    public func setAttribute<Element: H5Element>(
        _ name: String, _ array: H5Array<Element>, of object: String = ""
    ) throws(StorageError) {
        let type = Element.elementType
        try store(
            name, array.values, of: object, shape: array.shape,
            fileType: { H5Tcopy(type.fileType) }, memoryType: { H5Tcopy(type.memoryType) })
    }

    /// Writes a text attribute (scalar, fixed length).
    public func setAttribute(
        _ name: String, _ text: String, of object: String = ""
    ) throws(StorageError) {
        try setText(name, FixedText([text]), shape: [], of: object)
    }

    /// Writes an attribute that is a list of texts, padded to the longest.
    public func setAttribute(
        _ name: String, _ texts: [String], of object: String = ""
    ) throws(StorageError) {
        try setText(name, FixedText(texts), shape: [texts.count], of: object)
    }

    private func setText(
        _ name: String, _ text: FixedText, shape: [Int], of object: String
    ) throws(StorageError) {
        try store(
            name, text.buffer, of: object, shape: shape, fileType: text.makeType,
            memoryType: text.makeType)
    }

    /// Largest attribute the file format allows, without the few bytes of its own header.
    private static var largestAttribute: Int { 64_000 }

    private func store<Value: BitwiseCopyable>(
        _ name: String, _ values: [Value], of object: String, shape: [Int],
        fileType: () -> hid_t, memoryType: () -> hid_t
    ) throws(StorageError) {
        let label = "\(absolute(object))@\(name)"
        guard values.count * MemoryLayout<Value>.stride <= Self.largestAttribute else {
            throw .writeFailed(
                file: file, object: label,
                detail: "an attribute holds at most 64 kB: write a dataset instead")
        }
        try H5Library.shared.locked { () throws(StorageError) in
            try withObject(object) { (id) throws(StorageError) in
                let (stored, memory, space) = (fileType(), memoryType(), makeSpace(shape))
                defer {
                    _ = H5Tclose(stored)
                    _ = H5Tclose(memory)
                    _ = H5Sclose(space)
                }
                if H5Aexists(id, name) > 0 { _ = H5Adelete(id, name) }
                let attribute = H5Acreate2(
                    id, name, stored, space, ht_H5P_DEFAULT(), ht_H5P_DEFAULT())
                guard attribute >= 0 else { throw H5Failure.last().writing(label, in: file) }
                defer { _ = H5Aclose(attribute) }
                let status = values.withUnsafeBytes { bytes in
                    bytes.isEmpty ? 0 : H5Awrite(attribute, memory, bytes.baseAddress)
                }
                guard status >= 0 else { throw H5Failure.last().writing(label, in: file) }
            }
        }
    }
}
