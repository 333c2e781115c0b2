/* Includes TEXT once for every pixel type T; its names get the type as SUFFIX. */
#undef SUFFIX
#define T u8
#define SUFFIX _u8
#include TEXT
#undef T
#undef SUFFIX
#define T i8
#define SUFFIX _i8
#include TEXT
#undef T
#undef SUFFIX
#define T u16
#define SUFFIX _u16
#include TEXT
#undef T
#undef SUFFIX
#define T i16
#define SUFFIX _i16
#include TEXT
#undef T
#undef SUFFIX
#define T u32
#define SUFFIX _u32
#include TEXT
#undef T
#undef SUFFIX
#define T i32
#define SUFFIX _i32
#include TEXT
#undef T
#undef SUFFIX
#define T f32
#define SUFFIX _f32
#include TEXT
#undef T
#undef SUFFIX
#define SUFFIX
