// OpenSSL for Swift. Function-like macros are not imported by Swift; each one we use is re-exported here.
#ifndef GODWIT_COPENSSL_H
#define GODWIT_COPENSSL_H
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#endif
