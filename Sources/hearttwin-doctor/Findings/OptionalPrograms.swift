import CommandLineSupport

/// Programs of others that some commands start.
enum OptionalPrograms {
    private static let known: [(names: [String], purpose: String, package: String)] = [
        (["gmsh"], "mesh remesh", "gmsh"),
        (
            ["rsvg-convert", "chromium", "chromium-browser", "google-chrome"], "plot -o x.png",
            "librsvg2-bin"
        ),
        (["sbatch"], "batch --slurm", "slurm-client"),
        (["python3"], "the Python package and the readers' tests", "python3"),
    ]

    static func findings() -> [Finding] {
        known.map { program in
            let paths = program.names.compactMap { ProgramPath.find($0) }
            let path = paths.first
            let name = path.map { String($0.split(separator: "/").last ?? "") } ?? program.names[0]
            guard let path else {
                return Finding(
                    group: "Programs of others", name: name, value: "not installed", verdict: .note,
                    advice:
                        "only for \(program.purpose); Debian: apt-get install \(program.package)")
            }
            return Finding(
                group: "Programs of others", name: name, value: "\(path), for \(program.purpose)")
        }
    }
}
