public import ArgumentParser

/// Options every command shares: results on standard output, everything else on standard error.
public struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object on standard output at the end.")
    public var json = false

    @Flag(name: .shortAndLong, help: "No progress, no notes.")
    public var quiet = false

    @Flag(name: .shortAndLong, help: "Notes about every stage and beat as well.")
    public var verbose = false

    /// Makes the options that are not given.
    public init() {}

    public func validate() throws {
        guard !quiet || !verbose else {
            throw ValidationError("--quiet and --verbose exclude each other.")
        }
    }

    /// The progress line these options ask for.
    public func progress() -> ProgressLine { ProgressLine(quiet: quiet, verbose: verbose) }
}
