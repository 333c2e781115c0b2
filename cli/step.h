/* One operation with its arguments as words, from the command line or a step of a pipe. */
#ifndef CLI_STEP_H
#define CLI_STEP_H
#include "isovox/isovox.h"

enum { MAX_PARAMS = 24 };

struct step {
    const iv_op *op;
    iv_op_info info;
    int n;
    iv_param_info params[MAX_PARAMS];
    const char *words[MAX_PARAMS]; /* as given; NULL: left out. They must outlive the step. */
    char common[MAX_PARAMS]; /* the word was given for all axes: it holds for z only if there is one
                              */
    /* filled in by the caller, and by step_call */
    iv_image *images[MAX_PARAMS]; /* SRC: input; DST: result, NULL before: it is made */
    char wanted[MAX_PARAMS];      /* DST: this result is kept */
    double numbers[MAX_PARAMS];   /* NUMBER: result; REAL and others: the value used */
    iv_table *tables[MAX_PARAMS]; /* TABLE: result */
};

void step_begin(struct step *s, const iv_op *op);
/* Gives parameter `name` its word. `sigma` stands for sigma_x, sigma_y and sigma_z, and so for
   every group of that form. Returns the number of parameters set; 0 if there is none of that name,
   with *like the name most like it or NULL. */
int step_set(struct step *s, const char *name, const char *word, const char **like);
/* The n-th parameter of a kind, -1 past the end. */
int step_find(const struct step *s, iv_param_kind kind, int n);
int step_count(const struct step *s, iv_param_kind kind);
/* Turns words into values. matrix: where one is put, if there is one. Returns an exit code, having said
   why. */
int step_values(struct step *s, iv_value values[MAX_PARAMS], double matrix[16]);
/* The same, and calls the operation. */
int step_call(struct step *s, iv_device *device);
/* The NUMBER results on stdout: alone, after their names if there are several, or as JSON. */
void step_print_numbers(const struct step *s);
/* Releases every image and table that the step holds. */
void step_end(struct step *s);
#endif
