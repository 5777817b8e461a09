public import ArgumentParser

extension ParsableCommand {
    /// Runs a whole program: parses its command line, runs the command, and ends with one sentence and
    /// the documented exit code where something fails.
    public static func runProgram() {
        LinearAlgebraKernels.restartIfOutdated()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error where Failure.exitCode(of: error) != nil {
            Failure.report(error)
        } catch {
            exit(withError: error)
        }
    }
}
