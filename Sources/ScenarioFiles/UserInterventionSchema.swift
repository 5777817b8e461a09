/// The format of a user's interventions, for people.
public enum UserInterventionSchema {
    /// The text that `hearttwin schema intervention` prints.
    public static var text: String {
        """
        An intervention of your own is a TOML file, given with --define FILE and called by its name like those of the
        catalogue. Every number has a unit, in quotes; bare numbers are dimensionless.

        name      = small-letters        required, not one of the catalogue
        summary   = text                 required: what is done
        mechanism = text                 required: how it acts
        source    = text                 required: who says so

        [dose]                           where its effect is in proportion to something
        name      = argument's name      required
        standard  = number with unit     required: the dose at which the operations hold; none at zero
        low       = number with unit     required
        high      = number with unit     required

        [[operation]]                    at least one, done in this order
        target    = parameter            required, e.g. circulation.systemicArterialResistance
        scale     = factor               one of the three
        add       = amount with unit
        set       = value with unit      not with a dose

        Example:

        \(example)
        """
    }

    /// An intervention that the parameters of the heart know.
    public static let example = """
        name = "inodilator"
        summary = "A drug that strengthens the muscle and widens the arterioles"
        mechanism = "contractility +20 %, systemic resistance -15 % at the standard dose"
        source = "made up, to show the format"

        [dose]
        name = "dose"
        standard = "0.5 ug/kg/min"
        low = "0 ug/kg/min"
        high = "1 ug/kg/min"

        [[operation]]
        target = "wall.contractilityLeft"
        scale = 1.2

        [[operation]]
        target = "circulation.systemicArterialResistance"
        scale = 0.85
        """
}
