// OpenSSL for Swift. Function-like macros are not imported by Swift; each one we use is re-exported here.
#ifndef GODWIT_COPENSSL_H
#define GODWIT_COPENSSL_H
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// SSL_CTX and SSL

static inline void godwit_SSL_CTX_set_min_proto_version(SSL_CTX *context, int version) {
    SSL_CTX_set_min_proto_version(context, version);
}
static inline void godwit_SSL_CTX_disable_session_cache(SSL_CTX *context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}
static inline void godwit_SSL_CTX_release_idle_buffers(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}
static inline long godwit_SSL_set_tlsext_host_name(SSL *ssl, const char *name) {
    return SSL_set_tlsext_host_name(ssl, name);
}
static inline long godwit_SSL_get_extms_support(SSL *ssl) { return SSL_get_extms_support(ssl); }
static const uint64_t godwit_SSL_OP_NO_RENEGOTIATION = SSL_OP_NO_RENEGOTIATION;
static const uint64_t godwit_SSL_OP_NO_TICKET = SSL_OP_NO_TICKET;
static const uint64_t godwit_SSL_OP_NO_COMPRESSION = SSL_OP_NO_COMPRESSION;
static const uint64_t godwit_SSL_OP_LEGACY_SERVER_CONNECT = SSL_OP_LEGACY_SERVER_CONNECT;

static const unsigned long godwit_XN_FLAG_RFC2253 = XN_FLAG_RFC2253;

// SSL_set_app_data and SSL_get_app_data

static inline int godwit_SSL_set_app_data(SSL *ssl, void *data) { return SSL_set_app_data(ssl, data); }
static inline void *godwit_SSL_get_app_data(const SSL *ssl) { return SSL_get_app_data(ssl); }

// BIO

static inline void godwit_BIO_set_retry_read(BIO *bio) { BIO_set_retry_read(bio); }
static inline void godwit_BIO_clear_retry_flags(BIO *bio) { BIO_clear_retry_flags(bio); }
static inline long godwit_BIO_get_mem_data(BIO *bio, char **data) { return BIO_get_mem_data(bio, data); }

// Memory

static inline void godwit_OPENSSL_free(void *memory) { OPENSSL_free(memory); }

// Stacks

static inline int godwit_sk_X509_num(const STACK_OF(X509) *stack) { return sk_X509_num(stack); }
static inline X509 *godwit_sk_X509_value(const STACK_OF(X509) *stack, int index) {
    return sk_X509_value(stack, index);
}
static inline int godwit_sk_GENERAL_NAME_num(const void *names) {
    return sk_GENERAL_NAME_num((const GENERAL_NAMES *)names);
}
static inline GENERAL_NAME *godwit_sk_GENERAL_NAME_value(const void *names, int index) {
    return sk_GENERAL_NAME_value((const GENERAL_NAMES *)names, index);
}
static inline void godwit_GENERAL_NAMES_free(void *names) { GENERAL_NAMES_free((GENERAL_NAMES *)names); }
static inline int godwit_sk_ACCESS_DESCRIPTION_num(const void *accesses) {
    return sk_ACCESS_DESCRIPTION_num((const AUTHORITY_INFO_ACCESS *)accesses);
}
static inline int godwit_ACCESS_DESCRIPTION_method(const void *accesses, int index) {
    return OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value((const AUTHORITY_INFO_ACCESS *)accesses, index)->method);
}
static inline void godwit_AUTHORITY_INFO_ACCESS_free(void *accesses) {
    AUTHORITY_INFO_ACCESS_free((AUTHORITY_INFO_ACCESS *)accesses);
}

#endif
