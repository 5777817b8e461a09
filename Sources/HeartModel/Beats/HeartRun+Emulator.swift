public import Circulation

extension HeartRun {
    /// The emulator of the ventricles, from the last beats.
    ///
    /// - Throws: ``EmulatorError``, errors of the wall's equilibria.
    public func emulator() throws -> HeartEmulator {
        let passive = try inflation()
        return try HeartEmulator.fit(
            beats: Array(beats.suffix(Self.emulatedBeats)), leftEdpvr: passive.left,
            rightEdpvr: passive.right)
    }

    /// Takes another state of the blood between two beats; the wall follows its volumes with calcium at rest.
    ///
    /// - Throws: errors of the wall's steps.
    public func move(to loop: LoopState) throws { try simulation.move(to: loop) }

    /// Beats the emulator is fitted to.
    static let emulatedBeats = 2
}
