import Glibc
import Numerics

extension IdealBiventricle {
    /// Linear tetrahedra with tags, parts and coordinates.
    ///
    /// - `elementSize`: edge length along the wall [mm].
    /// - `leftLayers`, `rightLayers`: elements through the walls.
    /// - Throws: ``GeometryError``.
    public func anatomy(
        elementSize: Double, leftLayers: Int, rightLayers: Int
    ) throws(GeometryError) -> VentricularAnatomy {
        try lattice(elementSize, leftLayers, rightLayers).anatomy
    }

    /// Curved quadratic tetrahedra; the middle nodes follow the same surfaces.
    ///
    /// - `elementSize`: edge length along the wall [mm].
    /// - `leftLayers`, `rightLayers`: elements through the walls.
    /// - Throws: ``GeometryError``.
    public func quadraticMesh(
        elementSize: Double, leftLayers: Int, rightLayers: Int
    ) throws(GeometryError) -> QuadraticTetMesh {
        let (anatomy, nodes) = try lattice(elementSize, leftLayers, rightLayers)
        return QuadraticTetMesh(
            curving: anatomy,
            middle: { middle(nodes[Int($0)], nodes[Int($1)]).point },
            coordinates: { edges in
                coordinates(
                    nodes + edges.map { edge in middle(nodes[Int(edge.x)], nodes[Int(edge.y)]) })
            })
    }

    /// Where a node lies: in the left ventricle, in the right one's wall, or in both.
    private struct Node {
        var left: TruncatedEllipsoid.Place?
        var right: IdealBiventricleGrid.RightPlace?
        /// Depth in the right wall, 0 inside to 1 outside.
        var depth: Double
        var point: Vec3
    }

    private func lattice(
        _ elementSize: Double, _ leftLayers: Int, _ rightLayers: Int
    ) throws(GeometryError) -> (anatomy: VentricularAnatomy, nodes: [Node]) {
        try check()
        for (name, count) in [("left layers", leftLayers), ("right layers", rightLayers)]
        where count < 1 {
            throw .outOfRange(name: name, value: Double(count), allowed: "1 or more")
        }
        if !(elementSize > 0 && elementSize <= left.outerShort) {
            throw .outOfRange(
                name: "element size", value: elementSize,
                allowed: "more than 0 and at most \(left.outerShort) mm")
        }
        let grid = IdealBiventricleGrid(
            self, elementSize: elementSize, rightLayers: rightLayers)
        var (nodes, wall) = leftWall(grid, layers: leftLayers)
        addRightWall(grid, layers: rightLayers, leftLayers: leftLayers, &nodes, &wall)
        let anatomy = try wall.anatomy(
            points: nodes.map(\.point), coordinates: coordinates(nodes))
        return (anatomy, nodes)
    }

    private func leftWall(
        _ grid: IdealBiventricleGrid, layers: Int
    ) -> (nodes: [Node], wall: PrismWall) {
        let perLayer = Int32(grid.places.count)
        var nodes: [Node] = []
        for layer in 0...layers {
            for place in grid.places {
                var place = place
                place.t = Double(layer) / Double(layers)
                nodes.append(Node(left: place, right: nil, depth: 0, point: left.point(place)))
            }
        }
        var wall = PrismWall()
        let patches: [(triangles: [SIMD3<Int32>], region: WallRegion, outside: SurfaceTag?)] = [
            (grid.septum, .septum, .rvEndocardium), (grid.band, .septum, nil),
            (grid.free, .leftVentricle, .epicardium),
        ]
        for patch in patches {
            for triangle in patch.triangles {
                for layer in 0..<Int32(layers) {
                    let bottom = triangle &+ layer &* perLayer
                    wall.addPrism(bottom: bottom, top: bottom &+ perLayer, region: patch.region)
                }
                wall.tag(triangle, .lvEndocardium)
                if let outside = patch.outside {
                    wall.tag(triangle &+ Int32(layers) &* perLayer, outside)
                }
            }
        }
        return (nodes, wall)
    }

    private func addRightWall(
        _ grid: IdealBiventricleGrid, layers: Int, leftLayers: Int, _ nodes: inout [Node],
        _ wall: inout PrismWall
    ) {
        let outermost = Int32(leftLayers * grid.places.count)
        var numbers: [[Int32]] = []
        for layer in 0...layers {
            let depth = Double(layer) / Double(layers)
            numbers.append(
                grid.rightPlaces.map { place in
                    if let index = place.insertion {
                        let number = outermost + grid.insertion[layer][index]
                        nodes[Int(number)].right = place
                        nodes[Int(number)].depth = depth
                        return number
                    }
                    nodes.append(
                        Node(
                            left: nil, right: place, depth: depth,
                            point: rightPoint(place, depth: depth)))
                    return Int32(nodes.count - 1)
                })
        }
        func triangle(_ t: SIMD3<Int32>, _ layer: Int) -> SIMD3<Int32> {
            SIMD3(
                numbers[layer][Int(t.x)], numbers[layer][Int(t.y)], numbers[layer][Int(t.z)])
        }
        for t in grid.right {
            for layer in 0..<layers {
                wall.addPrism(
                    bottom: triangle(t, layer), top: triangle(t, layer + 1),
                    region: .rightVentricle)
            }
            wall.tag(triangle(t, 0), .rvEndocardium)
            wall.tag(triangle(t, layers), .epicardium)
        }
    }

    private func rightPoint(_ place: IdealBiventricleGrid.RightPlace, depth: Double) -> Vec3 {
        (1 - depth) * rightEndocardium.point(place.inner.z, place.inner.phi)
            + depth * rightEpicardium.point(place.outer.z, place.outer.phi)
    }

    /// The node halfway between two nodes on the surfaces they share.
    private func middle(_ a: Node, _ b: Node) -> Node {
        if let first = a.left, let second = b.left {
            let place = first.halfway(to: second)
            return Node(left: place, right: nil, depth: 0, point: left.point(place))
        }
        guard let first = a.right, let second = b.right else {
            // Only nodes of the insertion line join the two walls: this pair has no common wall.
            return Node(left: nil, right: nil, depth: 0, point: 0.5 * (a.point + b.point))
        }
        let place = IdealBiventricleGrid.RightPlace(
            inner: (
                0.5 * (first.inner.z + second.inner.z), 0.5 * (first.inner.phi + second.inner.phi)
            ),
            outer: (
                0.5 * (first.outer.z + second.outer.z), 0.5 * (first.outer.phi + second.outer.phi)
            ))
        let depth = 0.5 * (a.depth + b.depth)
        // Inside the band, nodes lie on the left ventricle, a little off the right wall's map.
        let offset =
            (a.point - rightPoint(first, depth: a.depth))
            + (b.point - rightPoint(second, depth: b.depth))
        return Node(
            left: nil, right: place, depth: depth,
            point: rightPoint(place, depth: depth) + 0.5 * offset)
    }

    /// Coordinates: in the left ventricle those of the ellipsoid, in the right wall the height on
    /// its epicardium, the depth in the wall, and the angle around the left ventricle's axis.
    private func coordinates(_ nodes: [Node]) -> VentricularCoordinates {
        var result = VentricularCoordinates(apicobasal: [], transmural: [], rotational: [])
        for node in nodes {
            if let place = node.left {
                result.apicobasal.append(place.s)
                result.transmural.append(place.t)
                result.rotational.append(remainder(place.v, 2 * .pi))
            } else {
                let p = node.point
                let whole = Double.pi - acos(left.baseHeight / left.outerLong)
                result.apicobasal.append(min(1, acos(-p.z / left.outerLong) / whole))
                result.transmural.append(node.depth)
                result.rotational.append(atan2(p.y, p.x))
            }
        }
        return result
    }
}
