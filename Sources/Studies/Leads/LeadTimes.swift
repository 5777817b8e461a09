package import Circulation
package import Electrophysiology
import Fibres
import Geometry
package import HeartModel
import Numerics

/// How a left lead, a right lead and what the heart itself conducts activate the ventricles together.
///
/// Each source alone is one solution of the eikonal equation. First arrivals of several sources are the least of
/// their own, shifted by when each begins, so that every combination of site and delays costs a pass over the vertices.
package struct LeadTimes: Sendable {
    /// What a combination does to the activation.
    package struct Activation: Sendable {
        /// Mean time of every patch after the first activation [ms].
        package var patches: [WallPatch: Double]
        /// From the first to the last activation of both ventricles [ms].
        package var total: Double
        /// The same within the left ventricle and the septum [ms].
        package var leftTotal: Double
        /// Spread of the left ventricle's patches [ms].
        package var dispersion: Double
    }

    package let sites: [LeadSites.Site]
    private let patches: PatchTimes
    /// Arrival times of each site alone, of the right lead and of the heart's own conduction [ms].
    private let left: [[Double]]
    private let right: [Double]
    private let own: [Double]
    /// First arrival of the heart's own conduction after its branches are entered [ms]: the onset of its QRS.
    package let ownOnset: Double

    /// Solves for every source alone.
    ///
    /// - Parameter activation: what the heart itself conducts.
    /// - Throws: ``StudyError/noAnatomy(reason:)``, `ElectrophysiologyError`, `FibresError`.
    package init(
        _ heart: HeartAnatomy, _ parameters: HeartParameters, activation: ActivationProtocol
    ) throws {
        let found = try LeadSites(heart)
        let frames = try RuleBasedFibres.frames(
            on: heart.electrical, angles: try FibreAngles(values: parameters.section("fibres")))
        let ventricles = try VentricularActivation(
            anatomy: heart.electrical, frames: frames, conduction: heart.conduction,
            parameters: try ActivationParameters(parameters.section("activation")),
            slowing: try ScarMap.slowing(heart, parameters: parameters))
        let protocols =
            found.sites.map { site in
                ActivationProtocol(
                    identifier: "lead-\(site.segment.rawValue)", summary: site.segment.name,
                    pacing: [PacingStimulus(.vertex(site.vertex))])
            } + [ActivationProtocols.rightApicalPacing, activation]
        let maps = try Parallel.map(count: protocols.count) { place in
            Result { try ventricles.map(protocols[place]).times }
        }.map { try $0.get() }
        sites = found.sites
        patches = PatchTimes(heart.electrical, segments: found.segments)
        left = Array(maps[..<found.sites.count])
        right = maps[found.sites.count]
        own = maps[found.sites.count + 1]
        ownOnset = own.min() ?? 0
    }

    /// The heart's own beat.
    package var untreated: Activation { activation(own) }

    /// The least of sources; nil for one that does not act.
    ///
    /// - Parameters:
    ///   - leftTime: when the left lead stimulates [ms].
    ///   - rightTime: when the right lead does [ms].
    ///   - ownTime: when the heart's own conduction activates its first vertex [ms].
    package func paced(
        _ site: Int, left leftTime: Double, right rightTime: Double?, own ownTime: Double?
    )
        -> Activation
    {
        let lead = left[site]
        return activation(
            lead.indices.map { vertex in
                var time = leftTime + lead[vertex]
                if let rightTime { time = min(time, rightTime + right[vertex]) }
                if let ownTime { time = min(time, ownTime + own[vertex] - ownOnset) }
                return time
            })
    }

    private func activation(_ times: [Double]) -> Activation {
        let onset = times.min() ?? 0
        var means = patches.means(times)
        for patch in means.keys { means[patch, default: 0] -= onset }
        let ends = patches.leftVertices.reduce((Double.infinity, -Double.infinity)) {
            (min($0.0, times[$1]), max($0.1, times[$1]))
        }
        return Activation(
            patches: means, total: (times.max() ?? 0) - onset, leftTotal: ends.1 - ends.0,
            dispersion: patches.dispersion(means))
    }
}
