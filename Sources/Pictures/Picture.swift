/// A picture that can be drawn of a finished run.
public struct Picture: Sendable {
    /// Its name on the command line.
    public let identifier: String
    /// What it shows, in one line.
    public let summary: String
    /// Draws it.
    ///
    /// - Throws: ``PicturesError`` and errors of reading, where the run lacks what it shows.
    public let drawing: @Sendable (RunFiles) throws -> Drawing

    /// Describes a picture.
    init(
        _ identifier: String, _ summary: String,
        drawing: @escaping @Sendable (RunFiles) throws -> Drawing
    ) {
        self.identifier = identifier
        self.summary = summary
        self.drawing = drawing
    }
}

/// The pictures, sorted by identifier.
public enum Pictures {
    /// All of them.
    public static let all: [Picture] = [
        .activation, .bullsEye, .electrocardiogram, .loops, .wiggers,
    ]

    /// The picture with an identifier.
    ///
    /// - Throws: ``PicturesError/unknownPicture(name:known:)``.
    public static func named(_ name: String) throws(PicturesError) -> Picture {
        guard let picture = all.first(where: { $0.identifier == name }) else {
            throw .unknownPicture(name: name, known: all.map(\.identifier))
        }
        return picture
    }
}
