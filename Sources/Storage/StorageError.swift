import Quantities

/// What can go wrong in Storage: each case says which file and which object in it.
public enum StorageError: Error, Equatable, Sendable {
    /// No file at this path.
    case missingFile(path: String)
    /// The file exists but cannot be opened for reading.
    case unreadableFile(path: String, reason: String)
    /// The file has no HDF5 signature.
    case notHDF5(path: String)
    /// The file is shorter than its own header says.
    case truncated(path: String, bytes: Int, expectedBytes: Int)
    /// The HDF5 library fails on the file's structure.
    case damaged(path: String, detail: String)
    /// Nothing at this place in the file.
    case missingObject(file: String, object: String, present: [String])
    /// The object has no attribute of this name.
    case missingAttribute(file: String, object: String, name: String, present: [String])
    /// The object is of another kind or holds elements of another type.
    case wrongType(file: String, object: String, expected: String, found: String)
    /// The dataset has another shape.
    case wrongShape(file: String, object: String, expected: String, found: [Int])
    /// A stored integer does not fit the type it is used as.
    case doesNotFit(file: String, object: String, index: Int, value: String, type: String)
    /// A feature of HDF5 that is refused: external files, virtual datasets, unusual filters.
    case unsupported(file: String, object: String, what: String)
    /// The dataset claims more data than the file can hold.
    case implausibleSize(file: String, object: String, bytes: String, storedBytes: Int)
    /// Reading failed inside the HDF5 library.
    case readFailed(file: String, object: String, detail: String)
    /// Writing failed inside the HDF5 library.
    case writeFailed(file: String, object: String, detail: String)
    /// The object to be written exists already.
    case alreadyExists(file: String, object: String)
    /// The disk, quota or file size limit is exhausted.
    case noSpace(path: String)
    /// The folder for the new file does not exist.
    case missingFolder(path: String)
    /// The folder for the new file refuses it.
    case unwritable(path: String, reason: String)
    /// The file was used after it was closed.
    case closed(path: String)
}

extension StorageError {
    /// The process exit code this error stands for.
    ///
    /// 66: the file is missing or cannot be opened; 65: its content is bad; 73: the new file cannot
    /// be created there; 75: try again after making room; 70: our own mistake.
    public var exitCode: Int32 {
        switch self {
        case .missingFile, .unreadableFile: 66
        case .missingFolder, .unwritable, .writeFailed: 73
        case .noSpace: 75
        case .alreadyExists, .closed: 70
        default: 65
        }
    }
}

extension StorageError: CustomStringConvertible {
    /// One sentence: what, where, what was expected, and what to do when that is known.
    public var description: String { sentence.printable }

    private var sentence: String {
        switch self {
        case .missingFile(let path):
            "\(path): no such file"
        case .unreadableFile(let path, let reason):
            "\(path): cannot be read (\(reason))"
        case .notHDF5(let path):
            "\(path): not an HDF5 file (no HDF5 signature); is it the right file?"
        case .truncated(let path, let bytes, let expected):
            "\(path): truncated: \(bytes) bytes of \(expected); copy or download it again"
        case .damaged(let path, let detail):
            "\(path): damaged HDF5 file (\(detail)); copy or download it again"
        case .closed(let path):
            "\(path): used after it was closed"
        case .noSpace(let path):
            "\(path): no space left to write it; free some space or choose another folder"
        case .missingFolder(let path):
            "\(path): cannot be written because its folder does not exist; create it first"
        case .unwritable(let path, let reason):
            "\(path): cannot be written (\(reason)); choose another folder"
        default: objectDescription
        }
    }

    /// The sentence of an error about one object in the file.
    private var objectDescription: String {
        switch self {
        case .missingObject(let file, let object, let present):
            "\(file):\(object): missing" + Self.nearby(object, present)
        case .missingAttribute(let file, let object, let name, let present):
            "\(file):\(object)@\(name): missing attribute"
                + Spelling.suggestion(for: name, among: present)
        case .wrongType(let file, let object, let expected, let found):
            "\(file):\(object): expected \(expected), found \(found)"
        case .wrongShape(let file, let object, let expected, let found):
            "\(file):\(object): expected shape \(expected), found \(found)"
        case .doesNotFit(let file, let object, let index, let value, let type):
            "\(file):\(object)[\(index)]: \(value) does not fit \(type)"
        case .unsupported(let file, let object, let what):
            "\(file):\(object): uses \(what), which is not supported; store plain or gzip data"
        case .implausibleSize(let file, let object, let bytes, let stored):
            "\(file):\(object): claims \(bytes) bytes but the file stores \(stored) for it"
        case .readFailed(let file, let object, let detail):
            "\(file):\(object): cannot be read (\(detail))"
        case .writeFailed(let file, let object, let detail):
            "\(file):\(object): cannot be written (\(detail))"
        case .alreadyExists(let file, let object):
            "\(file):\(object): exists already"
        default: ""
        }
    }

    /// Suggests a sibling by the last part of the path.
    private static func nearby(_ object: String, _ present: [String]) -> String {
        let name = object.split(separator: "/").last.map(String.init) ?? object
        return Spelling.suggestion(for: name, among: present)
    }
}
