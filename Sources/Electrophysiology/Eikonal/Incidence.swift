/// Which corners of which cells meet at each vertex, in compressed rows.
///
/// An entry is `cell · cornersPerCell + corner`; entries ascend within a row.
struct Incidence: Sendable {
    /// Start of each vertex's row; count = vertices + 1.
    var start: [Int32]
    /// Packed cell and corner.
    var entry: [Int32]

    /// Inverts a flat list of cell corners. Every vertex number must be in range.
    init(corners: [Int32], vertices: Int) {
        var start = [Int32](repeating: 0, count: vertices + 1)
        for vertex in corners { start[Int(vertex) + 1] += 1 }
        for vertex in 0..<vertices { start[vertex + 1] += start[vertex] }
        var next = start
        var entry = [Int32](repeating: 0, count: corners.count)
        for (packed, vertex) in corners.enumerated() {
            entry[Int(next[Int(vertex)])] = Int32(packed)
            next[Int(vertex)] += 1
        }
        self.start = start
        self.entry = entry
    }
}
