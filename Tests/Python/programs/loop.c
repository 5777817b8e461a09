/* A beat of a patient's closed loop from C: settles, bleeds, saves, repeats, and is refused what it must not do.
 * Arguments: the patient file. Prints numbers that the test compares. */
#include <hearttwin.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hearttwin_loop *loop;

static void check(int status, const char *what) {
    if (status == HEARTTWIN_OK) return;
    char text[512];
    hearttwin_loop_error(loop, text, sizeof text);
    fprintf(stderr, "%s: %d: %s\n", what, status, text);
    exit(1);
}

static double value(const char *name, const char *unit) {
    double found;
    check(hearttwin_loop_get(loop, name, unit, &found), name);
    return found;
}

static void refused(int status, int expected, const char *word) {
    char text[512];
    hearttwin_loop_error(loop, text, sizeof text);
    if (status != expected || !strstr(text, word)) {
        fprintf(stderr, "expected %d with \"%s\", found %d: %s\n", expected, word, status, text);
        exit(1);
    }
}

/* Many threads on one loop: each moves it a little. */
static void *walk(void *nothing) {
    for (int k = 0; k < 100; k++) check(hearttwin_loop_step(loop, 0.001), "step");
    return nothing;
}

int main(int argc, char **argv) {
    char text[512];
    if (hearttwin_api_version() != HEARTTWIN_API_VERSION || argc != 2) return 2;
    if (hearttwin_loop_create("nothing.h5", HEARTTWIN_ELASTANCE, NULL, 1, text, sizeof text) || !strstr(text, "nothing.h5")) return 3;
    if (hearttwin_loop_create(argv[1], 7, NULL, 1, text, sizeof text) || !strstr(text, "ventricles 7")) return 4;
    loop = hearttwin_loop_create(argv[1], HEARTTWIN_ELASTANCE, NULL, 1, text, sizeof text);
    if (!loop) {
        fprintf(stderr, "%s\n", text);
        return 5;
    }
    refused(hearttwin_loop_step(loop, 1), HEARTTWIN_USAGE, "not settled");
    refused(hearttwin_loop_set(loop, "circulation.hartRate", 80, "1/min"), HEARTTWIN_BAD_DATA, "circulation.heartRate");
    refused(hearttwin_loop_set(loop, "circulation.heartRate", 80, NULL), HEARTTWIN_BAD_DATA, "unit");
    refused(hearttwin_loop_set(loop, "circulation.heartRate", 80, "mmHg"), HEARTTWIN_BAD_DATA, "mmHg");
    refused(hearttwin_loop_set(loop, "circulation.heartRate", 800, "1/min"), HEARTTWIN_BAD_DATA, "220");
    check(hearttwin_loop_set(loop, "circulation.heartRate", 1.25, "Hz"), "rate in Hz");
    printf("rate %.17g\n", value("circulation.heartRate", "1/min"));
    check(hearttwin_loop_settle(loop), "settle");
    refused(hearttwin_loop_set(loop, "leftVentricle.volume", 100, "mL"), HEARTTWIN_USAGE, "output");

    size_t count = hearttwin_loop_variable_count(loop);
    for (size_t k = 0; k < count; k++) {
        hearttwin_variable variable;
        size_t place;
        check(hearttwin_loop_variable(loop, k, &variable), "variable");
        check(hearttwin_loop_place(loop, variable.name, &place), variable.name);
        if (place != k) return 6;
    }
    /* A beat of 0.8 s in its own steps of a two-hundredth. */
    double least = 1e9, most = 0;
    for (int k = 1; k <= 200; k++) {
        check(hearttwin_loop_advance_to(loop, 0.004 * k), "step");
        double volume = value("leftVentricle.volume", "mL");
        if (volume < least) least = volume;
        if (volume > most) most = volume;
    }
    printf("volumes %.17g %.17g\n", least, most);
    printf("pressure %.17g kPa %.17g mmHg\n", value("aorta.pressure", "kPa"), value("aorta.pressure", "mmHg"));

    size_t size;
    check(hearttwin_loop_state_size(loop, &size), "size");
    void *state = malloc(size);
    check(hearttwin_loop_save(loop, state, size), "save");
    double there[2];
    for (int turn = 0; turn < 2; turn++) {
        check(hearttwin_loop_restore(loop, state, size), "restore");
        check(hearttwin_loop_set(loop, "circulation.bloodVolume", 4.9, "L"), "bleed");
        check(hearttwin_loop_step(loop, 10), "10 s");
        there[turn] = value("leftVentricle.pressure", "mmHg");
    }
    if (memcmp(&there[0], &there[1], sizeof there[0]) != 0) return 7;
    ((unsigned char *)state)[size / 2] ^= 1;
    refused(hearttwin_loop_restore(loop, state, size), HEARTTWIN_BAD_DATA, "damaged");

    double before = hearttwin_loop_time(loop);
    pthread_t threads[4];
    for (int k = 0; k < 4; k++) pthread_create(&threads[k], NULL, walk, NULL);
    for (int k = 0; k < 4; k++) pthread_join(threads[k], NULL);
    printf("walked %.9f\n", hearttwin_loop_time(loop) - before);
    free(state);
    hearttwin_loop_free(loop);
    hearttwin_loop_free(NULL);
    return 0;
}
