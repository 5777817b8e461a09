// Draws a cohort, runs its batch task by task, leaves the table:
//   nextflow run docs/workflows/main.nf --kind healthy-man --count 100
params.kind = 'healthy-man'
params.count = 100
params.seed = 1
params.chunk = 64
params.hearttwin = 'hearttwin'
params.results = "${launchDir}/results"

process draw {
    output:
    path 'cohort.csv'

    script:
    """
    ${params.hearttwin} cohort generate --kind ${params.kind} --count ${params.count} --seed ${params.seed} -o cohort.csv -q
    """
}

process plan {
    input:
    path table

    output:
    val true

    script:
    """
    printf '[[patients]]\\ntable = "%s"\\n\\n[[scenarios]]\\nname = "bled"\\n' "\$PWD/${table}" > cohort.toml
    printf 'interventions = ["haemorrhage(volume=500 mL)"]\\n' >> cohort.toml
    ${params.hearttwin} batch cohort.toml -o ${params.results} --prepare
    """
}

process compute {
    // A task that was stopped ends with 75 and goes on where it was.
    errorStrategy { task.exitStatus in [75, 137, 143] ? 'retry' : 'finish' }
    maxRetries 20

    input:
    tuple val(ready), val(index)

    output:
    val index

    script:
    """
    ${params.hearttwin} batch -o ${params.results} --chunk ${params.chunk} --array-index ${index}
    """
}

process gather {
    input:
    val done

    script:
    """
    ${params.hearttwin} batch collect ${params.results}
    """
}

workflow {
    count = params.count as int
    chunk = params.chunk as int
    tasks = channel.of(0..<(count + chunk - 1).intdiv(chunk))
    ready = plan(draw())
    gather(compute(ready.combine(tasks)).collect())
}
