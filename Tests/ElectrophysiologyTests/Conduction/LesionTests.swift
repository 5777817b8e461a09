import Electrophysiology
import Fibres
import Geometry
import Testing

/// Burnt tissue: activation goes around it.
struct LesionTests {
    private struct Heart {
        var anatomy: VentricularAnatomy
        var activation: VentricularActivation

        init() throws {
            anatomy = try IdealBiventricle.adult.anatomy(
                elementSize: 4, leftLayers: 4, rightLayers: 2)
            anatomy.coordinates = try VentricularCoordinates(anatomy)
            activation = try VentricularActivation(
                anatomy: anatomy, frames: try RuleBasedFibres.frames(on: anatomy),
                conduction: ConductionSystem(
                    left: .breakthroughs(try FascicularSites.sites(.left, on: anatomy)),
                    right: .breakthroughs(try FascicularSites.sites(.right, on: anatomy))))
        }
    }

    private func lesion(_ radius: Double, to end: Bool = false) -> Lesion {
        Lesion(
            on: .leftEndocardium, from: (apicobasal: 0.7, fromSeptum: 1.5),
            to: end ? (apicobasal: 0.7, fromSeptum: 3) : nil, radius: radius)
    }

    @Test func nothingIsActivatedEarlierAndSomeTissueLater() throws {
        let heart = try Heart()
        let before = try heart.activation.map(ActivationProtocols.normal)
        var later: [Int] = []
        for lesion in [lesion(10), lesion(6, to: true)] {
            var plan = ActivationProtocols.normal
            plan.lesions = [lesion]
            let after = try heart.activation.map(plan)
            #expect(zip(before.times, after.times).allSatisfy { $1 >= $0 - 1e-9 })
            let isFinite = after.times.allSatisfy { $0.isFinite }
            #expect(isFinite)
            #expect(after.onset == before.onset)
            later.append(zip(before.times, after.times).filter { $1 > $0 + 0.1 }.count)
        }
        #expect(later.allSatisfy { $0 > 10 }, "\(later)")
    }

    @Test func aLesionSmallerThanAnElementIsOne() throws {
        let heart = try Heart()
        var plan = ActivationProtocols.normal
        plan.lesions = [lesion(0.01)]
        let after = try heart.activation.map(plan)
        let before = try heart.activation.map(ActivationProtocols.normal)
        #expect(after.times != before.times)
    }

    @Test func aHeartWithoutConductingTissueIsRefused() throws {
        let heart = try Heart()
        var plan = ActivationProtocols.normal
        plan.lesions = [lesion(500)]
        let burnt = plan
        #expect(throws: ElectrophysiologyError.nothingConducts(part: "left ventricle")) {
            _ = try heart.activation.map(burnt)
        }
    }

    @Test func aBurntBreakthroughStartsNothing() throws {
        let heart = try Heart()
        // On the septum, where the left branch breaks through at the onset of the QRS complex.
        let lesion = Lesion(
            on: .leftEndocardium, from: (apicobasal: 0.7, fromSeptum: 0), to: nil, radius: 8)
        let vertex = try lesion.sites[0].vertex(on: heart.anatomy)
        var plan = ActivationProtocols.normal
        plan.lesions = [lesion]
        let after = try heart.activation.map(plan)
        let before = try heart.activation.map(ActivationProtocols.normal)
        #expect(after.times[vertex] > before.times[vertex] + 1)
    }

    @Test func pacingInBurntTissueIsRefused() throws {
        let heart = try Heart()
        let burnt = lesion(8)
        var plan = ActivationProtocols.normal
        plan.lesions = [burnt]
        plan.pacing = [PacingStimulus(.site(burnt.sites[0]))]
        let paced = plan
        #expect {
            _ = try heart.activation.map(paced)
        } throws: {
            if case .burntSource = $0 as? ElectrophysiologyError { true } else { false }
        }
    }

    /// A ring around both ventricles, through the whole wall, and pacing above it.
    @Test func tissueThatLesionsCutOffIsNamed() throws {
        let heart = try Heart()
        var plan = ActivationProtocols.normal
        plan.branches = [:]
        plan.pacing = [
            PacingStimulus(
                .site(
                    VentricularSite(
                        name: "base", surface: .lvEndocardium, regions: [.leftVentricle],
                        apicobasal: 1, fromSeptum: 1.5)))
        ]
        plan.lesions = [Lesion.Surface.leftEndocardium, .rightEndocardium].flatMap { surface in
            [-3.1, 0].map {
                Lesion(
                    on: surface, from: (apicobasal: 0.65, fromSeptum: $0),
                    to: (apicobasal: 0.65, fromSeptum: $0 + 3.1), radius: 12)
            }
        }
        let ringed = plan
        #expect {
            _ = try heart.activation.map(ringed)
        } throws: {
            if case .cutOff = $0 as? ElectrophysiologyError { true } else { false }
        }
    }
}
