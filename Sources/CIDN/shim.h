// libidn2 for Swift: its flags are enumeration values there, and CInt in the functions that take them.
#ifndef GODWIT_CIDN_H
#define GODWIT_CIDN_H
#include <idn2.h>

// UTS 46 mapping, non-transitional: ß and the joiners stay what they are, as IDNA2008 wants.
static const int godwit_idn_flags = IDN2_NONTRANSITIONAL;
#endif
