// libpsl for Swift.
#ifndef GODWIT_CPSL_H
#define GODWIT_CPSL_H
#include <libpsl.h>
#endif
