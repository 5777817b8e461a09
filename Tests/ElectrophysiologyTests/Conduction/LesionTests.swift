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
        #expect(throws: ElectrophysiologyError.nothingConducts) {
            _ = try heart.activation.map(burnt)
        }
    }
}
