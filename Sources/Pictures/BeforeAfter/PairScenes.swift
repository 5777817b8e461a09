import Numerics
import Reports

/// Surfaces of two runs for the viewer of a page.
struct PairScenes {
    let pair: RunPair

    private var walls: [(name: String, wall: RunWall, run: RunFiles)] {
        [
            ("untreated", pair.walls.untreated, pair.files.untreated),
            ("treated", pair.walls.treated, pair.files.treated),
        ]
    }

    /// Activation before, after and, on one mesh, its change.
    func activation() -> [ViewerFigure] {
        let latest = walls.flatMap(\.wall.activation).filter(\.isFinite).reduce(10, max)
        var figures = walls.map { name, wall, _ in
            ViewerFigure(
                "activation-\(name)", title: "Activation, \(name)",
                scene: WallScenes.activation(wall, latest: latest), unit: "ms",
                note: "Lines every 10 ms.", group: "activation")
        }
        if pair.haveOneMesh { figures.append(activationChange()) }
        return figures
    }

    private func activationChange() -> ViewerFigure {
        let (before, after) = pair.walls
        let surface = WallScenes.surface(after)
        let change = surface.vertices.map { after.activation[$0] - before.activation[$0] }
        let largest = change.filter(\.isFinite).reduce(10) { max($0, abs($1)) }
        let reach = (largest / 10).rounded(.up) * 10
        return ViewerFigure(
            "activation-change", title: "Change of activation",
            scene: SurfaceScene(
                frames: [surface.vertices.map { after.points[$0] }], times: [0],
                triangles: surface.triangles, values: [change], valueRange: -reach...reach,
                contourStep: 0, view: after.view.matrix, palette: .diverging),
            unit: "ms", note: "Blue: earlier with the treatment; vermilion: later.",
            group: "activation")
    }

    /// Steps from frame to frame that a page of reasonable size holds for each heart.
    private static let steps = 50

    /// Both hearts beating, coloured by active tension on one scale.
    func motion() throws -> [ViewerFigure] {
        var scenes = try walls.compactMap { name, wall, run in
            try WallScenes.motion(run, wall, steps: Self.steps).map { (name: name, scene: $0) }
        }
        let highest = scenes.map(\.scene.valueRange.upperBound).reduce(0, max)
        for index in scenes.indices { scenes[index].scene.valueRange = 0...highest }
        return scenes.map { name, scene in
            ViewerFigure(
                "motion-\(name)", title: "Active tension, \(name)", scene: scene, unit: "kPa",
                group: "motion")
        }
    }
}
