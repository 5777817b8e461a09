import CHDF5

/// What the elements of a dataset or attribute are in the file.
public enum H5ElementType: Sendable, Equatable {
    /// IEEE floating point of 4 or 8 bytes.
    case float(bytes: Int)
    /// Integer of 1, 2, 4 or 8 bytes.
    case integer(bytes: Int, signed: Bool)
    /// Text of a fixed number of bytes, or of variable length when `nil`.
    case text(bytes: Int?)
    /// Anything else, by name: it can be copied, not read.
    case other(String)
}

extension H5ElementType: CustomStringConvertible {
    /// Name for messages: "64-bit float", "text of 16 bytes".
    public var description: String {
        switch self {
        case .float(let bytes): "\(8 * bytes)-bit float"
        case .integer(let bytes, let signed): "\(8 * bytes)-bit \(signed ? "" : "unsigned ")integer"
        case .text(let bytes?): "text of \(bytes) bytes"
        case .text: "text of variable length"
        case .other(let name): name
        }
    }
}

extension H5ElementType {
    /// Recognises an HDF5 type; damaged or exotic ones become ``other(_:)``.
    init(identifier type: hid_t) {
        let bytes = H5Tget_size(type)
        switch H5Tget_class(type) {
        case H5T_FLOAT:
            let plain = [
                ht_H5T_IEEE_F32LE(), ht_H5T_IEEE_F64LE(), ht_H5T_IEEE_F32BE(), ht_H5T_IEEE_F64BE(),
            ]
            let known = plain.contains { H5Tequal(type, $0) > 0 }
            self = known ? .float(bytes: bytes) : .other("\(8 * bytes)-bit float of unusual layout")
        case H5T_INTEGER:
            let plain = [1, 2, 4, 8].contains(bytes) && H5Tget_precision(type) == 8 * bytes
            let signed = H5Tget_sign(type) == H5T_SGN_2
            self = plain ? .integer(bytes: bytes, signed: signed) : .other("unusual integer")
        case H5T_STRING:
            self = .text(bytes: H5Tis_variable_str(type) > 0 ? nil : bytes)
        case H5T_COMPOUND: self = .other("compound")
        case H5T_REFERENCE: self = .other("reference")
        case H5T_ENUM: self = .other("enumeration or boolean")
        case H5T_VLEN: self = .other("variable-length list")
        case H5T_ARRAY: self = .other("array type")
        default: self = .other("unknown type")
        }
    }

    /// HDF5 type of such values in memory, for the types of ``H5Element``.
    var memoryType: hid_t {
        switch self {
        case .float(8): ht_H5T_NATIVE_DOUBLE()
        case .float: ht_H5T_NATIVE_FLOAT()
        case .integer(8, true): ht_H5T_NATIVE_INT64()
        case .integer(8, false): ht_H5T_NATIVE_UINT64()
        case .integer(1, false): ht_H5T_NATIVE_UINT8()
        default: ht_H5T_NATIVE_INT32()
        }
    }

    /// HDF5 type written to the file: little endian, as numpy and ParaView expect.
    var fileType: hid_t {
        switch self {
        case .float(8): ht_H5T_IEEE_F64LE()
        case .float: ht_H5T_IEEE_F32LE()
        case .integer(8, true): ht_H5T_STD_I64LE()
        case .integer(8, false): ht_H5T_STD_U64LE()
        case .integer(1, false): ht_H5T_STD_U8LE()
        default: ht_H5T_STD_I32LE()
        }
    }

    /// True when every value of this type is also one of `other`, so HDF5 may convert.
    func widens(to other: H5ElementType) -> Bool {
        switch (self, other) {
        case (.float(let bytes), .float(let wanted)): bytes <= wanted
        case (.integer(let bytes, let signed), .integer(let wanted, let wantedSigned)):
            (signed == wantedSigned && bytes <= wanted) || (!signed && bytes < wanted)
        default: false
        }
    }
}
