/// The format of scenario files, for people.
public enum ScenarioSchema {
    /// The text that `hearttwin schema scenario` prints.
    public static var text: String {
        """
        A scenario is a TOML file. Every number has a unit, in quotes; bare numbers are dimensionless.

        name     = text                  required
        summary  = text

        [[intervention]]                 at least one; done in this order
        name     = one of the catalogue  required, see hearttwin interventions
        …        = its arguments
        onset    = time with unit        level loop: when its effect begins
        ramp     = time with unit        and how long it takes to be all there
        curve    = "0 s: 0; 30 s: 1"     or its share of the full effect at some times, straight lines between

        [sweep]                          one treatment for each value of an argument
        argument = intervention.argument required
        values   = list                  or from = …, to = …, count = how many, ends included
        design   = grid | latin-hypercube
                                         in place of argument, for the arguments of [[sweep.over]]; grid
        count    = how many              treatments of a latin-hypercube
        seed     = 1                     of a latin-hypercube

        [[sweep.over]]                   several arguments at once
        argument = intervention.argument required
        values   = list                  grid: or from = …, to = …, count = how many; latin-hypercube: from and to

        [[expect]]                       what the literature found; judged by hearttwin compare
        metric   = identifier            required, a number of hearttwin compare --json
        change   = relative | absolute | after
                                         treated against untreated, or the treated number itself
        low      = lower end with unit   % where relative
        high     = upper end with unit
        source   = text                  required
        dose     = intervention.argument compare warns outside of what was given to those it was found in,
        dose-low, dose-high              with unit
        baseline-low, baseline-high      and where the number before treatment is outside of theirs

        Example:

        \(example)
        """
    }

    /// A scenario that the catalogue and the numbers of a run know.
    public static let example = """
        name = "haemorrhage"
        summary = "a donation, and more"

        [[intervention]]
        name = "haemorrhage"
        volume = "500 mL"

        [sweep]
        argument = "haemorrhage.volume"
        values = ["250 mL", "500 mL", "1000 mL"]

        [[expect]]
        metric = "lvSVML"
        change = "relative"
        low = "-60 %"
        high = "-2 %"
        source = "Frank-Starling: less filling, less stroke volume"
        """
}
