import Glibc
import Numerics

/// The triangulated shells from which the walls of idealised ventricles are extruded.
///
/// Rows of nodes end on the insertion line of the right ventricle: row 0 is the base, the last row
/// the line's lowest point. On the septum and on the right ventricle rows are arcs around that
/// point, so that they leave the line at a right angle wherever it runs; on the free wall the
/// lower part of the line closes a ring, below which rings shrink to the apex.
struct IdealBiventricleGrid {
    /// A node of the right ventricle's shell.
    struct RightPlace {
        /// Height [mm] and angle [rad] on the inner face.
        var inner: (z: Double, phi: Double)
        /// Height [mm] and angle [rad] on the outer face.
        var outer: (z: Double, phi: Double)
        /// Number along the insertion line, nil off it.
        var insertion: Int?
    }

    typealias Line = [(node: Int32, at: Double)]

    /// Nodes of the left ventricle's shell (s, v).
    private(set) var places: [TruncatedEllipsoid.Place] = []
    /// Triangles of the left shell below the right cavity.
    private(set) var septum: [SIMD3<Int32>] = []
    /// Triangles of the left shell below the right wall.
    private(set) var band: [SIMD3<Int32>] = []
    /// Triangles of the left shell that face the outside.
    private(set) var free: [SIMD3<Int32>] = []
    /// Nodes of the left shell on the insertion lines of the layers of the right wall.
    private(set) var insertion: [[Int32]] = []
    /// Nodes of the right ventricle's shell.
    private(set) var rightPlaces: [RightPlace] = []
    /// Triangles of the right ventricle's shell.
    private(set) var right: [SIMD3<Int32>] = []

    private let shape: IdealBiventricle
    private let elementSize: Double
    /// Rows between the base and the lowest point of the insertion line.
    private let rows: Int
    private let innerHeights: [Double]
    private let outerHeights: [Double]

    init(_ shape: IdealBiventricle, elementSize: Double, rightLayers: Int) {
        self.shape = shape
        self.elementSize = elementSize
        let dome = shape.rightEndocardium
        let line = ArcLength.length { part in
            let z = dome.apex + (shape.left.baseHeight - dome.apex) * part
            let v = dome.insertionAngle(z)
            return Vec3(dome.radius(z) * cos(v), dome.radius(z) * sin(v), z)
        }
        // Four rows are the least that make a cavity.
        rows = max(4, Int((line / elementSize).rounded()))
        innerHeights = shape.rightEndocardium.insertionHeights(rows)
        outerHeights = shape.rightEpicardium.insertionHeights(rows)
        placeInsertion(layers: rightLayers)
        fillSeptum()
        fillBand()
        fillFreeWall()
        fillRightWall()
    }

    private func s(_ z: Double) -> Double {
        acos(-z / shape.left.outerLong) / (.pi - acos(shape.left.baseHeight / shape.left.outerLong))
    }

    private mutating func add(_ s: Double, _ v: Double) -> Int32 {
        places.append(TruncatedEllipsoid.Place(s: s, v: v, t: 0))
        return Int32(places.count - 1)
    }

    /// Insertion lines run from the base on the side of +y down and up to the base on the other.
    private mutating func placeInsertion(layers: Int) {
        for layer in 0...layers {
            let part = Double(layer) / Double(layers)
            var line: [Int32] = []
            for index in 0...2 * rows {
                let row = min(index, 2 * rows - index)
                let side = index < rows ? 1.0 : index > rows ? -1.0 : 0.0
                let inner = innerHeights[row]
                let outer = outerHeights[row]
                let v =
                    (1 - part) * shape.rightEndocardium.insertionAngle(inner)
                    + part * shape.rightEpicardium.insertionAngle(outer)
                line.append(add((1 - part) * s(inner) + part * s(outer), side * v))
            }
            insertion.append(line)
        }
    }

    private func leftPoint(_ s: Double, _ v: Double) -> Vec3 {
        shape.left.point(TruncatedEllipsoid.Place(s: s, v: v, t: 0.5))
    }

    /// Number of elements along a curve.
    private func count(_ curve: (Double) -> Vec3, atLeast least: Int) -> Int {
        max(least, Int((ArcLength.length(curve) / elementSize).rounded()))
    }

    /// A row of the left shell between two nodes; `place` gives (s, v) at 0 … 1 along it.
    private mutating func row(
        from first: Int32, to last: Int32, atLeast least: Int,
        _ place: (Double) -> (s: Double, v: Double)
    ) -> Line {
        let parts = divide(atLeast: least) { part in
            let (s, v) = place(part)
            return leftPoint(s, v)
        }
        var line: Line = [(first, 0)]
        for part in parts.dropFirst().dropLast() {
            let (s, v) = place(part)
            line.append((add(s, v), part))
        }
        line.append((last, 1))
        return line
    }

    private func divide(atLeast least: Int, _ curve: (Double) -> Vec3) -> [Double] {
        ArcLength.equalParts(count(curve, atLeast: least), curve)
    }

    private mutating func fillSeptum() {
        let apexS = places[Int(insertion[0][rows])].s
        var lower: Line = [(insertion[0][rows], 0.5)]
        for row in (0..<rows).reversed() {
            let right = insertion[0][row]
            let end = places[Int(right)]
            let middle = 1 + (apexS - 1) * Double(row) / Double(rows)
            let upper = self.row(from: insertion[0][2 * rows - row], to: right, atLeast: 2) {
                (end.s + (middle - end.s) * sin(.pi * $0), -end.v * cos(.pi * $0))
            }
            septum += TriangleStrip.join(lower, upper)
            lower = upper
        }
    }

    /// Splits the quadrilaterals between the insertion lines as ``PrismWall`` will.
    private mutating func fillBand() {
        for (inner, outer) in zip(insertion, insertion.dropFirst()) {
            for k in 0..<2 * rows {
                let quad = [inner[k + 1], outer[k + 1], outer[k], inner[k]]
                let lowest = quad.indices.min { quad[$0] < quad[$1] } ?? 0
                let q = (0..<4).map { quad[(lowest + $0) % 4] }
                band.append(SIMD3(q[0], q[1], q[2]))
                band.append(SIMD3(q[0], q[2], q[3]))
            }
        }
    }

    private mutating func fillFreeWall() {
        guard let line = insertion.last else { return }
        let turn = turningRow(line)
        let turnS = places[Int(line[turn])].s
        var lower: Line = []
        for row in (0...turn).reversed() {
            let end = places[Int(line[row])]
            let middle = 1 + (turnS - 1) * Double(row) / Double(turn)
            let upper = self.row(from: line[row], to: line[2 * rows - row], atLeast: 4) { part in
                let bend = sin(.pi * part)
                return (
                    end.s + (middle - end.s) * bend * bend, end.v + part * 2 * (.pi - end.v)
                )
            }
            if row == turn {
                fillApex(below: Array(line[turn...2 * rows - turn].reversed()), upper)
            } else {
                free += TriangleStrip.join(lower, upper)
            }
            lower = upper
        }
    }

    /// The lowest row at which the insertion line still runs more down than sideways.
    private func turningRow(_ line: [Int32]) -> Int {
        let points = line[0...rows].map { leftPoint(places[Int($0)].s, places[Int($0)].v) }
        let steep = (1...rows).prefix { row in
            let step = points[row] - points[row - 1]
            return abs(step.z) > (step.x * step.x + step.y * step.y).squareRoot()
        }
        return max(1, steep.last ?? 1)
    }

    /// Rings from the apex of the left ventricle to the ring that the lower part of the insertion
    /// line (from the side of −y to that of +y) and the row beyond it form.
    private mutating func fillApex(below bottom: [Int32], _ row: Line) {
        let ring = bottom + row.dropFirst().map(\.node)
        let start = places[Int(bottom[0])].v
        // Angles grow from `start` by a full turn along the ring.
        var angles = bottom.map { places[Int($0)].v - start }
        angles += row.dropFirst().dropLast().map { places[Int($0.node)].v - start }
        angles.append(2 * .pi)
        let heights = ring.map { places[Int($0)].s }
        func height(_ angle: Double) -> Double {
            let upper = max(1, angles.firstIndex { $0 >= angle } ?? angles.count - 1)
            let part = (angle - angles[upper - 1]) / (angles[upper] - angles[upper - 1])
            return heights[upper - 1] + part * (heights[upper] - heights[upper - 1])
        }
        let rings = count({ leftPoint($0 * height(.pi), 0) }, atLeast: 2)
        var lower: Line = [(add(0, 0), 0)]
        for number in 1..<rings {
            let part = Double(number) / Double(rings)
            let first = add(part * heights[0], start)
            // Six triangles around the apex are the nearest to equilateral.
            let upper = self.row(from: first, to: first, atLeast: 6) {
                (part * height(2 * .pi * $0), start + 2 * .pi * $0)
            }
            free += TriangleStrip.join(lower, upper)
            lower = upper
        }
        free += TriangleStrip.join(lower, zip(ring, angles).map { ($0, $1 / (2 * .pi)) })
    }

    private mutating func fillRightWall() {
        let inner = shape.rightEndocardium
        let outer = shape.rightEpicardium
        let innerRidge = inner.ridgeHeights(rows)
        let outerRidge = outer.ridgeHeights(rows)
        func place(_ row: Int, _ part: Double) -> RightPlace {
            let bend = sin(.pi * part)
            let side = -cos(.pi * part)
            let ends = (innerHeights[row], outerHeights[row])
            return RightPlace(
                inner: (
                    ends.0 + (innerRidge[row] - ends.0) * bend, inner.ellipseAngle(ends.0) * side
                ),
                outer: (
                    ends.1 + (outerRidge[row] - ends.1) * bend, outer.ellipseAngle(ends.1) * side
                ))
        }
        var lower: Line = [(addRight(place(rows, 0.5), insertion: rows), 0.5)]
        for row in (0..<rows).reversed() {
            let parts = divide(atLeast: 2) { part in
                let at = place(row, part)
                return inner.point(at.inner.z, at.inner.phi)
            }
            var upper: Line = []
            for part in parts {
                let end = part == 0 ? 2 * rows - row : part == 1 ? row : nil
                upper.append((addRight(place(row, part), insertion: end), part))
            }
            right += TriangleStrip.join(lower, upper)
            lower = upper
        }
    }

    private mutating func addRight(_ place: RightPlace, insertion: Int?) -> Int32 {
        var place = place
        place.insertion = insertion
        rightPlaces.append(place)
        return Int32(rightPlaces.count - 1)
    }
}
