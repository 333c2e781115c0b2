/* The cases that `isovox verify` runs an operation on: random images of odd sizes and every pixel
   type, edge values, and arguments from the operation's table. A case follows from its number
   alone. */
#ifndef CLI_VERIFY_CASE_H
#define CLI_VERIFY_CASE_H
#include "random.h"
#include "step.h"

struct host_image {
    iv_pixel pixel;
    iv_kind kind;
    iv_layout layout;
    void *pixels;
    size_t bytes;
};

struct verify_case {
    const iv_op *op;
    int n;
    iv_param_info params[MAX_PARAMS];
    struct host_image inputs[MAX_PARAMS]; /* SRC; no pixels: left out */
    iv_pixel given[MAX_PARAMS]; /* DST: the pixel type of the image to write to; NONE: it is made */
    iv_value values[MAX_PARAMS]; /* the others */
    double matrix[16];
    char words[160]; /* what it is, for a message */
};

int verify_cases(const iv_op *op); /* how many there are */
/* Returns 0, or -1 when memory is out. */
int verify_case_make(struct verify_case *c, const iv_op *op, int number, uint64_t seed);
void verify_case_free(struct verify_case *c);
#endif
