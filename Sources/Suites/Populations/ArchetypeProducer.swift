import Calibration
import Circulation
package import Documents
import HeartModel
import Quantities
import Verification

/// A kind of patient on the level of the closed loop: the best heart, or several equally likely ones.
package struct ArchetypeProducer: Producer {
    package static let key = "archetype"
    package static let keys = ["hearts"] + PopulationTreatment.keys

    private let archetype: Archetype
    private let hearts: Int?
    private let treatment: PopulationTreatment

    package init(_ section: TOMLSection, in context: SuiteContext, folder: String) throws {
        let name = try section.string(Self.key)
        let known = Archetypes.all.map(\.identifier)
        guard let archetype = Archetypes.all.first(where: { $0.identifier == name }) else {
            throw section.error(
                Self.key,
                "cannot be \"\(name.printable)\"" + Spelling.suggestion(for: name, among: known))
        }
        self.archetype = archetype
        hearts = try section.optionalInteger("hearts", in: 2...1000)
        treatment = try PopulationTreatment(section)
    }

    package var sentence: String {
        (hearts.map { "\($0) equally likely hearts" } ?? "the best heart")
            + " of the kind \(archetype.identifier)" + treatment.sentence
    }

    package func observe(_ context: SuiteContext) throws -> Observations {
        let calibration = try archetype.calibrated(count: hearts ?? 2)
        var found = Observations()
        if hearts != nil {
            let study = calibration.posterior.study
            let members = try calibration.sample.sets.map {
                try HeartParameters(study.parameters($0).valuesByName)
            }
            found.add(hearts: try treatment.responses(of: members), of: archetype.identifier)
            found.notes.append(
                "the \(members.count) hearts are what the published means of \(archetype.identifier) "
                    + "leave open about one heart, not that many people")
        } else {
            let response = try treatment.response(
                of: try HeartParameters(calibration.loop.valuesByName))
            found.add(archetype.identifier, before: response.before, after: response.after)
        }
        context.progress("\(archetype.identifier)\(treatment.sentence): done")
        found.domain = [ValidatedPopulation(archetype)]
        return found
    }
}
