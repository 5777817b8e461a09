extension MechanicsSolver {
    /// Drops the factor of the stiffness: the next solve depends on its arguments alone.
    ///
    /// The factor kept from earlier calls influences the last bits of a solution; dropping it where a
    /// run may be resumed makes the resumed run repeat them.
    public func forgetFactor() { factor.forget() }
}
