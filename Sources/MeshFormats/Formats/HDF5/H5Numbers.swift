import Storage

extension H5Group {
    /// Numbers of any type as doubles, some rows or all, with their shape and type in the file.
    func numbers(
        _ name: String, rows: Range<Int>? = nil
    ) throws(MeshFormatError) -> (values: [Double], shape: [Int], scalar: VTKScalar) {
        try MeshFormatError.storing { () throws(StorageError) in
            let info = try info(name)
            func read<T: H5Element>(
                _: T.Type, _ scalar: VTKScalar, _ double: (T) -> Double
            ) throws(StorageError) -> (values: [Double], shape: [Int], scalar: VTKScalar) {
                let array =
                    if let rows { try self.read(name, as: T.self, rows: rows) } else {
                        try self.read(name, as: T.self)
                    }
                return (array.values.map(double), array.shape, scalar)
            }
            switch info.type {
            case .float(bytes: 4): return try read(Float.self, .float32) { Double($0) }
            case .float: return try read(Double.self, .float64) { $0 }
            case .integer(8, signed: false): return try read(UInt64.self, .uint64) { Double($0) }
            case .integer(let bytes, let signed):
                let types: [VTKScalar] =
                    signed ? [.int8, .int16, .int32, .int64] : [.uint8, .uint16, .uint32, .uint64]
                let type = types.first { $0.size == bytes } ?? .int64
                return try read(Int64.self, type) { Double($0) }
            case .text, .other:
                throw .wrongType(
                    file: file, object: name, expected: "numbers", found: info.type.description)
            }
        }
    }

    /// Writes numbers as a type, which must hold them; small integers other than bytes become 32- or
    /// 64-bit ones, which hold the same values.
    func write(
        _ name: String, _ values: [Double], as scalar: VTKScalar, shape: [Int]
    ) throws(MeshFormatError) {
        func write<T: H5Element & FixedWidthInteger>(_: T.Type) throws(MeshFormatError) {
            var whole: [T] = []
            whole.reserveCapacity(values.count)
            for value in values {
                guard let number = T(exactly: value) else {
                    throw .badData(array: name, problem: "\(value) does not fit \(scalar.rawValue)")
                }
                whole.append(number)
            }
            let list = whole
            try MeshFormatError.storing { () throws(StorageError) in
                try self.write(name, list, shape: shape)
            }
        }
        switch scalar {
        case .uint8: try write(UInt8.self)
        case .int8, .int16, .uint16, .int32: try write(Int32.self)
        case .uint32, .int64: try write(Int64.self)
        case .uint64: try write(UInt64.self)
        case .float32:
            try MeshFormatError.storing { () throws(StorageError) in
                try self.write(name, values.map { Float($0) }, shape: shape)
            }
        case .float64:
            try MeshFormatError.storing { () throws(StorageError) in
                try self.write(name, values, shape: shape)
            }
        }
    }
}
