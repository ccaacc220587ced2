// libxml2 for Swift. Its ICU headers clash with Foundation's, so its ICU support is hidden from the compiler.
#ifndef GODWIT_CLIBXML2_H
#define GODWIT_CLIBXML2_H
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#endif
