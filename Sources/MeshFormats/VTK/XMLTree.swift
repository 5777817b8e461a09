/// An element of a small XML document; its text stays in the bytes of the file.
struct XMLElement {
    var name: String
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    /// Where the first text that is not blank lies in the file.
    var text: Range<Int> = 0..<0

    /// The first child with a name.
    func child(_ name: String) throws(MeshFormatError) -> XMLElement {
        guard let child = children.first(where: { $0.name == name }) else {
            throw .missingElement(name: name, inside: self.name)
        }
        return child
    }

    /// An attribute that must be there.
    func attribute(_ name: String) throws(MeshFormatError) -> String {
        guard let value = attributes[name] else {
            throw .missingAttribute(name: name, element: self.name)
        }
        return value
    }

    /// A count that must be there.
    func count(_ name: String) throws(MeshFormatError) -> Int {
        let value = try attribute(name)
        // Node numbers are 32-bit, which bounds every count in a mesh.
        guard let count = Int(value), count >= 0, count <= Int32.max else {
            throw .badAttribute(
                name: name, element: self.name, value: value,
                allowed: "a count of 0 to \(Int32.max)")
        }
        return count
    }
}

/// Parser for the subset of XML that VTK files use.
///
/// Own rather than Foundation's because VTK's raw appended data is not XML: parsing stops there.
struct XMLTree {
    /// Greatest depth of nested elements; VTK files have four.
    private static let depthLimit = 32

    /// The outermost element.
    let root: XMLElement
    /// Encoding and first byte of the data after `<AppendedData …>_`, if there is any.
    let appended: (encoding: String, start: Int)?

    /// Parses a file.
    init(_ bytes: [UInt8]) throws(MeshFormatError) {
        var scanner = XMLScanner(bytes: bytes)
        var stack: [XMLElement] = []
        while let event = try scanner.next() {
            switch event {
            case .start(let element, let selfClosing):
                if stack.count >= Self.depthLimit {
                    throw scanner.error("elements are nested more than \(Self.depthLimit) deep")
                }
                if element.name == "AppendedData", !selfClosing, let first = stack.first {
                    // What is still open ends with the file: only its outermost element is.
                    if stack.count > 1 { throw scanner.error("<\(stack[1].name)> is not closed") }
                    let encoding = try element.attribute("encoding")
                    root = first
                    appended = (encoding, try scanner.startOfAppendedData())
                    return
                }
                stack.append(element)
                if selfClosing {
                    if let finished = Self.close(&stack) {
                        root = finished
                        appended = nil
                        return
                    }
                }
            case .text(let range):
                if let last = stack.indices.last, stack[last].text.isEmpty,
                    !bytes[range].allSatisfy(isXMLSpace)
                {
                    stack[last].text = range
                }
            case .end(let name):
                guard let open = stack.last, open.name == name else {
                    throw scanner.error("</\(name)> closes nothing that is open")
                }
                if let finished = Self.close(&stack) {
                    root = finished
                    appended = nil
                    return
                }
            }
        }
        guard let open = stack.last else {
            throw .malformedXML(line: scanner.line, problem: "the file has no element")
        }
        throw .truncated(inside: "<\(open.name)>")
    }

    /// Moves the innermost element into its parent; the outermost one is returned.
    private static func close(_ stack: inout [XMLElement]) -> XMLElement? {
        guard let element = stack.popLast() else { return nil }
        guard let parent = stack.indices.last else { return element }
        stack[parent].children.append(element)
        return nil
    }
}
