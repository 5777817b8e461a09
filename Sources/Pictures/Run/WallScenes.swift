import Numerics
import Reports

/// Surfaces of a run's wall for the viewer of a page.
enum WallScenes {
    /// The outer and inner surface of a wall.
    static func surface(_ wall: RunWall) -> CompactSurface {
        CompactSurface(
            triangles: WallSurface.triangles(of: wall).map {
                SIMD3(Int32($0.x), Int32($0.y), Int32($0.z))
            }, vertexCount: wall.points.count)
    }

    /// Activation with lines every 10 ms.
    ///
    /// - `latest`: end of the scale [ms]; the wall's own unless given.
    static func activation(_ wall: RunWall, latest: Double? = nil) -> SurfaceScene {
        let surface = surface(wall)
        let end = latest ?? wall.activation.filter(\.isFinite).reduce(10, max)
        return SurfaceScene(
            frames: [surface.vertices.map { wall.points[$0] }], times: [0],
            triangles: surface.triangles,
            values: [surface.vertices.map { wall.activation[$0] }],
            valueRange: 0...(end / 10).rounded(.up) * 10, contourStep: 10,
            view: wall.view.matrix)
    }

    /// The beating wall coloured by active tension; nil where the run has one frame.
    ///
    /// - `steps`: how many steps from frame to frame are shown at most; all unless given.
    static func motion(
        _ run: RunFiles, _ wall: RunWall, steps: Int? = nil
    ) throws -> SurfaceScene? {
        let surface = surface(wall)
        let motion = try RunMotion(run, wall: wall, vertices: surface.vertices, steps: steps)
        guard motion.frames.count > 1 else { return nil }
        let highest = motion.tension.joined().reduce(0, max)
        return SurfaceScene(
            frames: motion.frames, times: motion.times, triangles: surface.triangles,
            values: motion.tension, valueRange: 0...max((highest / 10).rounded(.up) * 10, 10),
            contourStep: 0, view: wall.view.matrix)
    }
}
