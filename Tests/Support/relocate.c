// Dovecot finds its modules, the TLS one among them, under a path that is compiled in. This library, preloaded into
// the privately unpacked servers, sends what they look up there to where they were unpacked.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char compiled_in[] = "/usr/lib/dovecot/";

static const char *relocated(const char *path, char buffer[PATH_MAX]) {
    const char *root = getenv("DOVECOT_ROOT");
    if (root == NULL || path == NULL || strncmp(path, compiled_in, sizeof compiled_in - 1) != 0) return path;
    int length = snprintf(buffer, PATH_MAX, "%s%s", root, path);
    return length > 0 && length < PATH_MAX ? buffer : path;
}

DIR *opendir(const char *path) {
    DIR *(*next)(const char *) = (DIR * (*)(const char *)) dlsym(RTLD_NEXT, "opendir");
    char buffer[PATH_MAX];
    return next(relocated(path, buffer));
}

void *dlopen(const char *path, int mode) {
    void *(*next)(const char *, int) = (void *(*)(const char *, int)) dlsym(RTLD_NEXT, "dlopen");
    char buffer[PATH_MAX];
    return next(relocated(path, buffer), mode);
}
