import CHDF5

/// A place in an HDF5 file from which datasets, attributes and groups are reached by name.
///
/// Names are relative to the group, or absolute with a leading slash. No HDF5 object stays open
/// between calls. Reading lives in `H5Group+Reading`, writing in `H5Group+Writing`.
public struct H5Group: Sendable {
    let session: H5Session
    /// Absolute path of the group in the file.
    public let path: String

    init(session: H5Session, path: String) {
        self.session = session
        self.path = path
    }

    /// Path of the file, for messages.
    public var file: String { session.path }

    /// The group of this name; it need not exist yet.
    public func group(_ name: String) -> H5Group {
        H5Group(session: session, path: absolute(name))
    }

    /// One entry of a group.
    public struct Child: Sendable, Equatable {
        /// What an entry is.
        public enum Kind: String, Sendable {
            case group, dataset
            /// A soft or external link, not followed.
            case link
            /// A named type or something this library does not know.
            case other
        }
        /// Name within the group.
        public var name: String
        /// What it is.
        public var kind: Kind
    }

    /// True when there is something of this name, be it damaged: opening it then says so.
    public func exists(_ name: String) -> Bool {
        let found = try? H5Library.shared.locked { () throws(StorageError) in
            let fileID = try session.opened()
            if session.faults.error(at: absolute(name), in: file) != nil { return true }
            var step = ""
            for part in absolute(name).split(separator: "/") {
                step += "/\(part)"
                let status = H5Lexists(fileID, step, ht_H5P_DEFAULT())
                if status <= 0 { return status < 0 }
            }
            return true
        }
        return found ?? false
    }

    /// The entries of a group, sorted by name.
    ///
    /// - Throws: ``StorageError`` when there is no such group or it is damaged.
    public func children(of name: String = "") throws(StorageError) -> [Child] {
        try H5Library.shared.locked { () throws(StorageError) in
            try withObject(name) { (id) throws(StorageError) in
                guard H5Iget_type(id) == H5I_GROUP else {
                    throw .wrongType(
                        file: file, object: absolute(name), expected: "a group", found: "a dataset")
                }
                return try entries(of: id, path: absolute(name))
            }
        }
    }

    /// Absolute path of a name in this group; the empty name is the group itself.
    func absolute(_ name: String) -> String {
        if name.isEmpty { return path }
        if name.hasPrefix("/") { return name }
        return path == "/" ? "/" + name : path + "/" + name
    }

    /// Opens an object, passes its identifier on, closes it.
    func withObject<Result>(
        _ name: String, _ body: (hid_t) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        let target = absolute(name)
        let fileID = try session.opened()
        if let fault = session.faults.error(at: target, in: file) { throw fault }
        let id = H5Oopen(fileID, target, ht_H5P_DEFAULT())
        guard id >= 0 else { throw openingFailure(of: target, H5Failure.last(), fileID) }
        defer { _ = H5Oclose(id) }
        return try body(id)
    }

    /// Goes the path step by step, for a message that knows the siblings of what is missing.
    private func openingFailure(
        of target: String, _ failure: H5Failure, _ fileID: hid_t
    ) -> StorageError {
        var parent = "/"
        for part in target.split(separator: "/") {
            let step = parent == "/" ? "/\(part)" : "\(parent)/\(part)"
            guard H5Lexists(fileID, step, ht_H5P_DEFAULT()) > 0 else {
                return .missingObject(
                    file: file, object: target, present: names(in: parent, fileID))
            }
            parent = step
        }
        return .readFailed(file: file, object: target, detail: failure.message)
    }

    /// Names in a group, empty when it cannot be listed: only used to word an error.
    private func names(in parent: String, _ fileID: hid_t) -> [String] {
        let id = H5Oopen(fileID, parent, ht_H5P_DEFAULT())
        guard id >= 0 else { return [] }
        defer { _ = H5Oclose(id) }
        guard H5Iget_type(id) == H5I_GROUP else { return [] }
        return (try? entries(of: id, path: parent).map(\.name)) ?? []
    }

    private func entries(of id: hid_t, path: String) throws(StorageError) -> [Child] {
        var links: [(name: String, isHard: Bool)] = []
        let status = withUnsafeMutablePointer(to: &links) { pointer in
            let collect: H5L_iterate_t = { _, name, info, context in
                guard let name, let info, let context else { return -1 }
                let link = (String(cString: name), info.pointee.type == H5L_TYPE_HARD)
                context.assumingMemoryBound(to: [(name: String, isHard: Bool)].self)
                    .pointee.append(link)
                return 0
            }
            var position: hsize_t = 0
            return H5Literate(id, H5_INDEX_NAME, H5_ITER_INC, &position, collect, pointer)
        }
        guard status >= 0 else {
            throw .readFailed(file: file, object: path, detail: H5Failure.last().message)
        }
        let copied = links.map { link in
            Child(name: link.name, kind: link.isHard ? kind(of: link.name, in: id) : .link)
        }
        let names = Set(copied.map(\.name))
        let missing = session.faults.children(of: path).filter { !names.contains($0.name) }
        return missing.isEmpty ? copied : (copied + missing).sorted { $0.name < $1.name }
    }

    private func kind(of name: String, in parent: hid_t) -> Child.Kind {
        let id = H5Oopen(parent, name, ht_H5P_DEFAULT())
        guard id >= 0 else { return .other }
        defer { _ = H5Oclose(id) }
        switch H5Iget_type(id) {
        case H5I_GROUP: return .group
        case H5I_DATASET: return .dataset
        default: return .other
        }
    }
}
