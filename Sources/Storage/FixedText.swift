import CHDF5

/// Texts as HDF5 stores them without variable length: UTF-8, padded with zeros to the longest.
struct FixedText {
    /// All texts one after the other.
    var buffer: [UInt8]
    /// Bytes of one text.
    var width: Int
    private var isASCII: Bool

    init(_ texts: [String]) {
        let width = max(1, texts.map(\.utf8.count).max() ?? 1)
        var buffer: [UInt8] = []
        buffer.reserveCapacity(width * texts.count)
        for text in texts {
            buffer += text.utf8
            buffer += [UInt8](repeating: 0, count: width - text.utf8.count)
        }
        self.buffer = buffer
        self.width = width
        self.isASCII = buffer.allSatisfy { $0 < 0x80 }
    }

    /// The HDF5 type of one text; the caller closes it.
    func makeType() -> hid_t {
        let type = H5Tcopy(ht_H5T_C_S1())
        _ = H5Tset_size(type, width)
        _ = H5Tset_strpad(type, H5T_STR_NULLPAD)
        // VTK compares its "Type" attribute as ASCII, so UTF-8 is declared only where needed.
        _ = H5Tset_cset(type, isASCII ? H5T_CSET_ASCII : H5T_CSET_UTF8)
        return type
    }
}
