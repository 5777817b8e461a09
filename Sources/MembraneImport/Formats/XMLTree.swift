import Foundation
import FoundationXML

/// An element of an XML document, with its line.
final class XMLNode {
    /// Name without namespace prefix.
    let name: String
    /// Attributes by name without prefix.
    let attributes: [String: String]
    let line: Int
    fileprivate(set) var children: [XMLNode] = []
    /// Pieces of text between the children, in order.
    fileprivate(set) var texts: [String] = [""]
    /// URI of the namespace.
    let namespace: String

    fileprivate init(
        _ name: String, attributes: [String: String], line: Int, namespace: String
    ) {
        self.name = name
        self.attributes = attributes
        self.line = line
        self.namespace = namespace
    }

    /// All text directly inside.
    var text: String { texts.joined().trimmed }

    /// Children of a name.
    func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }
}

/// Reads an XML document into a tree, with Foundation's parser (libxml2); external entities are not loaded.
final class XMLTree: NSObject, XMLParserDelegate {
    private var stack: [XMLNode] = []
    private var root: XMLNode?
    private var failure: String?
    private var failureLine = 1
    /// Deepest nesting that is read.
    private static let deepest = 400

    /// The root element.
    static func read(_ text: String, file: String) throws(MembraneImportError) -> XMLNode {
        let parser = XMLParser(data: Data(text.utf8))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        let tree = XMLTree()
        parser.delegate = tree
        let done = parser.parse()
        if let failure = tree.failure {
            throw .syntax(file: file, line: tree.failureLine, problem: failure)
        }
        guard done, let root = tree.root else {
            throw .syntax(
                file: file, line: max(parser.lineNumber, 1), problem: "this is not well-formed XML")
        }
        return root
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        guard stack.count < Self.deepest else {
            failure = "elements are nested too deeply"
            failureLine = parser.lineNumber
            return parser.abortParsing()
        }
        func plain(_ name: String) -> String {
            name.split(separator: ":").last.map(String.init) ?? name
        }
        var values: [String: String] = [:]
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            values[plain(name)] = value
        }
        let node = XMLNode(
            plain(elementName), attributes: values, line: parser.lineNumber,
            namespace: namespaceURI ?? "")
        stack.last?.children.append(node)
        stack.last?.texts.append("")
        if root == nil { root = node }
        stack.append(node)
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        stack.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        guard let node = stack.last else { return }
        node.texts[node.texts.count - 1] += string
    }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        guard failure == nil else { return }
        failure = "this is not well-formed XML"
        failureLine = parser.lineNumber
    }
}
