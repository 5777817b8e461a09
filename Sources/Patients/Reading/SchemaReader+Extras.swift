import Storage

extension SchemaReader {
    /// Finds what the schema does not know.
    func extras(of file: H5File) throws(PatientsError) -> PatientExtras? {
        var objects: [String] = []
        var attributes: [String] = []
        try collect("/", &objects, &attributes)
        guard !objects.isEmpty || !attributes.isEmpty else { return nil }
        return PatientExtras(file: file, objects: objects, attributes: attributes)
    }

    /// Adds the unknown members of a known group, then looks into its known groups.
    private func collect(
        _ group: String, _ objects: inout [String], _ attributes: inout [String]
    ) throws(PatientsError) {
        try collectAttributes(of: group, &attributes)
        let members = try PatientsError.wrapping { () throws(StorageError) in
            try root.children(of: group)
        }
        for member in members {
            let path = group == "/" ? "/\(member.name)" : "\(group)/\(member.name)"
            guard let entry = PatientSchema.entry(for: path) else {
                objects.append(path)
                continue
            }
            switch (member.kind, entry.content) {
            case (.group, .group): try collect(path, &objects, &attributes)
            case (.group, _), (.link, _), (.other, _), (.dataset, .group): objects.append(path)
            case (.dataset, _):
                try collectAttributes(of: path, &attributes, isKnown: entry.unit != nil)
            }
        }
    }

    private func collectAttributes(
        of object: String, _ attributes: inout [String], isKnown unitsAreKnown: Bool = false
    ) throws(PatientsError) {
        let names = try PatientsError.wrapping { () throws(StorageError) in
            try root.attributeNames(of: object)
        }
        for name in names where !(unitsAreKnown && name == "units") {
            let path = object == "/" ? "/@\(name)" : "\(object)@\(name)"
            if PatientSchema.entry(for: path) == nil { attributes.append(path) }
        }
    }
}
