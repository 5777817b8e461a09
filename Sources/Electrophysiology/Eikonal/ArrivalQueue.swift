/// Priority queue of tentative arrivals: earliest first, smaller vertex number first at equal times.
///
/// Improved vertices are pushed again and their older entries are recognised as stale by the caller.
struct ArrivalQueue {
    private var time: [Double] = []
    private var vertex: [Int32] = []

    init(capacity: Int) {
        time.reserveCapacity(capacity)
        vertex.reserveCapacity(capacity)
    }

    var isEmpty: Bool { time.isEmpty }

    /// Adds an arrival. O(log n).
    mutating func push(_ t: Double, _ v: Int32) {
        var hole = time.count
        time.append(t)
        vertex.append(v)
        time.withUnsafeMutableBufferPointer { time in
            vertex.withUnsafeMutableBufferPointer { vertex in
                while hole > 0 {
                    let parent = (hole - 1) / 4
                    guard t < time[parent] || (t == time[parent] && v < vertex[parent]) else {
                        break
                    }
                    time[hole] = time[parent]
                    vertex[hole] = vertex[parent]
                    hole = parent
                }
                time[hole] = t
                vertex[hole] = v
            }
        }
    }

    /// Removes the earliest arrival; the queue must not be empty. O(log n).
    mutating func pop() -> (time: Double, vertex: Int32) {
        let first = (time: time[0], vertex: vertex[0])
        let t = time.removeLast()
        let v = vertex.removeLast()
        let count = time.count
        guard count > 0 else { return first }
        time.withUnsafeMutableBufferPointer { time in
            vertex.withUnsafeMutableBufferPointer { vertex in
                var hole = 0
                while 4 * hole + 1 < count {
                    var child = 4 * hole + 1
                    for other in child + 1..<max(child + 1, min(child + 4, count))
                    where time[other] < time[child]
                        || (time[other] == time[child] && vertex[other] < vertex[child])
                    { child = other }
                    guard time[child] < t || (time[child] == t && vertex[child] < v) else { break }
                    time[hole] = time[child]
                    vertex[hole] = vertex[child]
                    hole = child
                }
                time[hole] = t
                vertex[hole] = v
            }
        }
        return first
    }
}
