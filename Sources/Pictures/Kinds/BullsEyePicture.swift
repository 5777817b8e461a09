import Reports

extension Picture {
    /// `bullseye`.
    static let bullsEye = Picture(
        "bullseye", "strains and work of the seventeen segments of the left ventricle"
    ) { run in
        _ = try run.require(
            "result.vtkhdf", for: "bullseye", reason: "a run of the closed loop has no wall")
        let eyes = BullsEye.all(of: try run.summary().segments)
        guard !eyes.isEmpty else {
            throw PicturesError.damaged(
                file: run.path("summary.json"),
                reason: "no segments: a heart without septum has none")
        }
        let (width, height) = BullsEye.extent
        var drawing = Drawing(width: Double(eyes.count) * width, height: height + 4)
        for (place, eye) in eyes.enumerated() {
            drawing.place(
                eye.svg(), x: Double(place) * width, y: 2, width: width, height: height)
        }
        return drawing
    }
}
