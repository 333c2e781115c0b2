/* Between `isovox verify` and the processes that do its work. The parent writes a line with an
   operation's name; the worker answers with a line for each device, then "done". Lines are words
   with tabs between: device  index  id  isa  name  error       before all others, for each device
       ready
       result  index  cases  refused  bits  errors  seconds  digest  text */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H

enum { VERIFY_DEVICES = 16 };

/* Answers until its input ends. names: devices to compare with the CPU, comma between; NULL: all.
   fault: an operation of whose results a bit is changed on all devices but the CPU, and on the CPU
   if it is the one that is compared (is_isa); NULL: none. */
int verify_worker(const char *names, unsigned long seed, const char *fault, int is_isa);
#endif
