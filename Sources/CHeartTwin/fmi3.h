/* What a co-simulation unit has to offer.
 *
 * Source: Functional Mock-up Interface 3.0, Modelica Association (2022), fmi-standard.org, sections 2.2 (common
 * concepts) and 4 (co-simulation). Declared here from the standard's text. */
#ifndef HEARTTWIN_FMI3_H
#define HEARTTWIN_FMI3_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef void *fmi3Instance;
typedef void *fmi3InstanceEnvironment;
typedef void *fmi3FMUState;
typedef uint32_t fmi3ValueReference;
typedef const char *fmi3String;
typedef const uint8_t *fmi3Binary;

typedef enum { fmi3OK, fmi3Warning, fmi3Discard, fmi3Error, fmi3Fatal } fmi3Status;

typedef void (*fmi3LogMessageCallback)(fmi3InstanceEnvironment, fmi3Status, fmi3String category, fmi3String message);
typedef void (*fmi3ClockUpdateCallback)(fmi3InstanceEnvironment);
typedef void (*fmi3PreemptionCallback)(void);
typedef void (*fmi3IntermediateUpdateCallback)(fmi3InstanceEnvironment, double time, bool setRequested, bool getAllowed,
                                               bool stepFinished, bool canReturnEarly, bool *earlyReturnRequested,
                                               double *earlyReturnTime);

#define FMI3_EXPORT __attribute__((visibility("default")))

#endif
