import Reports

/// A picture for print: charts and shapes on white, as one SVG file that needs nothing else.
public struct Drawing: Sendable {
    /// Extent in units of the drawing.
    public let width: Double
    public let height: Double
    /// Length of such a unit: "" for pixels, "mm" where the picture is to scale.
    let unit: String
    private var body = ""

    /// Starts an empty drawing.
    init(width: Double, height: Double, unit: String = "") {
        self.width = width
        self.height = height
        self.unit = unit
    }

    /// Places a chart: SVG with a view box of its own.
    mutating func place(_ svg: String, x: Double, y: Double, width: Double, height: Double) {
        let place = """
            <svg x="\(SVG.number(x))" y="\(SVG.number(y))" width="\(SVG.number(width))" \
            height="\(SVG.number(height))"
            """
        precondition(svg.hasPrefix("<svg"), "a chart begins with its element")
        body += place + svg.dropFirst("<svg".count)
    }

    /// Adds elements in the drawing's own units.
    mutating func add(_ elements: String) { body += elements }

    /// Adds a text, anchored at its start, middle or end.
    mutating func text(
        _ words: String, x: Double, y: Double, style: String = "tick", anchor: String = "start"
    ) {
        body += """
            <text class="\(style)" text-anchor="\(anchor)" x="\(SVG.number(x))" \
            y="\(SVG.number(y))">\(SVG.escape(words))</text>
            """
    }

    /// Extent in pixels of a screen, of which an inch has 96 (CSS).
    public var pixels: (width: Double, height: Double) {
        let perUnit = unit == "mm" ? 96 / 25.4 : 1
        return (width * perUnit, height * perUnit)
    }

    /// The file.
    public var svg: String {
        let (width, height) = (SVG.number(width), SVG.number(height))
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)\(unit)" height="\(height)\(unit)" \
            viewBox="0 0 \(width) \(height)"><style>\(PictureStyle.text)</style>\
            <rect width="\(width)" height="\(height)" fill="#fff"/>\(body)</svg>

            """
    }
}
