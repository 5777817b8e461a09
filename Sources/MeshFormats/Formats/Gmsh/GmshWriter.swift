import Numerics

/// The bytes of a Gmsh file of version 4.1.
struct GmshWriter {
    private(set) var bytes: [UInt8] = []
    private let grid: UnstructuredGrid
    private let binary: Bool
    private let starts: [Int]

    /// Cells of one entity: in Gmsh's file labels belong to entities.
    private struct Entity {
        var dimension: Int
        var tag: Int
        var physical: Int
        var cells: [Int]
    }

    init(_ grid: UnstructuredGrid, binary: Bool) throws(MeshFormatError) {
        self.grid = grid
        self.binary = binary
        var start = 0
        starts = grid.types.map { type in
            defer { start += type.nodeCount }
            return start
        }
        bytes += "$MeshFormat\n4.1 \(binary ? 1 : 0) 8\n".utf8
        if binary {
            integer(1)
            endLine()
        }
        bytes += "$EndMeshFormat\n".utf8
        let (entities, isGmsh) = try entities()
        addNames(entities, isGmsh: isGmsh)
        addEntities(entities)
        addNodes(entities)
        addElements(entities)
        var known: Set = [GmshFormat.physical, GmshFormat.geometrical]
        if !isGmsh { known = ["part", "tag"] }
        for array in grid.cellArrays where !known.contains(array.name) {
            try addData("ElementData", array)
        }
        for array in grid.pointArrays { try addData("NodeData", array) }
    }

    private mutating func integer(_ value: Int) {
        if binary {
            withUnsafeBytes(of: Int32(truncatingIfNeeded: value).littleEndian) { bytes += $0 }
        } else {
            bytes += "\(value) ".utf8
        }
    }

    private mutating func size(_ value: Int) {
        if binary {
            withUnsafeBytes(of: UInt64(value).littleEndian) { bytes += $0 }
        } else {
            bytes += "\(value) ".utf8
        }
    }

    private mutating func real(_ value: Double) {
        if binary {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
        } else {
            bytes += "\(value) ".utf8
        }
    }

    /// Ends a line of a text file.
    private mutating func endLine() {
        if !binary { bytes.append(UInt8(ascii: "\n")) }
    }

    /// Ends the numbers of a section.
    private mutating func close(_ name: String) {
        if binary { bytes.append(UInt8(ascii: "\n")) }
        bytes += "$End\(name)\n".utf8
    }

    /// Cells by dimension, entity and group, and whether the labels are Gmsh's own arrays.
    private func entities() throws(MeshFormatError) -> (entities: [Entity], isGmsh: Bool) {
        func labels(_ name: String) throws(MeshFormatError) -> [Int32]? {
            guard let array = grid.cellArrays.first(where: { $0.name == name }) else { return nil }
            return array.components == 1 ? try array.integers() : nil
        }
        let own = try labels(GmshFormat.physical)
        let geometrical = try labels(GmshFormat.geometrical)
        let (parts, tags) = (try labels("part"), try labels("tag"))
        var byKey: [SIMD3<Int>: [Int]] = [:]
        for (cell, type) in grid.types.enumerated() {
            let dimension = GmshFormat.dimension(type)
            let fallback = dimension == 3 ? parts : tags
            let label = Int((own ?? fallback)?[cell] ?? 0)
            let entity = own == nil ? 0 : Int(geometrical?[cell] ?? 0)
            byKey[SIMD3(dimension, entity, label), default: []].append(cell)
        }
        var entities: [Entity] = []
        var used: Set<SIMD2<Int>> = []
        let sorted = byKey.sorted {
            ($0.key.x, $0.key.y, $0.key.z) < ($1.key.x, $1.key.y, $1.key.z)
        }
        for (key, cells) in sorted {
            // An entity has one group; where the grid says otherwise or nothing, numbers go on.
            var tag = key.y
            while tag == 0 || used.contains(SIMD2(key.x, tag)) { tag += 1 }
            if key.y != 0, tag != key.y {
                throw .badData(
                    array: GmshFormat.geometrical,
                    problem: "entity \(key.y) has cells of two physical groups")
            }
            used.insert(SIMD2(key.x, tag))
            entities.append(Entity(dimension: key.x, tag: tag, physical: key.z, cells: cells))
        }
        return (entities, own != nil)
    }

    private mutating func addNames(_ entities: [Entity], isGmsh: Bool) {
        var lines: [String] = []
        var done: Set<SIMD2<Int>> = []
        for entity in entities where entity.physical > 0 {
            let own = GmshFormat.physicalNames(entity.dimension)
            let array = isGmsh ? own : entity.dimension == 3 ? "part" : "tag"
            guard done.insert(SIMD2(entity.dimension, entity.physical)).inserted,
                let name = grid.labelNames[array]?[Int32(entity.physical)]
            else { continue }
            lines.append("\(entity.dimension) \(entity.physical) \"\(name)\"\n")
        }
        if lines.isEmpty { return }
        bytes += "$PhysicalNames\n\(lines.count)\n\(lines.joined())$EndPhysicalNames\n".utf8
    }

    private mutating func addEntities(_ entities: [Entity]) {
        bytes += "$Entities\n".utf8
        for dimension in 0..<4 { size(entities.count { $0.dimension == dimension }) }
        endLine()
        for entity in entities {
            integer(entity.tag)
            let (low, high) = box(entity)
            for x in [low.x, low.y, low.z] { real(x) }
            if entity.dimension > 0 { for x in [high.x, high.y, high.z] { real(x) } }
            size(entity.physical == 0 ? 0 : 1)
            if entity.physical != 0 { integer(entity.physical) }
            if entity.dimension > 0 { size(0) }
            endLine()
        }
        close("Entities")
    }

    private func box(_ entity: Entity) -> (low: Vec3, high: Vec3) {
        var low = Vec3(.infinity, .infinity, .infinity)
        var high = Vec3(-.infinity, -.infinity, -.infinity)
        for cell in entity.cells {
            for k in 0..<grid.types[cell].nodeCount {
                let p = grid.points[Int(grid.connectivity[starts[cell] + k])]
                low = Vec3(min(low.x, p.x), min(low.y, p.y), min(low.z, p.z))
                high = Vec3(max(high.x, p.x), max(high.y, p.y), max(high.z, p.z))
            }
        }
        return (low, high)
    }

    private mutating func addNodes(_ entities: [Entity]) {
        let count = grid.points.count
        bytes += "$Nodes\n".utf8
        for value in [1, count, 1, count] { size(value) }
        endLine()
        // All nodes belong to the last entity, which has the highest dimension.
        integer(entities.last?.dimension ?? 0)
        integer(entities.last?.tag ?? 1)
        integer(0)
        size(count)
        endLine()
        for node in 0..<count {
            size(node + 1)
            endLine()
        }
        for p in grid.points {
            for x in [p.x, p.y, p.z] { real(x) }
            endLine()
        }
        close("Nodes")
    }

    private mutating func addElements(_ entities: [Entity]) {
        var blocks: [(entity: Entity, kind: Int, order: [Int], cells: [Int])] = []
        for entity in entities {
            for (kind, known) in GmshFormat.cellTypes.sorted(by: { $0.key < $1.key }) {
                let cells = entity.cells.filter { grid.types[$0] == known.type }
                if !cells.isEmpty { blocks.append((entity, kind, known.order, cells)) }
            }
        }
        bytes += "$Elements\n".utf8
        for value in [blocks.count, grid.types.count, 1, grid.types.count] { size(value) }
        endLine()
        for block in blocks {
            for value in [block.entity.dimension, block.entity.tag, block.kind] { integer(value) }
            size(block.cells.count)
            endLine()
            for cell in block.cells {
                size(cell + 1)
                // The order is its own inverse.
                for k in block.order { size(Int(grid.connectivity[starts[cell] + k]) + 1) }
                endLine()
            }
        }
        close("Elements")
    }

    private mutating func addData(
        _ section: String, _ array: VTKArray
    ) throws(MeshFormatError) {
        guard [1, 3, 9].contains(array.components) else {
            throw .cannotHold(
                format: GmshFormat.card.identifier,
                what: "array \(array.name) of \(array.components) components (1, 3 and 9 can be)")
        }
        bytes += "$\(section)\n1\n\"\(array.name)\"\n1\n0\n3\n0\n".utf8
        bytes += "\(array.components)\n\(array.count)\n".utf8
        for entry in 0..<array.count {
            integer(entry + 1)
            for k in 0..<array.components { real(array.values[entry * array.components + k]) }
            endLine()
        }
        close(section)
    }
}
