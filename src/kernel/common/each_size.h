/* Includes TEXT once for every size of pixel, as u8, u16 and u32, for kernels that move pixels without
   looking at them; names get the type as SUFFIX. */
#undef SUFFIX
#define T u8
#define SUFFIX _u8
#include TEXT
#undef T
#undef SUFFIX
#define T u16
#define SUFFIX _u16
#include TEXT
#undef T
#undef SUFFIX
#define T u32
#define SUFFIX _u32
#include TEXT
#undef T
#undef SUFFIX
#define SUFFIX
