import ArgumentParser
import CommandLineSupport
import MembraneFiles
import MembraneImport
import Quantities
import Storage

/// `hearttwin cell import`: checks a model of a file, compiles it and says what was understood.
struct CellImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Check and compile a membrane model of a Myokit, CellML or gotran file.",
        discussion: """
            Every command that takes a model takes the file itself as well; import says what was found in it \
            and, with -o, writes it in Myokit's format. For example: hearttwin cell import mine.cellml -o mine.mmt
            """)

    @Argument(help: "A .mmt, .cellml or .ode file.")
    var file: String

    @Option(name: .shortAndLong, help: "Write the model in Myokit's format (.mmt).")
    var output: String?

    @OptionGroup var membrane: MembraneOptions

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        if let output, !output.hasSuffix(".mmt") {
            throw ValidationError("--output \(output): the name must end with .mmt.")
        }
    }

    func run() throws {
        guard let imported = try MembraneFile.read(file, options: membrane) else {
            throw MembraneImportError.unknownFormat(file: file)
        }
        let made = try MembraneFile(file, options: membrane)
        let report = ImportReport(imported, made)
        if let output { try TextFile.write(MyokitWriter(imported).text, to: output) }
        if terminal.json { return try Printing.json(report) }
        print(report.text)
        if let output, !terminal.quiet { print("written to \(output)") }
    }
}
