/* KERNELn(name, type, argument, ...): a kernel of n arguments. Each dialect says what KERNEL_ does
   with the list of arguments and, on the CPU, with the list of their values. NVIDIA's OpenCL has no
   variadic macros, hence one line for each count. */
#define KERNEL1(n,A,a) KERNEL_(n,(GRP_ A a),(GRPV_ V_(A,0)))
#define KERNEL2(n,A,a,B,b) KERNEL_(n,(GRP_ A a,B b),(GRPV_ V_(A,0),V_(B,1)))
#define KERNEL3(n,A,a,B,b,C,c) KERNEL_(n,(GRP_ A a,B b,C c),(GRPV_ V_(A,0),V_(B,1),V_(C,2)))
#define KERNEL4(n,A,a,B,b,C,c,D,d) KERNEL_(n,(GRP_ A a,B b,C c,D d), \
    (GRPV_ V_(A,0),V_(B,1),V_(C,2),V_(D,3)))
#define KERNEL5(n,A,a,B,b,C,c,D,d,E,e) KERNEL_(n,(GRP_ A a,B b,C c,D d,E e), \
    (GRPV_ V_(A,0),V_(B,1),V_(C,2),V_(D,3),V_(E,4)))
#define KERNEL6(n,A,a,B,b,C,c,D,d,E,e,F,f) KERNEL_(n,(GRP_ A a,B b,C c,D d,E e,F f), \
    (GRPV_ V_(A,0),V_(B,1),V_(C,2),V_(D,3),V_(E,4),V_(F,5)))
#define KERNEL7(n,A,a,B,b,C,c,D,d,E,e,F,f,G,g) KERNEL_(n,(GRP_ A a,B b,C c,D d,E e,F f,G g), \
    (GRPV_ V_(A,0),V_(B,1),V_(C,2),V_(D,3),V_(E,4),V_(F,5),V_(G,6)))
#define KERNEL8(n,A,a,B,b,C,c,D,d,E,e,F,f,G,g,H,h) \
    KERNEL_(n,(GRP_ A a,B b,C c,D d,E e,F f,G g,H h), \
    (GRPV_ V_(A,0),V_(B,1),V_(C,2),V_(D,3),V_(E,4),V_(F,5),V_(G,6),V_(H,7)))
#define KERNEL9(n,A,a,B,b,C,c,D,d,E,e,F,f,G,g,H,h,I,i) \
    KERNEL_(n,(GRP_ A a,B b,C c,D d,E e,F f,G g,H h,I i), \
    (GRPV_ V_(A,0),V_(B,1),V_(C,2),V_(D,3),V_(E,4),V_(F,5),V_(G,6),V_(H,7),V_(I,8)))
#define KERNEL10(n,A,a,B,b,C,c,D,d,E,e,F,f,G,g,H,h,I,i,J,j) \
    KERNEL_(n,(GRP_ A a,B b,C c,D d,E e,F f,G g,H h,I i,J j), \
    (GRPV_ V_(A,0),V_(B,1),V_(C,2),V_(D,3),V_(E,4),V_(F,5),V_(G,6),V_(H,7),V_(I,8),V_(J,9)))
