import LoopLevel
import Reports

extension LoopProvenance {
    /// The last card of a study's page; a seed where chance took part.
    func card(seed: UInt64?) -> String {
        let rows = [
            ("program", "hearttwin \(version)"),
            ("command", arguments.joined(separator: " ")),
            ("seed", seed.map { "\($0)" }), ("patient file", patientFile), ("SHA-256", sha256),
        ].compactMap { name, value in
            value.map { "<tr><td>\(name)</td><td>\(SVG.escape($0))</td></tr>" }
        }
        return """
            <h2>How this was made</h2><div class="card"><table>\(rows.joined())</table></div>
            """
    }
}
