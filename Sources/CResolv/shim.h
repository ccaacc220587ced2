// The system's resolver for Swift: one re-entrant state a query.
#ifndef GODWIT_CRESOLV_H
#define GODWIT_CRESOLV_H
#include <sys/types.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>

// The structure shares its name with a function, which is what Swift would see.
typedef struct __res_state godwit_resolver_state;

// res_ninit and res_nclose are macros, and options are unsigned long in the state: Swift sees neither.
static inline int godwit_resolver_open(godwit_resolver_state *state) {
    memset(state, 0, sizeof *state);
    return res_ninit(state);
}

static inline void godwit_resolver_close(godwit_resolver_state *state) {
    res_nclose(state);
}

static const unsigned long godwit_option_edns0 = RES_USE_EDNS0;
static const unsigned long godwit_option_trust_ad = RES_TRUSTAD;
static const unsigned long godwit_option_no_reload = RES_NORELOAD;

// Makes the state ask just this name server. An IPv6 server stands in the extension, in memory that res_nclose frees;
// its entry in the IPv4 list is then empty (glibc, resolv/res_send.c).
static inline int godwit_resolver_use(godwit_resolver_state *state, const char *host, unsigned short port) {
    struct sockaddr_in four;
    memset(&four, 0, sizeof four);
    state->nscount = 1;
    if (inet_pton(AF_INET, host, &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        state->nsaddr_list[0] = four;
        return 1;
    }
    struct sockaddr_in6 *six = state->_u._ext.nsaddrs[0];
    if (six == NULL) six = malloc(sizeof *six);
    if (six == NULL) return 0;
    memset(six, 0, sizeof *six);
    state->_u._ext.nsaddrs[0] = six;
    state->nsaddr_list[0].sin_family = 0;
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(port);
    return inet_pton(AF_INET6, host, &six->sin6_addr) == 1;
}

// Whether every name server is on this machine, so that nobody between can forge its AD bit.
static inline int godwit_resolver_is_local(const godwit_resolver_state *state) {
    for (int i = 0; i < state->nscount; i++) {
        const struct sockaddr_in *four = &state->nsaddr_list[i];
        const struct sockaddr_in6 *six = state->_u._ext.nsaddrs[i];
        if (four->sin_family == AF_INET) {
            if (ntohl(four->sin_addr.s_addr) >> 24 != 127) return 0;
        } else if (six == NULL || !IN6_IS_ADDR_LOOPBACK(&six->sin6_addr)) {
            return 0;
        }
    }
    return state->nscount > 0;
}
#endif
