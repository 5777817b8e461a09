import CHDF5

extension H5Source {
    /// Reads text of fixed or variable length, padding removed, in storage order.
    ///
    /// - Throws: ``StorageError/wrongType(file:object:expected:found:)`` for numbers and for bytes
    ///   that are not UTF-8.
    func readText() throws(StorageError) -> [String] {
        let found = try elementType()
        let count = try elementCount(extents().shape)
        guard case .text(let bytes) = found else { throw notText(found.description) }
        guard count > 0 else { return [] }
        guard let bytes else { return try readVariableText(count) }
        return try readFixedText(count, bytes: bytes)
    }

    private func readFixedText(_ count: Int, bytes: Int) throws(StorageError) -> [String] {
        var buffer = [UInt8](repeating: 0, count: try elementCount([count, bytes]))
        let (status, isSpacePadded) = try withType { (type) throws(StorageError) in
            let status = buffer.withUnsafeMutableBytes { read(into: $0.baseAddress, type) }
            return (status, H5Tget_strpad(type) == H5T_STR_SPACEPAD)
        }
        guard status >= 0 else { throw failure() }
        var texts: [String] = []
        texts.reserveCapacity(count)
        for first in stride(from: 0, to: buffer.count, by: bytes) {
            var text = buffer[first..<first + bytes].prefix { $0 != 0 }
            if isSpacePadded {
                while text.last == UInt8(ascii: " ") { text.removeLast() }
            }
            texts.append(try decoded(text))
        }
        return texts
    }

    private func readVariableText(_ count: Int) throws(StorageError) -> [String] {
        let type = H5Tcopy(ht_H5T_C_S1())
        defer { _ = H5Tclose(type) }
        _ = H5Tset_size(type, ht_H5T_VARIABLE())
        try withType { (stored) throws(StorageError) in _ = H5Tset_cset(type, H5Tget_cset(stored)) }
        let space = isAttribute ? H5Aget_space(identifier) : H5Dget_space(identifier)
        defer { _ = H5Sclose(space) }
        var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
        let status = pointers.withUnsafeMutableBytes { read(into: $0.baseAddress, type) }
        guard status >= 0 else { throw failure() }
        defer {
            pointers.withUnsafeMutableBytes {
                _ = H5Dvlen_reclaim(type, space, ht_H5P_DEFAULT(), $0.baseAddress)
            }
        }
        var texts: [String] = []
        for pointer in pointers {
            guard let pointer else {
                texts.append("")
                continue
            }
            guard let text = String(validatingCString: pointer) else {
                throw notText("bytes that are not UTF-8")
            }
            texts.append(text)
        }
        return texts
    }

    private func decoded(_ bytes: ArraySlice<UInt8>) throws(StorageError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw notText("bytes that are not UTF-8")
        }
        return text
    }

    private func notText(_ found: String) -> StorageError {
        .wrongType(file: session.path, object: object, expected: "text", found: found)
    }
}
