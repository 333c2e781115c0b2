/* Memory of the host for much at once. Large blocks lie in large pages where the system has them: their
   first touch then costs a fraction. */
#ifndef IV__LARGE_H
#define IV__LARGE_H
#include <stddef.h>

/* free() it; NULL if memory is out. */
void *iv__large(size_t size);
#endif
