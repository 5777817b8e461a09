/// The form of cohort files, for people.
public enum CohortSchema {
    /// What `hearttwin batch --schema` prints.
    public static let text = """
        # A cohort: patients, what is done to each, what is varied for each. Every number with a dimension
        # is a text with its unit. What is not given has the value shown, or is left out.

        name = "cohort"                     # default: the file's name

        [run]
        level = "loop"                      # loop: closed loop alone | heart: three-dimensional walls
        baroreflex = "on"                   # on | off (loop)
        duration = "120 s"                  # time after the interventions (loop)
        activation = "normal"               # what starts the untreated beats (heart)
        maximum_beats = 20                  # most beats of a case (heart)
        time_limit = "60 s"                 # of one case; none where it is left out
        bad_input = "stop"                  # stop: nothing runs | skip: other patients run
        keep = "table"                      # table | traces: a folder with traces.csv for each case (loop)
        metrics = ["aorticMeanMmHg"]        # numbers of the table; all where it is left out
        seed = 1                            # of the samples

        # Sources of patients; any number of each, in the order of their cases.

        [[patients]]                        # patient files: names, patterns or folders
        files = ["patients/*.h5"]
        prefix = ""                         # before the ids, which are the files' names
        ensemble = 20                       # also so many equally likely hearts of each calibrated file: NAME-01, ...

        [[patients]]                        # lines of a table (.csv, .tsv), units in brackets in the head
        table = "cohort.csv"
        id = "id"                           # column of the ids
        base = "patients/rodero-01.h5"      # whose parameters the patients have otherwise
        [patients.columns]                  # column = "name"; columns that are called so need no line
        "HR" = "circulation.heartRate"      # a parameter (hearttwin schema lists them), or
        "SBP" = "systolic_pressure"         # a measurement, to which the loop is fitted first

        [[patients]]                        # a kind of patient (hearttwin calibrate --archetype list)
        archetype = "healthy"

        [[patients]]                        # many patients drawn around base, archetype or the healthy adult
        name = "sampled"                    # ids: sampled-000, sampled-001, ...
        count = 1000
        seed = 1
        [patients.sample]
        "circulation.heartRate" = { distribution = "normal", mean = "70 1/min", sd = "10 1/min", low = "45 1/min" }
        "circulation.systemicArterialResistance" = { distribution = "lognormal", sd_of_log = 0.15 }
        "circulation.bloodVolume" = { distribution = "uniform", low = "4500 mL", high = "6000 mL" }

        # What is done, each to the untreated heart, which is always computed as well.

        [[scenarios]]
        name = "bled"
        interventions = ["haemorrhage(volume=500 mL)"]  # hearttwin interventions lists all

        # What is varied for every patient: all combinations.

        [parameters]
        "circulation.bloodVolume" = { values = ["5000 mL", "5500 mL"] }
        "circulation.heartRate" = { from = "60 1/min", to = "90 1/min", count = 4 }
        "circulation.systemicArterialResistance" = { factors = [0.8, 1, 1.25] }

        """
}
