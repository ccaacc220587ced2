// The system's resolver for Swift: one re-entrant state a query.
#ifndef GODWIT_CRESOLV_H
#define GODWIT_CRESOLV_H
#include <sys/types.h>
#include <netinet/in.h>
#include <arpa/nameser.h>
#include <resolv.h>
#endif
