import Geometry

/// An XDMF 3 file that describes the arrays of a moving mesh in VTKHDF.
///
/// ParaView up to 5.11 does not read time series from VTKHDF but does from this. The node order of
/// XDMF's `Tet_10` is that of VTK.
struct XDMFSidecar {
    var file: String
    var points: Int
    var tets: Int
    var fields: [MeshField]
    var times: [Double]

    /// The document.
    var text: String {
        var out = """
            <?xml version="1.0"?>
            <Xdmf Version="3.0"><Domain>
            <Grid Name="heart" GridType="Collection" CollectionType="Temporal">

            """
        for (frame, time) in times.enumerated() { out += grid(frame: frame, time: time) }
        return out + "</Grid></Domain></Xdmf>\n"
    }

    private func grid(frame: Int, time: Double) -> String {
        var out = """
            <Grid Name="heart"><Time Value="\(time)"/>
            <Topology TopologyType="Tet_10" NumberOfElements="\(tets)">
            <DataItem Dimensions="\(10 * tets)" NumberType="Int" Precision="8" Format="HDF">\
            \(file):/VTKHDF/Connectivity</DataItem></Topology>
            <Geometry GeometryType="XYZ">
            \(slab("Points", first: frame * points, count: points, columns: 3, of: times.count * points))
            </Geometry>

            """
        for field in fields {
            let size = field.location == .point ? points : tets
            let centre = field.location == .point ? "Node" : "Cell"
            let name = "\(field.location.rawValue)/\(field.name)"
            let data =
                field.moving
                ? slab(name, first: frame * size, count: size, columns: 1, of: times.count * size)
                : """
                <DataItem Dimensions="\(size)" NumberType="Float" Precision="4" Format="HDF">\
                \(file):/VTKHDF/\(name)</DataItem>
                """
            out += "<Attribute Name=\"\(field.name)\" Center=\"\(centre)\">\(data)</Attribute>\n"
        }
        return out + "</Grid>\n"
    }

    /// Rows `first` ..< `first + count` of an array of `total` rows.
    private func slab(
        _ name: String, first: Int, count: Int, columns: Int, of total: Int
    ) -> String {
        let wide = columns > 1
        let selection = wide ? "\(first) 0 1 1 \(count) \(columns)" : "\(first) 1 \(count)"
        let shape = wide ? "\(count) \(columns)" : "\(count)"
        let whole = wide ? "\(total) \(columns)" : "\(total)"
        return """
            <DataItem ItemType="HyperSlab" Dimensions="\(shape)">\
            <DataItem Dimensions="3 \(wide ? 2 : 1)" Format="XML">\(selection)</DataItem>\
            <DataItem Dimensions="\(whole)" NumberType="Float" Precision="4" Format="HDF">\
            \(file):/VTKHDF/\(name)</DataItem></DataItem>
            """
    }
}
