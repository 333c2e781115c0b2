/* What the demo found, and the page that shows it. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H
#include "overlap.h"
#include "pipeline.h"
#include "text.h"

enum { REPORT_DEVICES = 16, REPORT_PARTS = MAX_STEPS + 3 };

struct report_device {
    char id[64], name[128], driver[160], error[512];
    double first[REPORT_PARTS], warm[REPORT_PARTS]; /* seconds of each part */
    uint64_t labels, table;                         /* checksums; 0 if there is no result */
};

struct report_frame { /* one time point of one channel */
    char tick[32];
    int count;
    double volumes[5]; /* percentiles 5, 25, 50, 75, 95; NaN if there is no object */
    struct agreement agreement;
    uint32_t *colours; /* of each label: of the object before that it lies over */
};

struct report {
    const char *source; /* the file, or NULL: the sample */
    const char *pipeline, *command;
    const struct pipeline *steps;
    iv_layout layout;
    iv_pixel pixel;
    const void *pixels;             /* the input, in host memory */
    const uint32_t *labels, *truth; /* truth NULL: there is none */
    const char *volume_unit;        /* "um^3", or "pixels" */
    int n_frames;
    struct report_frame *frames;
    int n_parts;
    const char *parts[REPORT_PARTS]; /* what was timed */
    int n_devices;
    struct report_device devices[REPORT_DEVICES];
    const char *files[8], *files_help[8];
};

int report_same(const struct report *r); /* every device gave a result, and the same one */
void report_write(const struct report *r, struct text *t);
void report_pictures(const struct report *r, struct text *t); /* report_pictures.c */
extern const char iv__text_report_css[];                      /* report.css, embedded by CMake */
#endif
