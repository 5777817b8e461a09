import CommandLineSupport
import Foundation
public import Ionics
public import MembraneImport
import MembraneModels
import Quantities

/// A membrane model that a command was given: one of the built-in ones, or a file.
public struct MembraneFile {
    /// The model, ready to be paced.
    public let membrane: Membrane
    /// What was read, where the model came from a file.
    public let imported: ImportedMembrane?
    /// How the model of a file is executed.
    public let execution: ImportedMembrane.Execution?
    /// True where APD90 still changed from the second finest steps that were tried to the finest.
    public let needsFinerSteps: Bool

    /// Finds a built-in model by its identifier, or reads and compiles a file.
    ///
    /// A name with a slash or an ending is taken as a file.
    ///
    /// - Parameter isPaced: whether the cell will be paced; a file's model is then tried for the steps it needs.
    /// - Throws: ``MembraneFileError``, `MembraneImportError`.
    public init(_ name: String, options: MembraneOptions, isPaced: Bool = true) throws {
        guard let imported = try Self.read(name, options: options) else {
            guard let model = MembraneModels.all.first(where: { $0.card.identifier == name }) else {
                let known = MembraneModels.all.map { model in model.card.identifier }
                throw MembraneFileError.unknownModel(name: name, known: known)
            }
            let given = [
                ("--voltage", options.voltage), ("--stimulus", options.stimulus),
                ("--calcium", options.calcium),
            ]
            if case (let option, let text?)? = given.first(where: { $0.1 != nil }) {
                throw MembraneFileError.badOption(
                    option: option, text: text, problem: "only models from files take it")
            }
            membrane = try options.applied(to: Membrane(model))
            self.imported = nil
            execution = nil
            needsFinerSteps = false
            return
        }
        let (made, execution) = try imported.membrane()
        let ready = try options.applied(to: made)
        let isSearched = isPaced && options.refinement == nil
        membrane = isSearched ? RefinementSearch.refined(ready) : ready
        needsFinerSteps =
            isSearched && membrane.pacingRefinement >= RefinementSearch.largest
        self.imported = imported
        self.execution = execution
    }

    /// Reads and checks a file without compiling it; nil where the name is no file's.
    ///
    /// - Throws: ``MembraneFileError``, `MembraneImportError`.
    public static func read(
        _ name: String, options: MembraneOptions
    ) throws -> ImportedMembrane? {
        guard name.contains("/") || name.contains(".") else { return nil }
        guard MembraneFormat(path: name) != nil else {
            throw MembraneImportError.unknownFormat(file: name)
        }
        guard FileManager.default.fileExists(atPath: name) else {
            throw MembraneImportError.missing(file: name)
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: name))
        } catch {
            throw MembraneImportError.unreadable(file: name, reason: error.localizedDescription)
        }
        // A membrane model of megabytes is none.
        guard data.count < 16 << 20, let text = String(data: data, encoding: .utf8) else {
            throw MembraneImportError.unreadable(
                file: name, reason: "this is not a text of at most 16 MB in UTF-8")
        }
        return try ImportedMembrane(text: text, file: name, options: options.importOptions)
    }

    /// What was assumed about a file and is doubtful, one sentence each.
    public var remarks: [String] {
        var remarks = imported?.remarks ?? []
        if needsFinerSteps {
            remarks.append(
                "steps divided by \(Int(membrane.pacingRefinement)) are the finest that were tried, "
                    + "and the action potential still changed with them; compare with --refinement")
        }
        return remarks
    }

    /// What was assumed about a file, as notes for people.
    public func note(quiet: Bool) {
        guard let imported, !quiet else { return }
        for remark in remarks {
            ProgressLine.write("\(imported.description.file): \(remark)\n")
        }
        if execution == .interpreted {
            ProgressLine.write("no C compiler was found; the model is evaluated slowly\n")
        }
    }
}
