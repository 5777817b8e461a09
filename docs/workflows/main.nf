// Draws a cohort, runs its batch task by task, leaves the table:
//   nextflow run main.nf --kind healthy-man --count 100
params.kind = 'healthy-man'
params.count = 100
params.seed = 1
params.chunk = 64
params.hearttwin = 'hearttwin'
params.results = "${launchDir}/results"

process cohort {
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

process task {
    input:
    tuple val(ready), val(index)

    output:
    val index

    // A task that was stopped ends with 75 and goes on where it was.
    errorStrategy { task.exitStatus in [75, 137, 143] ? 'retry' : 'finish' }
    maxRetries 20

    script:
    """
    ${params.hearttwin} batch -o ${params.results} --chunk ${params.chunk} --array-index ${index}
    """
}

process collect {
    input:
    val done

    script:
    """
    ${params.hearttwin} batch collect ${params.results}
    """
}

workflow {
    tasks = Channel.of(0..<Math.ceil(params.count / params.chunk).intValue())
    ready = plan(cohort())
    collect(task(ready.combine(tasks)).collect())
}
