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
            let entry = PatientSchema.entries.first {
                $0.matches(path) && ($0.content == .group) == (member.kind == .group)
            }
            if entry == nil || member.kind == .link || member.kind == .other {
                objects.append(path)
            } else if member.kind == .group {
                try collect(path, &objects, &attributes)
            } else {
                try collectAttributes(of: path, &attributes, isKnown: entry?.unit != nil)
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
            if !PatientSchema.entries.contains(where: { $0.matches(path) }) {
                attributes.append(path)
            }
        }
    }
}
