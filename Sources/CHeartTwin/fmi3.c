/* The closed loop as a unit for co-simulation, on nothing but the public interface in hearttwin.h.
 *
 * Value reference 0 is the time; variable k of the loop has the reference k + 1. */
#include <math.h>
#include "fmi3.h"
#include "hearttwin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where an instance is in its life. */
typedef enum { INSTANTIATED, INITIALISING, STEPPING, TERMINATED } unit_mode;

typedef struct {
    hearttwin_loop *loop;
    unit_mode mode;
    double start; /* time at which the loop had settled [s] */
    double now;   /* last communication point [s] */
    fmi3InstanceEnvironment environment;
    fmi3LogMessageCallback log;
} unit;

/* A kept state. */
typedef struct {
    size_t size;
    unit_mode mode;
    double start, now;
    unsigned char bytes[];
} kept_state;

static fmi3Status say(unit *u, fmi3Status status, const char *message) {
    if (u && u->log) u->log(u->environment, status, status > fmi3Warning ? "logStatusError" : "logStatusWarning", message);
    return status;
}

/* The status of a call of the loop, with its sentence. */
static fmi3Status judge(unit *u, int status) {
    if (status == HEARTTWIN_OK) return fmi3OK;
    char text[1024];
    hearttwin_loop_error(u->loop, text, sizeof text);
    return say(u, status == HEARTTWIN_INTERNAL ? fmi3Fatal : fmi3Error, text);
}

FMI3_EXPORT const char *fmi3GetVersion(void) { return "3.0"; }

FMI3_EXPORT fmi3Status fmi3SetDebugLogging(fmi3Instance instance, bool on, size_t count, const fmi3String categories[]) {
    (void)instance, (void)on, (void)count, (void)categories;
    return fmi3OK; /* errors are always told, and there is nothing else to tell */
}

/* --- life ------------------------------------------------------------------------------------------------- */

FMI3_EXPORT fmi3Instance fmi3InstantiateCoSimulation(
    fmi3String name, fmi3String token, fmi3String resources, bool visible, bool logging, bool eventMode,
    bool earlyReturn, const fmi3ValueReference intermediate[], size_t intermediateCount,
    fmi3InstanceEnvironment environment, fmi3LogMessageCallback log, fmi3IntermediateUpdateCallback update) {
    (void)name, (void)visible, (void)logging, (void)eventMode, (void)earlyReturn, (void)intermediate, (void)update;
    char text[1024] = "";
    if (intermediateCount > 0) snprintf(text, sizeof text, "intermediate variables are not offered");
    else if (!resources) snprintf(text, sizeof text, "the path of the resources is missing");
    else {
        unit *u = calloc(1, sizeof *u);
        if (u) {
            u->environment = environment;
            u->log = log;
            u->loop = hearttwin_loop_open(resources, token ? token : "", text, sizeof text);
            if (u->loop) return u;
            free(u);
        } else snprintf(text, sizeof text, "there is no memory");
    }
    if (log) log(environment, fmi3Error, "logStatusError", text);
    return NULL;
}

FMI3_EXPORT void fmi3FreeInstance(fmi3Instance instance) {
    unit *u = instance;
    if (!u) return;
    hearttwin_loop_free(u->loop);
    free(u);
}

FMI3_EXPORT fmi3Status fmi3EnterInitializationMode(fmi3Instance instance, bool toleranceDefined, double tolerance,
                                                   double startTime, bool stopTimeDefined, double stopTime) {
    (void)toleranceDefined, (void)tolerance, (void)stopTimeDefined, (void)stopTime;
    unit *u = instance;
    if (!u) return fmi3Error;
    if (u->mode != INSTANTIATED) return say(u, fmi3Error, "initialisation begins after instantiation or reset only");
    u->mode = INITIALISING;
    u->start = u->now = startTime;
    return fmi3OK;
}

/* Outputs may be asked for while initialising, and follow from the parameters set so far: the loop settles then. */
static fmi3Status settle(unit *u) { return judge(u, hearttwin_loop_settle(u->loop)); }

FMI3_EXPORT fmi3Status fmi3ExitInitializationMode(fmi3Instance instance) {
    unit *u = instance;
    if (!u) return fmi3Error;
    if (u->mode != INITIALISING) return say(u, fmi3Error, "there is no initialisation to end");
    fmi3Status status = hearttwin_loop_has_settled(u->loop) ? fmi3OK : settle(u);
    if (status == fmi3OK) u->mode = STEPPING;
    return status;
}

FMI3_EXPORT fmi3Status fmi3Terminate(fmi3Instance instance) {
    unit *u = instance;
    if (!u) return fmi3Error;
    u->mode = TERMINATED;
    return fmi3OK;
}

FMI3_EXPORT fmi3Status fmi3Reset(fmi3Instance instance) {
    unit *u = instance;
    if (!u) return fmi3Error;
    u->mode = INSTANTIATED;
    u->start = u->now = 0;
    return judge(u, hearttwin_loop_reset(u->loop));
}

/* --- values ----------------------------------------------------------------------------------------------- */

/* Parameters of a loop that settled for its outputs while initialising: it settles again with the new ones. */
static fmi3Status unsettle(unit *u) {
    if (u->mode != INITIALISING || !hearttwin_loop_has_settled(u->loop)) return fmi3OK;
    size_t count = hearttwin_loop_variable_count(u->loop), kept = 0;
    size_t *places = malloc(count * sizeof *places);
    double *values = malloc(count * sizeof *values);
    fmi3Status status = places && values ? fmi3OK : say(u, fmi3Error, "there is no memory");
    for (size_t k = 0; k < count && status == fmi3OK; k++) {
        hearttwin_variable variable;
        status = judge(u, hearttwin_loop_variable(u->loop, k, &variable));
        if (variable.role != HEARTTWIN_OUTPUT) places[kept++] = k;
    }
    if (status == fmi3OK) status = judge(u, hearttwin_loop_get_at(u->loop, places, values, kept));
    if (status == fmi3OK) status = judge(u, hearttwin_loop_reset(u->loop));
    if (status == fmi3OK) status = judge(u, hearttwin_loop_set_at(u->loop, places, values, kept));
    free(places);
    free(values);
    return status;
}

FMI3_EXPORT fmi3Status fmi3GetFloat64(fmi3Instance instance, const fmi3ValueReference references[], size_t count,
                                      double values[], size_t valueCount) {
    unit *u = instance;
    if (!u) return fmi3Error;
    if (count != valueCount) return say(u, fmi3Error, "as many values as references are wanted: all are scalars");
    for (size_t k = 0; k < count; k++) {
        if (references[k] == 0) {
            values[k] = u->now;
            continue;
        }
        size_t place = references[k] - 1;
        hearttwin_variable variable;
        fmi3Status status = judge(u, hearttwin_loop_variable(u->loop, place, &variable));
        if (status == fmi3OK && variable.role == HEARTTWIN_OUTPUT && u->mode == INITIALISING && !hearttwin_loop_has_settled(u->loop))
            status = settle(u);
        if (status == fmi3OK) status = judge(u, hearttwin_loop_get_at(u->loop, &place, &values[k], 1));
        if (status != fmi3OK) return status;
    }
    return fmi3OK;
}

FMI3_EXPORT fmi3Status fmi3SetFloat64(fmi3Instance instance, const fmi3ValueReference references[], size_t count,
                                      const double values[], size_t valueCount) {
    unit *u = instance;
    if (!u) return fmi3Error;
    if (count != valueCount) return say(u, fmi3Error, "as many values as references are wanted: all are scalars");
    fmi3Status status = unsettle(u);
    for (size_t k = 0; k < count && status == fmi3OK; k++) {
        if (references[k] == 0) return say(u, fmi3Error, "the time cannot be set");
        size_t place = references[k] - 1;
        status = judge(u, hearttwin_loop_set_at(u->loop, &place, &values[k], 1));
    }
    return status;
}

/* There are no variables of other types: right is asking for none of them. */
#define NO_VARIABLES(type, name)                                                                                     \
    FMI3_EXPORT fmi3Status fmi3Get##name(fmi3Instance instance, const fmi3ValueReference references[], size_t count, \
                                         type values[], size_t valueCount) {                                         \
        (void)references, (void)values, (void)valueCount;                                                            \
        return count == 0 ? fmi3OK : say(instance, fmi3Error, "all variables are Float64");                          \
    }                                                                                                                \
    FMI3_EXPORT fmi3Status fmi3Set##name(fmi3Instance instance, const fmi3ValueReference references[], size_t count, \
                                         const type values[], size_t valueCount) {                                   \
        (void)references, (void)values, (void)valueCount;                                                            \
        return count == 0 ? fmi3OK : say(instance, fmi3Error, "all variables are Float64");                          \
    }
NO_VARIABLES(float, Float32)
NO_VARIABLES(int8_t, Int8)
NO_VARIABLES(uint8_t, UInt8)
NO_VARIABLES(int16_t, Int16)
NO_VARIABLES(uint16_t, UInt16)
NO_VARIABLES(int32_t, Int32)
NO_VARIABLES(uint32_t, UInt32)
NO_VARIABLES(int64_t, Int64)
NO_VARIABLES(uint64_t, UInt64)
NO_VARIABLES(bool, Boolean)
NO_VARIABLES(fmi3String, String)

FMI3_EXPORT fmi3Status fmi3GetBinary(fmi3Instance instance, const fmi3ValueReference references[], size_t count,
                                     size_t sizes[], fmi3Binary values[], size_t valueCount) {
    (void)references, (void)sizes, (void)values, (void)valueCount;
    return count == 0 ? fmi3OK : say(instance, fmi3Error, "all variables are Float64");
}

FMI3_EXPORT fmi3Status fmi3SetBinary(fmi3Instance instance, const fmi3ValueReference references[], size_t count,
                                     const size_t sizes[], const fmi3Binary values[], size_t valueCount) {
    (void)references, (void)sizes, (void)values, (void)valueCount;
    return count == 0 ? fmi3OK : say(instance, fmi3Error, "all variables are Float64");
}

FMI3_EXPORT fmi3Status fmi3GetClock(fmi3Instance instance, const fmi3ValueReference references[], size_t count,
                                    bool values[]) {
    (void)references, (void)values;
    return count == 0 ? fmi3OK : say(instance, fmi3Error, "there are no clocks");
}

FMI3_EXPORT fmi3Status fmi3SetClock(fmi3Instance instance, const fmi3ValueReference references[], size_t count,
                                    const bool values[]) {
    (void)references, (void)values;
    return count == 0 ? fmi3OK : say(instance, fmi3Error, "there are no clocks");
}

/* --- time ------------------------------------------------------------------------------------------------- */

FMI3_EXPORT fmi3Status fmi3DoStep(fmi3Instance instance, double point, double size, bool noSetStatePrior,
                                  bool *eventHandlingNeeded, bool *terminate, bool *earlyReturn,
                                  double *lastSuccessfulTime) {
    (void)noSetStatePrior;
    unit *u = instance;
    if (!u) return fmi3Error;
    if (eventHandlingNeeded) *eventHandlingNeeded = false;
    if (terminate) *terminate = false;
    if (earlyReturn) *earlyReturn = false;
    if (lastSuccessfulTime) *lastSuccessfulTime = u->now;
    if (u->mode != STEPPING) return say(u, fmi3Error, "steps are done between initialisation and termination");
    if (!(size > 0)) return say(u, fmi3Error, "a step must be longer than nothing");
    if (!(fabs(point - u->now) <= 1e-9 * (1 + fabs(u->now))))
        return say(u, fmi3Error, "a step begins where the one before it ended");
    fmi3Status status = judge(u, hearttwin_loop_advance_to(u->loop, point + size - u->start));
    /* The loop stands where it could not go on. */
    u->now = status == fmi3OK ? point + size : u->start + hearttwin_loop_time(u->loop);
    if (lastSuccessfulTime) *lastSuccessfulTime = u->now;
    return status;
}

/* --- states ----------------------------------------------------------------------------------------------- */

FMI3_EXPORT fmi3Status fmi3FreeFMUState(fmi3Instance instance, fmi3FMUState *state) {
    (void)instance;
    if (!state) return fmi3OK;
    free(*state);
    *state = NULL;
    return fmi3OK;
}

FMI3_EXPORT fmi3Status fmi3GetFMUState(fmi3Instance instance, fmi3FMUState *state) {
    unit *u = instance;
    if (!u || !state) return fmi3Error;
    size_t size;
    fmi3Status status = judge(u, hearttwin_loop_state_size(u->loop, &size));
    if (status != fmi3OK) return status;
    /* Zeros also between the fields: the same state is the same bytes. */
    kept_state *kept = calloc(1, sizeof *kept + size);
    if (!kept) return say(u, fmi3Error, "there is no memory");
    kept->size = size;
    kept->mode = u->mode;
    kept->start = u->start;
    kept->now = u->now;
    status = judge(u, hearttwin_loop_save(u->loop, kept->bytes, size));
    if (status != fmi3OK) {
        free(kept);
        return status;
    }
    free(*state);
    *state = kept;
    return fmi3OK;
}

FMI3_EXPORT fmi3Status fmi3SetFMUState(fmi3Instance instance, fmi3FMUState state) {
    unit *u = instance;
    const kept_state *kept = state;
    if (!u || !kept) return fmi3Error;
    fmi3Status status = judge(u, hearttwin_loop_restore(u->loop, kept->bytes, kept->size));
    if (status != fmi3OK) return status;
    u->mode = kept->mode;
    u->start = kept->start;
    u->now = kept->now;
    return fmi3OK;
}

FMI3_EXPORT fmi3Status fmi3SerializedFMUStateSize(fmi3Instance instance, fmi3FMUState state, size_t *size) {
    const kept_state *kept = state;
    if (!kept || !size) return say(instance, fmi3Error, "there is no state to measure");
    *size = sizeof *kept + kept->size;
    return fmi3OK;
}

FMI3_EXPORT fmi3Status fmi3SerializeFMUState(fmi3Instance instance, fmi3FMUState state, uint8_t bytes[], size_t size) {
    const kept_state *kept = state;
    if (!kept || !bytes || size < sizeof *kept + kept->size)
        return say(instance, fmi3Error, "there is not enough room for the state");
    memcpy(bytes, kept, sizeof *kept + kept->size);
    return fmi3OK;
}

FMI3_EXPORT fmi3Status fmi3DeserializeFMUState(fmi3Instance instance, const uint8_t bytes[], size_t size,
                                               fmi3FMUState *state) {
    kept_state head;
    if (!bytes || !state || size < sizeof head) return say(instance, fmi3Error, "these bytes are no state");
    memcpy(&head, bytes, sizeof head);
    if (head.size != size - sizeof head || head.mode > TERMINATED)
        return say(instance, fmi3Error, "these bytes are no state");
    kept_state *kept = malloc(size);
    if (!kept) return say(instance, fmi3Error, "there is no memory");
    memcpy(kept, bytes, size);
    *state = kept;
    return fmi3OK;
}

/* --- what is not offered, as modelDescription.xml says ------------------------------------------------------ */

FMI3_EXPORT fmi3Instance fmi3InstantiateModelExchange(fmi3String name, fmi3String token, fmi3String resources,
                                                      bool visible, bool logging, fmi3InstanceEnvironment environment,
                                                      fmi3LogMessageCallback log) {
    (void)name, (void)token, (void)resources, (void)visible, (void)logging;
    if (log) log(environment, fmi3Error, "logStatusError", "this unit is for co-simulation");
    return NULL;
}

FMI3_EXPORT fmi3Instance fmi3InstantiateScheduledExecution(
    fmi3String name, fmi3String token, fmi3String resources, bool visible, bool logging,
    fmi3InstanceEnvironment environment, fmi3LogMessageCallback log, fmi3ClockUpdateCallback update,
    fmi3PreemptionCallback lock, fmi3PreemptionCallback unlock) {
    (void)name, (void)token, (void)resources, (void)visible, (void)logging, (void)update, (void)lock, (void)unlock;
    if (log) log(environment, fmi3Error, "logStatusError", "this unit is for co-simulation");
    return NULL;
}

/* Functions whose arguments do not matter, because they are not offered whatever these are. */
#define NOT_OFFERED(name)                                                                 \
    FMI3_EXPORT fmi3Status fmi3##name(fmi3Instance instance) {                            \
        return say(instance, fmi3Error, "fmi3" #name " is not offered by this unit");     \
    }
NOT_OFFERED(EnterEventMode)
NOT_OFFERED(EnterStepMode)
NOT_OFFERED(EnterConfigurationMode)
NOT_OFFERED(ExitConfigurationMode)
NOT_OFFERED(EnterContinuousTimeMode)
NOT_OFFERED(EvaluateDiscreteStates)
NOT_OFFERED(UpdateDiscreteStates)
NOT_OFFERED(GetNumberOfVariableDependencies)
NOT_OFFERED(GetVariableDependencies)
NOT_OFFERED(GetDirectionalDerivative)
NOT_OFFERED(GetAdjointDerivative)
NOT_OFFERED(GetIntervalDecimal)
NOT_OFFERED(GetIntervalFraction)
NOT_OFFERED(GetShiftDecimal)
NOT_OFFERED(GetShiftFraction)
NOT_OFFERED(SetIntervalDecimal)
NOT_OFFERED(SetIntervalFraction)
NOT_OFFERED(SetShiftDecimal)
NOT_OFFERED(SetShiftFraction)
NOT_OFFERED(CompletedIntegratorStep)
NOT_OFFERED(SetTime)
NOT_OFFERED(SetContinuousStates)
NOT_OFFERED(GetContinuousStateDerivatives)
NOT_OFFERED(GetEventIndicators)
NOT_OFFERED(GetContinuousStates)
NOT_OFFERED(GetNominalsOfContinuousStates)
NOT_OFFERED(GetNumberOfEventIndicators)
NOT_OFFERED(GetNumberOfContinuousStates)
NOT_OFFERED(GetOutputDerivatives)
NOT_OFFERED(ActivateModelPartition)
