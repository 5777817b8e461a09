import Circulation
import Electrophysiology
import Fibres
import Foundation
import Geometry
import HeartModel
import Mechanics
import Numerics
import Patients
import Quantities

/// Turns a run's result into the content of its page.
struct RunReport {
    private let result: RunResult
    private let summary: RunSummary
    private let deformation: RegionalDeformation?

    init(_ result: RunResult, summary: RunSummary, deformation: RegionalDeformation?) {
        self.result = result
        self.summary = summary
        self.deformation = deformation
    }

    func content() -> ReportContent {
        var content = ReportContent(summary, beats: result.beats.map(Self.beat))
        let ecg = result.model.electrics.electrocardiogram
        content.electrocardiogram = ECGLead.allCases.map { ($0.rawValue, ecg[$0]) }
        content.electrocardiogramStep = ecg.sampleStep
        content.activation = activationScene()
        content.motion = motionScene()
        content.strainCurves = strainCurves()
        return content
    }

    private static func beat(_ traces: BeatTraces) -> ReportBeat {
        func pressure(_ path: (LoopPressures) -> Double) -> [Double] {
            traces.pressure(path).map { $0 / Units.mmHg }
        }
        func volume(_ path: (LoopState) -> Double) -> [Double] {
            traces.trace(path).map { $0 / Units.mL }
        }
        var beat = ReportBeat()
        beat.time = traces.time
        beat.leftPressure = pressure(\.leftVentricle)
        beat.rightPressure = pressure(\.rightVentricle)
        beat.aorticPressure = pressure(\.aorta)
        beat.pulmonaryArteryPressure = pressure(\.pulmonaryArtery)
        beat.leftAtrialPressure = pressure(\.leftAtrium)
        beat.rightAtrialPressure = pressure(\.rightAtrium)
        beat.leftVolume = volume(\.leftVentricleVolume)
        beat.rightVolume = volume(\.rightVentricleVolume)
        // mm³/ms is mL/s.
        beat.aorticFlow = traces.trace(\.aorticFlow)
        beat.mitralFlow = traces.trace(\.mitralFlow)
        return beat
    }

    /// Longitudinal strain of the ventricle and of its segments over the beat [ms, %].
    private func strainCurves() -> (time: [Double], whole: [Double], segments: [[Double]])? {
        guard let deformation else { return nil }
        let curves = deformation.parts.map { $0.longitudinal.map { 100 * $0 } }
        return (
            deformation.times, curves[0], curves.dropFirst().filter { $0.allSatisfy(\.isFinite) }
        )
    }

    /// Axes of the viewer: base up, right ventricle at the viewer's left.
    private func view() -> Mat3? {
        let anatomy = result.patient.anatomy
        guard let axis = try? LongAxis(anatomy) else { return nil }
        func centre(_ keep: (WallRegion) -> Bool) -> Vec3 {
            var sum = Vec3.zero
            var count = 0.0
            for (tet, region) in zip(anatomy.mesh.tets, anatomy.regions) where keep(region) {
                sum += anatomy.mesh.points[Int(tet[0])]
                count += 1
            }
            return sum / max(count, 1)
        }
        let right = centre { $0 == .rightVentricle }
        let left = centre { $0 != .rightVentricle }
        return SurfaceScene.anteriorView(apexToBase: axis.direction, leftToRight: right - left)
    }

    private func activationScene() -> SurfaceScene? {
        guard let view = view() else { return nil }
        let anatomy = result.patient.anatomy
        let times = result.model.electrics.activation.timesFromOnset
        let used = CompactSurface(triangles: anatomy.triangles, vertexCount: times.count)
        let latest = times.filter(\.isFinite).max() ?? 1
        return SurfaceScene(
            frames: [used.vertices.map { anatomy.mesh.points[$0] }], times: [0],
            triangles: used.triangles, values: [used.vertices.map { times[$0] }],
            valueRange: 0...(latest / 10).rounded(.up) * 10, contourStep: 10, view: view)
    }

    private func motionScene() -> SurfaceScene? {
        guard let view = view(), result.motion.frames.count > 1 else { return nil }
        let mesh = result.model.wall.mesh
        // Each quadratic triangle as four plane ones.
        let flat = (0..<mesh.triangleCount).flatMap { t -> [SIMD3<Int32>] in
            let n = Array(mesh.triangles[6 * t..<6 * t + 6])
            return [
                SIMD3(n[0], n[3], n[5]), SIMD3(n[3], n[1], n[4]), SIMD3(n[5], n[4], n[2]),
                SIMD3(n[3], n[4], n[5]),
            ]
        }
        let used = CompactSurface(triangles: flat, vertexCount: mesh.points.count)
        let frames = result.motion.frames
        let tension = frames.map { frame in
            let nodal = result.motion.nodalTension(frame)
            return used.vertices.map { nodal[$0] }
        }
        let highest = tension.joined().max() ?? 1
        var scene = SurfaceScene(
            frames: frames.map { frame in
                used.vertices.map { frame.positions[$0] }
            }, times: frames.map(\.time), triangles: used.triangles, values: tension,
            valueRange: 0...max((highest / 10).rounded(.up) * 10, 10), contourStep: 0, view: view)
        scene.layers = layers(frames, at: used.vertices)
        scene.fibres = SurfaceFibres(result.model).lines { 4 * $0 + 3 }
        return scene
    }

    /// What else the moving heart can be coloured by.
    private func layers(_ frames: [MotionFrame], at vertices: [Int]) -> [SurfaceScene.Layer] {
        func layer(
            _ title: String, _ unit: String, step: Double, _ nodal: (MotionFrame) -> [Double]
        ) -> SurfaceScene.Layer {
            let values = frames.map { frame in
                let all = nodal(frame)
                return vertices.map { all[$0] }
            }
            let finite = values.joined().filter(\.isFinite)
            let low = ((finite.min() ?? 0) / step).rounded(.down) * step
            let high = ((finite.max() ?? 1) / step).rounded(.up) * step
            return SurfaceScene.Layer(
                title, unit: unit, values: values, range: low...max(high, low + step))
        }
        let model = result.model
        return [
            layer("Fibre stretch", "", step: 0.1) { result.motion.nodalStretch($0) },
            layer("Transmembrane potential", "mV", step: 10) {
                model.nodes.voltage(at: $0.time, electrics: model.electrics)
            },
        ]
    }
}
