import Numerics
import Reports

extension Picture {
    /// `activation`.
    static let activation = Picture(
        "activation", "activation times on the wall, from the front and from behind"
    ) { run in
        let wall = try RunWall(run, for: "activation")
        let times = wall.activation.filter(\.isFinite)
        guard let latest = times.max(), let earliest = times.min() else {
            throw PicturesError.damaged(
                file: run.path("result.vtkhdf"), reason: "no node is activated")
        }
        let bands = IsochroneBands(from: earliest, to: latest)
        let surface = WallSurface(wall)
        let (front, name) = (wall.view.matrix, wall.view)
        let behind = Mat3(rows: -front.row0, front.row1, -front.row2)
        let scale = surface.scale(in: [front, behind], width: side, height: side)
        var drawing = Drawing(width: 2 * side + 20, height: side + 94)
        for (place, (view, title)) in [(front, name.front), (behind, name.behind)].enumerated() {
            let left = Double(place) * (side + 20)
            drawing.text(
                title, x: left + side / 2, y: 20, style: "title", anchor: "middle")
            drawing.add(
                "<g transform=\"translate(\(SVG.number(left + side / 2)) \(SVG.number(28 + side / 2)))\">"
                    + surface.svg(from: view, scale: scale, bands: bands) + "</g>")
        }
        bands.draw(on: &drawing, y: side + 40)
        return drawing
    }

    /// Width and height of one view.
    private static let side = 420.0
}
