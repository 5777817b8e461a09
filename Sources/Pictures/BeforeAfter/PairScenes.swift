import Numerics
import Reports

/// Surfaces of two runs for the viewer of a page.
struct PairScenes {
    let pair: RunPair

    /// Activation before, after and, on one mesh, its change.
    func activation() -> [ViewerFigure] {
        let latest = [pair.walls.untreated, pair.walls.treated]
            .flatMap(\.activation).filter(\.isFinite).reduce(10, max)
        let range = 0...(latest / 10).rounded(.up) * 10
        var figures = [
            ("untreated", pair.walls.untreated), ("treated", pair.walls.treated),
        ].map { name, wall -> ViewerFigure in
            let surface = Self.surface(wall)
            return ViewerFigure(
                "activation-\(name)", title: "Activation, \(name)",
                scene: SurfaceScene(
                    frames: [surface.vertices.map { wall.points[$0] }], times: [0],
                    triangles: surface.triangles,
                    values: [surface.vertices.map { wall.activation[$0] }],
                    valueRange: range, contourStep: 10, view: wall.view.matrix),
                unit: "ms", note: "Lines every 10 ms.", group: "activation")
        }
        if pair.haveOneMesh { figures.append(activationChange()) }
        return figures
    }

    private func activationChange() -> ViewerFigure {
        let wall = pair.walls.treated
        let surface = Self.surface(wall)
        let change = surface.vertices.map {
            wall.activation[$0] - pair.walls.untreated.activation[$0]
        }
        let largest = change.filter(\.isFinite).reduce(10) { max($0, abs($1)) }
        let reach = (largest / 10).rounded(.up) * 10
        return ViewerFigure(
            "activation-change", title: "Change of activation",
            scene: SurfaceScene(
                frames: [surface.vertices.map { wall.points[$0] }], times: [0],
                triangles: surface.triangles, values: [change], valueRange: -reach...reach,
                contourStep: 0, view: wall.view.matrix, palette: .diverging),
            unit: "ms", note: "Blue: earlier with the treatment; vermilion: later.",
            group: "activation")
    }

    /// Frames that a page of reasonable size holds for each heart.
    private static let frames = 50

    /// Both hearts beating, coloured by active tension on one scale.
    func motion() throws -> [ViewerFigure] {
        let runs = [
            ("untreated", pair.files.untreated, pair.walls.untreated, pair.beats.untreated),
            ("treated", pair.files.treated, pair.walls.treated, pair.beats.treated),
        ]
        // Both show the same times.
        let longest = runs.map { ($0.3.time.last ?? 0) - ($0.3.time.first ?? 0) }.reduce(0, max)
        let step = max(
            1, Int((longest / MotionRecorder.interval / Double(Self.frames)).rounded(.up)))
        let motions = try runs.map { name, files, wall, _ in
            let surface = Self.surface(wall)
            return (
                name: name, surface: surface, wall: wall,
                motion: try RunMotion(
                    files, wall: wall, vertices: surface.vertices, stride: step)
            )
        }
        let highest = motions.flatMap { $0.motion.tension.joined() }.reduce(0, max)
        let range = 0...max((highest / 10).rounded(.up) * 10, 10)
        return motions.filter { $0.motion.frames.count > 1 }.map { name, surface, wall, motion in
            ViewerFigure(
                "motion-\(name)", title: "Active tension, \(name)",
                scene: SurfaceScene(
                    frames: motion.frames, times: motion.times, triangles: surface.triangles,
                    values: motion.tension, valueRange: range, contourStep: 0,
                    view: wall.view.matrix),
                unit: "kPa", group: "motion")
        }
    }

    private static func surface(_ wall: RunWall) -> CompactSurface {
        CompactSurface(
            triangles: WallSurface.triangles(of: wall).map {
                SIMD3(Int32($0.x), Int32($0.y), Int32($0.z))
            }, vertexCount: wall.points.count)
    }
}
