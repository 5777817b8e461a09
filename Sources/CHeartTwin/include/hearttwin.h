/* hearttwin for programs in other languages: the closed loop of a patient, driven from outside.
 *
 * For research only; not for clinical use.
 *
 * A loop is made from a patient file, gets parameters by name with a unit, settles into the beat that repeats
 * itself, and goes on in time. All functions on one loop may be called from any thread: they wait for one another.
 * Different loops run side by side. Nothing here prints or exits, and nothing is read beside the files named.
 *
 * What is changed for the whole process: making a loop starts a child process that reads the patient file first and
 * ends (a large file is copied to TMPDIR for that time); HDF5 follows no external links, prints nothing and writes
 * nothing at exit from then on, and the signal SIGXFSZ is ignored where its action was the default one. A host that
 * calls the same HDF5 library must not do so in another thread while a loop is made.
 *
 * Functions that can fail return a status, which is the exit code that the command line documents for such an error,
 * and keep one sentence about it (hearttwin_loop_error). Texts are UTF-8. */
#ifndef HEARTTWIN_H
#define HEARTTWIN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HEARTTWIN_API_VERSION 1

/* What a function says. */
#define HEARTTWIN_OK 0
#define HEARTTWIN_DIVERGED 3      /* the solver did not converge: the loop is as it was before that step */
#define HEARTTWIN_USAGE 64        /* not possible now, or a null pointer */
#define HEARTTWIN_BAD_DATA 65     /* an unknown name, a wrong unit, a value out of range, a damaged file */
#define HEARTTWIN_MISSING_FILE 66 /* an input file is missing */
#define HEARTTWIN_INTERNAL 70     /* a defect of hearttwin */

/* What the ventricles are. */
#define HEARTTWIN_ELASTANCE 0 /* time-varying elastances */
#define HEARTTWIN_WALLS 1     /* walls with patches, activated as in a healthy heart */
#define HEARTTWIN_EMULATOR 2  /* learned from a finished run in three dimensions */

/* What may be done with a variable. */
#define HEARTTWIN_PARAMETER 0       /* set at any time */
#define HEARTTWIN_FIXED_PARAMETER 1 /* set before the loop settles */
#define HEARTTWIN_INPUT 2           /* set at any time: comes from outside */
#define HEARTTWIN_OUTPUT 3          /* read only, once the loop has settled */

/* A closed loop. */
typedef struct hearttwin_loop hearttwin_loop;

/* A number of a loop. The texts belong to the loop and live as long as it does. */
typedef struct hearttwin_variable {
    const char *name;    /* "circulation.heartRate", "leftVentricle.pressure" */
    const char *unit;    /* unit of low, high and of the functions that take places; "1" for plain numbers */
    const char *summary; /* one line */
    double low, high;    /* admissible values; infinite where there are no bounds */
    int role;            /* HEARTTWIN_PARAMETER, ... */
} hearttwin_variable;

/* The version of the library, and that of this interface (HEARTTWIN_API_VERSION of its header). */
const char *hearttwin_version(void);
int hearttwin_api_version(void);

/* Makes a loop from a patient file (.h5).
 *   emulator:   for HEARTTWIN_EMULATOR the run's folder or emulator.json, else NULL
 *   baroreflex: whether the arterial baroreflex answers (0: no)
 *   error:      room for size bytes of a sentence, or NULL
 * Returns NULL where it cannot be made. Free it with hearttwin_loop_free. */
hearttwin_loop *hearttwin_loop_create(const char *patient, int ventricles, const char *emulator, int baroreflex,
                                      char *error, size_t size);

/* Makes a loop from a folder that `hearttwin fmu` has prepared (loop.json with the files it names).
 *   token: where it is not NULL, the folder must be the one that was prepared with this token. */
hearttwin_loop *hearttwin_loop_open(const char *folder, const char *token, char *error, size_t size);

/* Ends a loop; NULL is allowed. No other function may run on it. */
void hearttwin_loop_free(hearttwin_loop *loop);

/* The sentence about the last failure of a loop, cut to size - 1 bytes; returns its whole length.
 * Empty where nothing has failed yet. */
size_t hearttwin_loop_error(hearttwin_loop *loop, char *text, size_t size);

/* Number of variables, and one of them; places count from 0, their order never changes: parameters, inputs, outputs. */
size_t hearttwin_loop_variable_count(hearttwin_loop *loop);
int hearttwin_loop_variable(hearttwin_loop *loop, size_t place, hearttwin_variable *variable);
/* The place of a name. */
int hearttwin_loop_place(hearttwin_loop *loop, const char *name, size_t *place);

/* Sets a parameter or an input, with its unit: hearttwin_loop_set(loop, "circulation.heartRate", 80, "1/min").
 * Once the loop has settled, a change holds from the end of the loop's own step that the present time lies in
 * (4 ms at most at rest); a rate that is set then is that of a pacemaker. */
int hearttwin_loop_set(hearttwin_loop *loop, const char *name, double value, const char *unit);
/* A parameter or input as it was set last, or an output now, in any unit of its dimension. */
int hearttwin_loop_get(hearttwin_loop *loop, const char *name, const char *unit, double *value);
/* The same by places, in the units of the variables. */
int hearttwin_loop_set_at(hearttwin_loop *loop, const size_t *places, const double *values, size_t count);
int hearttwin_loop_get_at(hearttwin_loop *loop, const size_t *places, double *values, size_t count);

/* Lets the loop beat until it repeats itself; its time is 0 then. */
int hearttwin_loop_settle(hearttwin_loop *loop);
/* Goes on by a time, or to a time since it settled [s]. The loop has steps of its own: how the time is cut
 * changes nothing. */
int hearttwin_loop_step(hearttwin_loop *loop, double seconds);
int hearttwin_loop_advance_to(hearttwin_loop *loop, double seconds);
/* Whether it has settled (0: no), and the time since [s]; 0 before. */
int hearttwin_loop_has_settled(hearttwin_loop *loop);
double hearttwin_loop_time(hearttwin_loop *loop);
/* Becomes the loop that was created. */
int hearttwin_loop_reset(hearttwin_loop *loop);

/* The state as bytes: size of what hearttwin_loop_save writes now, writing, reading. A loop made from the same patient in the
 * same way goes on with the same bits; on one kind of machine and version of the library. */
int hearttwin_loop_state_size(hearttwin_loop *loop, size_t *size);
int hearttwin_loop_save(hearttwin_loop *loop, void *bytes, size_t size);
int hearttwin_loop_restore(hearttwin_loop *loop, const void *bytes, size_t size);

#ifdef __cplusplus
}
#endif
#endif
