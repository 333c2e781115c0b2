/* Work that is begun before its result is needed: threads do it meanwhile. They are made when there
   is something to do and end when there is nothing left. */
#ifndef IV__TASK_H
#define IV__TASK_H

struct iv__task {
    void (*run)(struct iv__task *task); /* set by the caller; all else is private */
    int state;
    struct iv__task *next;
};

void iv__task_start(struct iv__task *task);
int iv__task_is_done(struct iv__task *task);
void iv__task_do(struct iv__task *task); /* here and now */
/* Returns when it is done. Until then this thread helps. */
void iv__task_wait(struct iv__task *task);
#endif
