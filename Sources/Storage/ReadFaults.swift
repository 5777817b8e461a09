import CHDF5

/// What of a file cannot be read, by path; attributes as `/group@name`, all of an object's as
/// `/group@`.
///
/// Found by the child process that read the file; the records are described in `copy.h`.
struct ReadFaults: Sendable {
    /// Nothing is wrong.
    static let none = ReadFaults()

    /// Why the file could not be opened at all, if so.
    private(set) var opening: String?
    /// Why the copy could not be written, if so.
    private(set) var writing: String?
    private var reasons: [String: Reason] = [:]

    private enum Reason {
        case unreadable(String)
        case unsupported(String, isPassedOn: Bool)
        case link
        case implausible(bytes: String, stored: Int)

        /// It is in the copy, as the library passes it on.
        var isPassedOn: Bool {
            if case .unsupported(_, let isPassedOn) = self { return isPassedOn }
            return false
        }
    }

    private init() {}

    /// Reads the records of a child, whose memory may have been damaged: what is not a record ends
    /// the reading.
    init(records: UnsafeRawBufferPointer) {
        var rest = records[...]
        func field() -> String? {
            guard let end = rest.firstIndex(of: 0) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        while let letter = rest.popFirst(), let path = field(), let details = field() {
            switch Character(UnicodeScalar(letter)) {
            case "O": opening = details
            case "W": writing = details
            case "R": reasons[path] = .unreadable(details)
            case "X": reasons[path] = .link
            case "V", "v":
                reasons[path] = .unsupported("a virtual dataset", isPassedOn: letter > 0x60)
            case "E", "e":
                reasons[path] = .unsupported("data in another file", isPassedOn: letter > 0x60)
            case "F", "f":
                reasons[path] = .unsupported(
                    "compression filter \(details)", isPassedOn: letter > 0x60)
            case "I":
                let numbers = details.split(separator: " ")
                let stored = numbers.last.flatMap { Double($0) }.flatMap { Int(exactly: $0) }
                reasons[path] = .implausible(
                    bytes: numbers.first.map(String.init) ?? "?", stored: stored ?? 0)
            default: return
            }
        }
    }

    /// The error of opening what is at `path`, or below a group that cannot be read.
    ///
    /// - Parameter readingValues: also for what can be opened and passed on, but not read.
    func error(
        at path: String, in file: String, readingValues: Bool = false
    ) -> StorageError? {
        guard !reasons.isEmpty else { return nil }
        var place = path[...]
        while true {
            let name = place.isEmpty ? "/" : String(place)
            if let reason = reasons[name], readingValues || !reason.isPassedOn {
                return Self.error(reason, at: name, in: file)
            }
            guard let slash = place.lastIndex(of: "/") else { return nil }
            place = place[..<slash]
        }
    }

    /// The error of reading one attribute, or all attributes (the empty name), of an object.
    func error(ofAttribute name: String, of object: String, in file: String) -> StorageError? {
        for path in ["\(object)@", "\(object)@\(name)"] {
            if let reason = reasons[path] { return Self.error(reason, at: path, in: file) }
        }
        return nil
    }

    /// The error of passing on what is at `path` with everything below it, when not all of it is in
    /// the copy.
    func error(ofCopying path: String, in file: String) -> StorageError? {
        func isWithin(_ place: String, _ group: String) -> Bool {
            place == group || place.hasPrefix(group == "/" ? group : group + "/")
                || place.hasPrefix(group + "@")
        }
        let lost = reasons.filter { place, reason in
            !reason.isPassedOn && (isWithin(place, path) || isWithin(path, place))
        }
        guard let first = lost.min(by: { $0.key < $1.key }) else { return nil }
        return Self.error(first.value, at: first.key, in: file)
    }

    /// Names in a group that cannot be read; datasets as far as is known, so that whoever reads all
    /// of a group meets the error.
    func children(of group: String) -> [H5Group.Child] {
        let prefix = group == "/" ? group : group + "/"
        return reasons.compactMap { path, reason in
            guard path.hasPrefix(prefix) else { return nil }
            let name = path.dropFirst(prefix.count)
            guard !name.isEmpty, !name.contains("/"), !name.contains("@") else { return nil }
            if case .link = reason { return H5Group.Child(name: String(name), kind: .link) }
            return H5Group.Child(name: String(name), kind: .dataset)
        }
    }

    /// Names of attributes of an object that are not in the copy.
    func attributes(of object: String) -> [String] {
        reasons.keys.compactMap { path in
            guard path.hasPrefix(object + "@") else { return nil }
            let name = path.dropFirst(object.count + 1)
            return name.isEmpty ? nil : String(name)
        }
    }

    private static func error(_ reason: Reason, at object: String, in file: String) -> StorageError
    {
        switch reason {
        case .unreadable(let detail):
            .readFailed(file: file, object: object, detail: detail)
        case .unsupported(let what, _):
            .unsupported(file: file, object: object, what: what)
        case .link:
            .unsupported(file: file, object: object, what: "a link to another file")
        case .implausible(let bytes, let stored):
            .implausibleSize(file: file, object: object, bytes: bytes, storedBytes: stored)
        }
    }
}
