import Glibc
import Numerics

extension TruncatedEllipsoid {
    /// Linear tetrahedra with tags (endocardium, epicardium, base) and coordinates (s, t, v).
    ///
    /// - `elementSize`: edge length along the middle of the wall [mm].
    /// - `layers`: elements through the wall.
    /// - Throws: ``GeometryError/outOfRange(name:value:allowed:)``.
    public func anatomy(
        elementSize: Double, layers: Int
    ) throws(GeometryError) -> VentricularAnatomy {
        try lattice(elementSize: elementSize, layers: layers).anatomy
    }

    /// Curved quadratic tetrahedra; the middle nodes lie on the same family of ellipsoids.
    ///
    /// - `elementSize`: edge length along the middle of the wall [mm].
    /// - `layers`: elements through the wall.
    /// - `apexGrading`: exponent p of the rings s = (k/n)^p [1], 1 or more: with more than 1 elements are
    ///   of that size at the base and become smaller towards the apex.
    /// - Throws: ``GeometryError/outOfRange(name:value:allowed:)``.
    public func quadraticMesh(
        elementSize: Double, layers: Int, apexGrading: Double = 1
    ) throws(GeometryError) -> QuadraticTetMesh {
        let (anatomy, places) = try lattice(
            elementSize: elementSize, layers: layers, apexGrading: apexGrading)
        return QuadraticTetMesh(
            curving: anatomy,
            middle: { point(places[Int($0)].halfway(to: places[Int($1)])) },
            coordinates: { edges in
                coordinates(
                    places + edges.map { places[Int($0.x)].halfway(to: places[Int($0.y)]) })
            })
    }

    private func lattice(
        elementSize: Double, layers: Int, apexGrading: Double = 1
    ) throws(GeometryError) -> (anatomy: VentricularAnatomy, places: [Place]) {
        try check()
        if layers < 1 {
            throw .outOfRange(name: "layers", value: Double(layers), allowed: "1 or more")
        }
        if !(elementSize > 0 && elementSize <= outerShort) {
            throw .outOfRange(
                name: "element size", value: elementSize,
                allowed: "more than 0 and at most \(outerShort) mm")
        }
        if !(apexGrading >= 1 && apexGrading.isFinite) {
            throw .outOfRange(name: "apex grading", value: apexGrading, allowed: "1 or more")
        }
        let shell = shell(elementSize: elementSize, apexGrading: apexGrading)
        let perLayer = Int32(shell.places.count)
        var places: [Place] = []
        for layer in 0...layers {
            let t = Double(layer) / Double(layers)
            places += shell.places.map { Place(s: $0.s, v: $0.v, t: t) }
        }
        var wall = PrismWall()
        for layer in 0..<Int32(layers) {
            for triangle in shell.triangles {
                let bottom = triangle &+ layer &* perLayer
                wall.addPrism(bottom: bottom, top: bottom &+ perLayer, region: .leftVentricle)
            }
        }
        for triangle in shell.triangles {
            wall.tag(triangle, .lvEndocardium)
            wall.tag(triangle &+ Int32(layers) &* perLayer, .epicardium)
        }
        let anatomy = try wall.anatomy(
            points: places.map(point), coordinates: coordinates(places))
        return (anatomy, places)
    }

    /// Rings around the axis from the apex to the base, joined by triangles that face outwards.
    private func shell(
        elementSize: Double, apexGrading: Double
    ) -> (places: [Place], triangles: [SIMD3<Int32>]) {
        let height = arcLength(0.5)
        let rings = max(2, Int((apexGrading * height / elementSize).rounded()))
        var places = [Place(s: 0, v: 0, t: 0)]
        var triangles: [SIMD3<Int32>] = []
        var previous: [(node: Int32, at: Double)] = [(node: 0, at: 0)]
        // Six triangles around the apex are the nearest to equilateral.
        let apexCount = 6
        for ring in 1...rings {
            let part = Double(ring) / Double(rings)
            let s = apexGrading == 1 ? part : pow(part, apexGrading)
            let size = apexGrading == 1 ? elementSize : elementSize * pow(part, apexGrading - 1)
            let p = point(Place(s: s, v: 0, t: 0.5))
            let wanted = Int((2 * .pi * p.x / size).rounded())
            let count = ring == 1 ? apexCount : max(apexCount, wanted)
            let first = Int32(places.count)
            var current: [(node: Int32, at: Double)] = []
            for k in 0...count {
                let at = Double(k) / Double(count)
                current.append((first + Int32(k % count), at))
                if k < count { places.append(Place(s: s, v: 2 * .pi * at, t: 0)) }
            }
            // Rings run to the right seen from outside, and upwards: normals point outwards.
            triangles += TriangleStrip.join(previous, current)
            previous = current
        }
        return (places, triangles)
    }

    /// Length of a meridian from the apex to the base [mm], by the polygon of many points.
    private func arcLength(_ t: Double) -> Double {
        let steps = 200
        var length = 0.0
        var last = point(Place(s: 0, v: 0, t: t))
        for k in 1...steps {
            let next = point(Place(s: Double(k) / Double(steps), v: 0, t: t))
            length += (next - last).norm
            last = next
        }
        return length
    }

    private func coordinates(_ places: [Place]) -> VentricularCoordinates {
        VentricularCoordinates(
            apicobasal: places.map(\.s), transmural: places.map(\.t),
            rotational: places.map { remainder($0.v, 2 * .pi) })
    }
}
