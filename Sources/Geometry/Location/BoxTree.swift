package import Numerics

/// Tree of bounding boxes for fast search in space.
///
/// The boxes are ordered along a Morton curve and halved until few are left, so that building costs
/// O(n log n) and the tree is balanced.
package struct BoxTree: Sendable {
    /// Boxes in a leaf: testing so few costs no more than descending further.
    private static let leafSize = 4
    /// Greatest depth of the tree: 2⁶⁴ leaves.
    private static let stackSize = 64

    private struct Node {
        var box: BoundingBox
        /// Range of ``order`` below this node.
        var start: Int32
        var end: Int32
        /// Second child; the first one is the next node. Negative in a leaf.
        var second: Int32
    }

    private var nodes: [Node] = []
    private let order: [Int32]

    /// Makes a tree over boxes, numbered in their order.
    package init(_ boxes: [BoundingBox]) {
        order = MortonCurve.order(boxes.map { 0.5 * ($0.low + $0.high) }).map { Int32($0) }
        if !boxes.isEmpty { build(boxes, 0..<boxes.count) }
    }

    private mutating func build(_ boxes: [BoundingBox], _ range: Range<Int>) {
        let place = nodes.count
        var box = boxes[Int(order[range.lowerBound])]
        for k in range.dropFirst() {
            box.include(boxes[Int(order[k])].low)
            box.include(boxes[Int(order[k])].high)
        }
        nodes.append(
            Node(
                box: box, start: Int32(range.lowerBound), end: Int32(range.upperBound), second: -1))
        guard range.count > Self.leafSize else { return }
        let middle = (range.lowerBound + range.upperBound) / 2
        build(boxes, range.lowerBound..<middle)
        nodes[place].second = Int32(nodes.count)
        build(boxes, middle..<range.upperBound)
    }

    /// Calls `visit` with the items whose leaf's box holds a point, until it answers true.
    package func search(containing point: Vec3, _ visit: (Int) -> Bool) {
        guard !nodes.isEmpty else { return }
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.stackSize) { stack in
            var depth = 1
            stack[0] = 0
            while depth > 0 {
                depth -= 1
                let number = stack[depth]
                let node = nodes[Int(number)]
                guard node.box.contains(point) else { continue }
                if node.second < 0 {
                    for k in Int(node.start)..<Int(node.end) where visit(Int(order[k])) { return }
                } else {
                    stack[depth] = node.second
                    stack[depth + 1] = number + 1
                    depth += 2
                }
            }
        }
    }

    /// Calls `visit` with the items whose leaf's box overlaps a box.
    package func search(overlapping box: BoundingBox, _ visit: (Int) -> Void) {
        var stack: [Int32] = nodes.isEmpty ? [] : [0]
        while let number = stack.popLast() {
            let node = nodes[Int(number)]
            guard node.box.overlaps(box) else { continue }
            if node.second < 0 {
                for k in Int(node.start)..<Int(node.end) { visit(Int(order[k])) }
            } else {
                stack.append(node.second)
                stack.append(number + 1)
            }
        }
    }

    /// Calls `visit` with the items that may be nearer to a point than the best so far.
    ///
    /// - `visit`: gets the item and the least distance so far, returns the new least distance.
    package func searchNearest(to point: Vec3, _ visit: (Int, Double) -> Double) {
        guard !nodes.isEmpty else { return }
        var best = Double.infinity
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.stackSize) { stack in
            var depth = 1
            stack[0] = 0
            while depth > 0 {
                depth -= 1
                let number = stack[depth]
                let node = nodes[Int(number)]
                guard node.box.distance(to: point) < best else { continue }
                if node.second < 0 {
                    for k in Int(node.start)..<Int(node.end) {
                        best = min(best, visit(Int(order[k]), best))
                    }
                    continue
                }
                // The nearer child is searched first, so that the other one may be skipped.
                let first = nodes[Int(number) + 1].box.distance(to: point)
                let second = nodes[Int(node.second)].box.distance(to: point)
                stack[depth] = first <= second ? node.second : number + 1
                stack[depth + 1] = first <= second ? number + 1 : node.second
                depth += 2
            }
        }
    }
}
