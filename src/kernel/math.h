#ifndef IV__MATH_H
#define IV__MATH_H
#endif
