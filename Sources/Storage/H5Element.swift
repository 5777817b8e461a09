/// A Swift number type that HDF5 datasets and attributes can hold.
///
/// Reading is strict: floating point is read from floating point (single widens to double exactly,
/// double does not narrow to single), integers from integers whose values fit.
public protocol H5Element: Sendable, BitwiseCopyable {
    /// The type in the file.
    static var elementType: H5ElementType { get }
    /// A value to allocate with.
    static var zero: Self { get }
    /// The value, if this type holds it without loss.
    init?(exactly value: Int64)
    /// The value, if this type holds it without loss.
    init?(exactly value: UInt64)
}

extension Double: H5Element {
    public static var elementType: H5ElementType { .float(bytes: 8) }
}

extension Float: H5Element {
    public static var elementType: H5ElementType { .float(bytes: 4) }
}

extension Int64: H5Element {
    public static var elementType: H5ElementType { .integer(bytes: 8, signed: true) }
}

extension UInt64: H5Element {
    public static var elementType: H5ElementType { .integer(bytes: 8, signed: false) }
}

extension Int32: H5Element {
    public static var elementType: H5ElementType { .integer(bytes: 4, signed: true) }
}

extension UInt8: H5Element {
    public static var elementType: H5ElementType { .integer(bytes: 1, signed: false) }
}

/// Values of an N-dimensional dataset, last index fastest.
public struct H5Array<Element: H5Element>: Sendable {
    /// All values, row-major.
    public var values: [Element]
    /// Extent of each dimension; empty for a scalar.
    public var shape: [Int]

    /// Makes an array; `values.count` must be the product of `shape`.
    public init(_ values: [Element], shape: [Int]) {
        precondition(values.count == shape.reduce(1, *), "\(values.count) values, shape \(shape)")
        self.values = values
        self.shape = shape
    }
}

extension H5Array: Equatable where Element: Equatable {}

/// What a dataset is, known without reading its values.
public struct H5DatasetInfo: Sendable, Equatable {
    /// Type of the elements in the file.
    public var type: H5ElementType
    /// Extent of each dimension; empty for a scalar.
    public var shape: [Int]
    /// Largest extents, `nil` where unlimited.
    public var maximumShape: [Int?]
    /// Extents of one chunk; empty when stored contiguously.
    public var chunk: [Int]
    /// Bytes in the file after compression.
    public var storedBytes: Int

    /// Number of elements.
    public var count: Int { shape.reduce(1, *) }
}

/// How a new dataset is laid out in the file.
public enum H5Layout: Sendable, Equatable {
    /// One block, uncompressed: for small data.
    case contiguous
    /// Chunks of these extents, each byte-shuffled and gzip-compressed at a level (0 … 9; 0 is none).
    case chunked([Int], gzip: Int)
    /// Gzip level 4 in chunks of about 256 KiB; contiguous when smaller than a few hundred bytes.
    case compressed
}
