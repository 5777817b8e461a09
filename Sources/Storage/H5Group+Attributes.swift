import CHDF5

// Reading attributes. `object` is a name in the group; empty means the group itself.
extension H5Group {
    /// Names of the attributes of an object, sorted.
    public func attributeNames(of object: String = "") throws(StorageError) -> [String] {
        try H5Library.shared.locked { () throws(StorageError) in
            try withObject(object) { (id) throws(StorageError) in
                try attributeNames(id, path: absolute(object))
            }
        }
    }

    /// True when an object has an attribute of this name.
    public func hasAttribute(
        _ name: String, of object: String = ""
    ) throws(StorageError) -> Bool {
        try H5Library.shared.locked { () throws(StorageError) in
            try withObject(object) { (id) throws(StorageError) in
                H5Aexists(id, name) > 0
                    || session.faults.error(ofAttribute: name, of: absolute(object), in: file)
                        != nil
            }
        }
    }

    /// Type and shape of an attribute.
    public func attributeInfo(
        _ name: String, of object: String = ""
    ) throws(StorageError) -> (type: H5ElementType, shape: [Int]) {
        try H5Library.shared.locked { () throws(StorageError) in
            try withAttribute(name, of: object) { (source) throws(StorageError) in
                (try source.elementType(), try source.extents().shape)
            }
        }
    }

    /// Reads an attribute of numbers; a scalar has shape [].
    public func attribute<Element: H5Element>(
        _ name: String, of object: String = "", as type: Element.Type = Element.self
    ) throws(StorageError) -> H5Array<Element> {
        try H5Library.shared.locked { () throws(StorageError) in
            try withAttribute(name, of: object) { (source) throws(StorageError) in
                try source.read(type, selection: nil)
            }
        }
    }

    /// Reads an attribute of text, of fixed or variable length.
    public func attributeText(
        _ name: String, of object: String = ""
    ) throws(StorageError) -> [String] {
        try H5Library.shared.locked { () throws(StorageError) in
            try withAttribute(name, of: object) { (source) throws(StorageError) in
                try source.readText()
            }
        }
    }

    private func withAttribute<Result>(
        _ name: String, of object: String, _ body: (H5Source) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try withObject(object) { (id) throws(StorageError) in
            let target = absolute(object)
            if let fault = session.faults.error(ofAttribute: name, of: target, in: file) {
                throw fault
            }
            guard H5Aexists(id, name) > 0 else {
                let present = (try? attributeNames(id, path: target)) ?? []
                throw .missingAttribute(file: file, object: target, name: name, present: present)
            }
            let label = "\(target)@\(name)"
            let attribute = H5Aopen(id, name, ht_H5P_DEFAULT())
            guard attribute >= 0 else {
                throw .readFailed(file: file, object: label, detail: H5Failure.last().message)
            }
            defer { _ = H5Aclose(attribute) }
            let source = H5Source(
                identifier: attribute, isAttribute: true, session: session, object: label)
            try requirePlausible(source)
            return try body(source)
        }
    }

    /// Attributes are stored as they are: they cannot be larger than their file.
    private func requirePlausible(_ source: H5Source) throws(StorageError) {
        guard let fileBytes = session.fileBytes else { return }
        let elementBytes = try source.withType { (type) throws(StorageError) in H5Tget_size(type) }
        let bytes = try source.elementCount(source.extents().shape + [elementBytes])
        if bytes > fileBytes { throw source.implausible(bytes: "\(bytes)", stored: fileBytes) }
    }

    private func attributeNames(_ id: hid_t, path: String) throws(StorageError) -> [String] {
        if let fault = session.faults.error(ofAttribute: "", of: path, in: file) { throw fault }
        var names: [String] = []
        let status = withUnsafeMutablePointer(to: &names) { pointer in
            let collect: H5A_operator2_t = { _, name, _, context in
                guard let name, let context else { return -1 }
                context.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
                return 0
            }
            var position: hsize_t = 0
            return H5Aiterate2(id, H5_INDEX_NAME, H5_ITER_INC, &position, collect, pointer)
        }
        guard status >= 0 else {
            throw .readFailed(file: file, object: path, detail: H5Failure.last().message)
        }
        let missing = session.faults.attributes(of: path).filter { !names.contains($0) }
        return missing.isEmpty ? names : (names + missing).sorted()
    }

    /// Passes on an attribute as it is stored: type, space and raw value (`nil` when empty).
    func withStoredAttribute(
        _ name: String, of object: String,
        _ body: (hid_t, hid_t, UnsafeMutableRawPointer?) throws(StorageError) -> Void
    ) throws(StorageError) {
        try withAttribute(name, of: object) { (source) throws(StorageError) in
            let count = try source.elementCount(source.extents().shape)
            try source.withType { (type) throws(StorageError) in
                let space = H5Aget_space(source.identifier)
                defer { _ = H5Sclose(space) }
                guard count > 0 else { return try body(type, space, nil) }
                let bytes = try source.elementCount([count, H5Tget_size(type)])
                let value = UnsafeMutableRawPointer.allocate(
                    byteCount: bytes, alignment: MemoryLayout<Double>.alignment)
                defer { value.deallocate() }
                guard source.read(into: value, type) >= 0 else { throw source.failure() }
                defer { _ = H5Dvlen_reclaim(type, space, ht_H5P_DEFAULT(), value) }
                try body(type, space, value)
            }
        }
    }
}
