/* Steps in a row, from their text. For `pipe` and the demo. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H
#include "step.h"

enum { MAX_STEPS = 32 };

struct pipeline {
    char *words; /* the steps' words point into it */
    int n;
    struct step steps[MAX_STEPS];
    char kept[MAX_STEPS +
              1]; /* @0: the input, @k: the result of step k, counted from 1, is needed later */
    iv_image *results[MAX_STEPS + 1];
    iv_image *result; /* the last step's, if it gives an image */
};

/* Mistakes are told with the place in the text. Returns an exit code; on failure p is empty. */
int pipeline_parse(struct pipeline *p, const char *text);
/* What the last step gives: DST, NUMBER or TABLE. */
iv_param_kind pipeline_gives(const struct pipeline *p);
/* Runs over the image. after (or NULL) is called when a step has been asked for. Can be run again.
 */
int pipeline_run(struct pipeline *p, iv_image *in, iv_device *device,
                 void (*after)(void *user, int step, iv_image *result), void *user);
void pipeline_end(struct pipeline *p);
#endif
