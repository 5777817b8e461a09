import CommandLineSupport
import Documents
import Foundation
import Quantities

/// What a new patient is to be made of: a heart, and assignments as `patient set` takes them.
struct PatientForm {
    /// Where the heart comes from.
    struct Heart {
        /// A patient file whose heart is taken.
        var like: String?
        /// A labelled four-chamber heart of a known cohort.
        var published: String?
        /// Wall on linear tetrahedra.
        var anatomy: String?
        /// Wall on quadratic tetrahedra.
        var mechanics: String?
        /// Edge length of the mechanics mesh made of a published heart [mm].
        var size: Double?
    }

    var heart: Heart
    var assignments: [String]

    private static let sections = [
        "subject", "heart", "measurements", "models", "parameters", "provenance",
    ]

    private static let numbers: Set = ["measurements", "parameters"]

    /// Reads a form: tables `[subject]`, `[heart]`, `[measurements]`, `[models]`, `[parameters]`,
    /// `[provenance]`. Paths are relative to the file's folder.
    ///
    /// - Throws: `DocumentError` with the place.
    init(reading path: String) throws {
        let file = try TOMLSection(reading: path)
        try file.check(known: Self.sections)
        let folder = URL(filePath: path).deletingLastPathComponent()
        func beside(_ name: String?) -> String? {
            name.map { URL(filePath: $0, relativeTo: folder).path }
        }
        heart = Heart()
        if let table = try file.section("heart") {
            let millimetre = try Unit("mm")
            try table.check(known: ["like", "published", "anatomy", "mechanics", "size"])
            heart = Heart(
                like: beside(try table.optionalString("like")),
                published: beside(try table.optionalString("published")),
                anatomy: beside(try table.optionalString("anatomy")),
                mechanics: beside(try table.optionalString("mechanics")),
                size: try table.optionalQuantity("size", like: millimetre)?.value(
                    in: millimetre))
        }
        assignments = []
        for name in Self.sections where name != "heart" {
            guard let table = try file.section(name) else { continue }
            let prefix = name == "subject" || name == "provenance" ? name + "." : ""
            for key in table.keys {
                let text = try table.text(key)
                // A bare number is dimensionless.
                let isBare = Self.numbers.contains(name) && Double(text) != nil
                assignments.append("\(prefix)\(key)=\(text)\(isBare ? " 1" : "")")
            }
        }
    }

    /// The same with another heart, where one is given.
    func overruled(by given: Heart) -> PatientForm {
        let isGiven = [given.like, given.published, given.anatomy, given.mechanics]
            .contains { $0 != nil }
        return isGiven ? PatientForm(heart: given, assignments: assignments) : self
    }

    /// Makes a form of a heart and assignments.
    init(heart: Heart, assignments: [String]) {
        self.heart = heart
        self.assignments = assignments
    }
}
