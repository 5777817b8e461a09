import Foundation
import Numerics
import Storage

/// Puts the grids of an XDMF file together.
struct XDMFReader {
    private let bytes: [UInt8]
    private let folder: URL
    private var result = UnstructuredGrid()
    private var files: [String: H5File] = [:]
    /// Where the points came from, by which a second grid on the same points is known.
    private var geometry = ""

    init(bytes: [UInt8], folder: URL) {
        self.bytes = bytes
        self.folder = folder
    }

    func grid() throws(MeshFormatError) -> UnstructuredGrid {
        if result.points.isEmpty { throw .noCells(kind: "points") }
        return result
    }

    /// Adds a grid, or the grids of a collection; of a series in time the first.
    mutating func add(_ element: XMLElement) throws(MeshFormatError) {
        let kind = element.attributes["GridType"] ?? "Uniform"
        switch kind.lowercased() {
        case "uniform": try addUniform(element)
        case "collection", "tree":
            let grids = element.children.filter { $0.name == "Grid" }
            let temporal = element.attributes["CollectionType"]?.lowercased() == "temporal"
            for grid in temporal ? Array(grids.prefix(1)) : grids { try add(grid) }
        default:
            throw .badAttribute(
                name: "GridType", element: "Grid", value: kind, allowed: "Uniform or Collection")
        }
    }

    private mutating func addUniform(_ element: XMLElement) throws(MeshFormatError) {
        let shift = try addPoints(element)
        let first = result.types.count
        try addCells(try element.child("Topology"), shift: shift)
        let added = result.types.count - first
        pad(to: first, points: shift == 0 ? nil : result.points.count)
        for attribute in element.children where attribute.name == "Attribute" {
            guard attribute.attributes["ItemType"] == nil,
                let item = attribute.children.first(where: { $0.name == "DataItem" })
            else { continue }
            let center = attribute.attributes["Center"] ?? "Node"
            let (values, shape, scalar) = try numbers(item)
            let name = attribute.attributes["Name"] ?? "unnamed"
            let components = max(1, shape.dropFirst().reduce(1, *))
            switch center.lowercased() {
            case "node":
                guard values.count == components * result.points.count else {
                    throw .wrongCount(
                        array: name, expected: components * result.points.count,
                        found: values.count)
                }
                if result.pointArrays.contains(where: { $0.name == name }) { continue }
                result.pointArrays.append(
                    VTKArray(name: name, components: components, scalar: scalar, values: values))
            case "cell":
                guard values.count == components * added else {
                    throw .wrongCount(
                        array: name, expected: components * added, found: values.count)
                }
                addCellArray(
                    VTKArray(name: name, components: components, scalar: scalar, values: values),
                    before: first)
            default: continue
            }
        }
        pad(to: result.types.count, points: nil)
    }

    /// Appends the values of new cells to an array, which may be new itself.
    private mutating func addCellArray(_ array: VTKArray, before first: Int) {
        for index in result.cellArrays.indices
        where result.cellArrays[index].name == array.name
            && result.cellArrays[index].components == array.components
        {
            result.cellArrays[index].values += array.values
            return
        }
        var whole = array
        let absent = array.scalar.isReal ? Double.nan : 0
        whole.values = [Double](repeating: absent, count: first * array.components) + array.values
        result.cellArrays.append(whole)
    }

    /// Fills arrays up where grids do not have them: 0 in labels, NaN in real numbers.
    private mutating func pad(to cells: Int, points: Int?) {
        for index in result.cellArrays.indices {
            let array = result.cellArrays[index]
            let absent = array.scalar.isReal ? Double.nan : 0
            let missing = cells * array.components - array.values.count
            if missing > 0 {
                result.cellArrays[index].values += [Double](repeating: absent, count: missing)
            }
        }
        guard let points else { return }
        for index in result.pointArrays.indices {
            let array = result.pointArrays[index]
            let missing = points * array.components - array.values.count
            if missing > 0 {
                result.pointArrays[index].values += [Double](repeating: .nan, count: missing)
            }
        }
    }

    /// The number of the first point of a grid: 0 where it is on the points there are already.
    private mutating func addPoints(_ grid: XMLElement) throws(MeshFormatError) -> Int {
        guard let element = grid.children.first(where: { $0.name == "Geometry" }),
            let item = element.children.first(where: { $0.name == "DataItem" })
        else {
            // A reference to the first grid's points, or an inclusion of them.
            if result.points.isEmpty { throw .missingElement(name: "Geometry", inside: "Grid") }
            return 0
        }
        let place = String(decoding: bytes[item.text], as: UTF8.self)
        if !geometry.isEmpty, place == geometry { return 0 }
        let kind = element.attributes["GeometryType"] ?? element.attributes["Type"] ?? "XYZ"
        guard ["XYZ", "XY"].contains(kind.uppercased()) else {
            throw .badAttribute(
                name: "GeometryType", element: "Geometry", value: kind, allowed: "XYZ or XY")
        }
        let size = kind.count
        let (values, _, scalar) = try numbers(item)
        guard values.count % size == 0, values.allSatisfy(\.isFinite) else {
            throw .badData(array: "Geometry", problem: "it is not finite numbers, \(size) a point")
        }
        let points = stride(from: 0, to: values.count, by: size).map {
            Vec3(values[$0], values[$0 + 1], size == 3 ? values[$0 + 2] : 0)
        }
        let shift = result.points.count
        // The same points from another place of the file are the same points.
        if shift > 0, points == Array(result.points.prefix(points.count)), points.count == shift {
            return 0
        }
        if result.points.isEmpty {
            geometry = place
            result.pointScalar = scalar
        }
        result.points += points
        return shift
    }

    private mutating func addCells(
        _ topology: XMLElement, shift: Int
    ) throws(MeshFormatError) {
        let name = topology.attributes["TopologyType"] ?? topology.attributes["Type"] ?? ""
        let item = try topology.child("DataItem")
        let list = try numbers(item).values.map { (Int(exactly: $0) ?? -1) }
        var place = 0
        func append(_ type: VTKCellType) throws(MeshFormatError) {
            guard place + type.nodeCount <= list.count else { throw .truncated(inside: "Topology") }
            let nodes = list[place..<place + type.nodeCount].map { node in
                node < 0 ? -1 : Int32(exactly: node + shift) ?? -1
            }
            try MeshFile.checkNodes(nodes, points: result.points.count)
            result.append(type, nodes)
            place += type.nodeCount
        }
        if name.lowercased() == "mixed" {
            while place < list.count {
                let code = list[place]
                guard let known = XDMFFormat.topologies.first(where: { $0.value.code == code })
                else {
                    throw .badData(array: "Topology", problem: "cells of XDMF type \(code)")
                }
                place += known.value.counted ? 2 : 1
                try append(known.key)
            }
            return
        }
        let type =
            XDMFFormat.topologies.first { $0.value.name.lowercased() == name.lowercased() }?.key
            ?? XDMFFormat.synonyms[name.lowercased()]
        guard let type, list.count % type.nodeCount == 0 else {
            throw .badAttribute(
                name: "TopologyType", element: "Topology", value: name,
                allowed: XDMFFormat.topologies.values.map(\.name).sorted()
                    .joined(separator: ", "))
        }
        while place < list.count { try append(type) }
    }

    /// The numbers of a data item with their shape.
    private mutating func numbers(
        _ item: XMLElement
    ) throws(MeshFormatError) -> (values: [Double], shape: [Int], scalar: VTKScalar) {
        let shape = try item.attribute("Dimensions").split(separator: " ").map { Int($0) ?? -1 }
        let text = String(decoding: bytes[item.text], as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        var result: (values: [Double], shape: [Int], scalar: VTKScalar)
        switch (item.attributes["Format"] ?? "XML").uppercased() {
        case "HDF":
            guard let colon = text.lastIndex(of: ":") else {
                throw .badData(array: "DataItem", problem: "\"\(text)\" is not FILE:/PLACE")
            }
            let file = String(text[..<colon])
            result = try open(file).numbers(String(text[text.index(after: colon)...]))
            result.shape = shape
        case "XML":
            var scanner = WordScanner(Array(text.utf8))
            var values: [Double] = []
            while !scanner.isAtEnd() { values.append(try scanner.number("DataItem")) }
            let real = (item.attributes["NumberType"] ?? "Float").lowercased() == "float"
            let single = item.attributes["Precision"] == "4"
            result = (
                values, shape, real ? (single ? .float32 : .float64) : single ? .int32 : .int64
            )
        case let other:
            throw .badAttribute(
                name: "Format", element: "DataItem", value: other, allowed: "HDF or XML")
        }
        guard shape.allSatisfy({ $0 >= 0 }), result.values.count == shape.reduce(1, *) else {
            throw .wrongCount(
                array: "DataItem \(text.prefix(60))", expected: shape.reduce(1, *),
                found: result.values.count)
        }
        return result
    }

    private mutating func open(_ name: String) throws(MeshFormatError) -> H5Group {
        if let file = files[name] { return file.root }
        let path = name.hasPrefix("/") ? name : folder.appendingPathComponent(name).path
        let file = try MeshFormatError.storing { () throws(StorageError) in
            try H5File(reading: path)
        }
        files[name] = file
        return file.root
    }
}
