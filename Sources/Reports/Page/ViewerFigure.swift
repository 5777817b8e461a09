/// A figure of a page in which ``ViewerScript`` draws a scene.
package struct ViewerFigure {
    /// Identifier of the figure; the scene's is this with `-scene`.
    var identifier: String
    /// What the colours mean.
    var title: String
    var scene: SurfaceScene
    /// Unit behind the upper end of the colour scale.
    var unit: String
    /// A sentence below the title.
    var note: String
    /// Figures of one group turn, grow and move together; empty for none.
    var group: String

    package init(
        _ identifier: String, title: String, scene: SurfaceScene, unit: String = "",
        note: String = "", group: String = ""
    ) {
        self.identifier = identifier
        self.title = title
        self.scene = scene
        self.unit = unit
        self.note = note
        self.group = group
    }

    /// The figure.
    package var html: String {
        """
        <figure class="viewer card" id="\(identifier)" data-scene="\(identifier)-scene"\
        \(group.isEmpty ? "" : " data-group=\"\(group)\"")>\
        <canvas tabindex="0" aria-label="\(SVG.escape(title)) on the heart's surface"></canvas>\
        <div class="scale"><span>\(Self.end(scene.valueRange.lowerBound))</span>\
        <i\(scene.palette == .diverging ? " class=\"diverging\"" : "")></i>\
        <span>\(Self.end(scene.valueRange.upperBound))\(unit.isEmpty ? "" : " " + SVG.escape(unit))</span></div>\
        <div class="tools"><button data-view="0">Anterior</button>\
        <button data-view="-90">Left</button><button data-view="180">Posterior</button>\
        <button data-view="90">Right</button>\(fields)\(fibres)<label>Cut <input type="range" \
        class="cut" min="0" max="100" value="0" aria-label="cut"></label>\
        <button class="save">Save picture</button></div>\(slider)\
        <figcaption><b>\(SVG.escape(title)).</b> \(SVG.escape(note)) <span class="hint">Drag to \
        turn, wheel to zoom. Anterior view: the left ventricle is at your right. Cut takes away what is in \
        front of a plane, which then turns with the heart.</span>\
        </figcaption></figure>
        """
    }

    /// The scene for the end of the page.
    package var data: String {
        "<script type=\"application/json\" id=\"\(identifier)-scene\">\(scene.json())</script>"
    }

    private var slider: String {
        guard scene.frames.count > 1 else { return "" }
        return """
            <div class="tools"><button class="play">Play</button><input type="range" class="time" min="0" \
            max="\(scene.frames.count - 1)" value="0" aria-label="time"><output>0 ms</output></div>
            """
    }

    /// The choice between the fields of the scene.
    private var fields: String {
        guard !scene.layers.isEmpty else { return "" }
        let names = [title] + scene.layers.map(\.title)
        let options = names.map { "<option>\(SVG.escape($0))</option>" }.joined()
        return "<select class=\"field\" aria-label=\"colours\">\(options)</select>"
    }

    private var fibres: String {
        guard !scene.fibres.isEmpty else { return "" }
        return "<label><input type=\"checkbox\" class=\"fibres\"> Fibres</label>"
    }

    /// The end of a colour scale.
    static func end(_ value: Double) -> String {
        SVG.number(value).replacing("-", with: "\u{2212}")
    }
}
