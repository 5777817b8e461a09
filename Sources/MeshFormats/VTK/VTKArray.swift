/// Number types of VTK files.
public enum VTKScalar: String, Sendable, CaseIterable {
    case int8 = "Int8"
    case uint8 = "UInt8"
    case int16 = "Int16"
    case uint16 = "UInt16"
    case int32 = "Int32"
    case uint32 = "UInt32"
    case int64 = "Int64"
    case uint64 = "UInt64"
    case float32 = "Float32"
    case float64 = "Float64"

    /// Bytes of one number.
    public var size: Int {
        switch self {
        case .int8, .uint8: 1
        case .int16, .uint16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64: 8
        }
    }

    /// True for floating-point numbers.
    public var isReal: Bool { self == .float32 || self == .float64 }
}

/// A named array of numbers on points or cells.
public struct VTKArray: Sendable, Equatable {
    /// Name in the file.
    public var name: String
    /// Numbers per point or cell.
    public var components: Int
    /// Type in the file.
    public var scalar: VTKScalar
    /// The numbers as doubles; whole numbers are exact up to 2⁵³.
    public var values: [Double]

    /// Makes an array.
    public init(name: String, components: Int = 1, scalar: VTKScalar = .float64, values: [Double]) {
        precondition(components > 0 && values.count % components == 0)
        self.name = name
        self.components = components
        self.scalar = scalar
        self.values = values
    }

    /// Number of points or cells.
    public var count: Int { values.count / components }

    /// The values as whole numbers.
    ///
    /// - Throws: ``MeshFormatError/outOfRange(array:index:value:allowed:)`` for other numbers.
    public func integers() throws(MeshFormatError) -> [Int32] {
        var whole: [Int32] = []
        whole.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            guard let number = Int32(exactly: value) else {
                throw .outOfRange(
                    array: name, index: index, value: "\(value)", allowed: "whole numbers")
            }
            whole.append(number)
        }
        return whole
    }
}
