/// The format of goal files, for people.
public enum GoalSchema {
    /// The text that `hearttwin schema goal` prints.
    public static var text: String {
        """
        A goal is a TOML file. Every number has a unit, in quotes; bare numbers are dimensionless.

        interventions = list             treatments with ranges, as --intervention has them

        [[objective]]                    at least one; two or more give a Pareto front
        metric   = identifier            required, a number of hearttwin compare --json
        direction = maximise | minimise  required
        change   = after | absolute | relative
                                         the treated number itself (standard), or its change

        [[constraint]]
        metric   = identifier            required
        change   = after | absolute | relative
        low      = lower end with unit   one of both at least
        high     = upper end with unit
        probability = share              of equally likely hearts that must keep it; 0.9 unless given

        [search]
        population  = whole number       points in a generation, even; 32 unless given
        generations = whole number       after the first; 12 unless given

        Arguments that vary: ranges "speed=8000..12000 1/min", with steps "8000..12000/500 1/min", words "a|b",
        or "?" for all that the card allows. Where all have few values, all are computed.

        Example:

        \(example)
        """
    }

    /// A goal that the catalogue and the numbers of a run know.
    public static let example = """
        interventions = ["lvad(speed=6000..12000/500 1/min)"]

        [[objective]]
        metric = "systemicFlowLPerMin"
        direction = "maximise"

        [[constraint]]
        metric = "laMeanMmHg"
        low = "2 mmHg"
        """
}
