// Keeps a server that was unpacked, not installed, within its own folders. Preloaded into it, this library sends what
// the server looks up under paths that are compiled in to where it was unpacked or where a test wrote it, and what it
// logs to a file. RELOCATE holds pairs of beginnings of a path, as in "/usr/lib/dovecot/=/place/usr/lib/dovecot/";
// a colon stands between pairs. SERVER_LOG names the file. PRETENDED_ROOT is the name of a program that insists on being
// root: it is told that it is, and that it and its children became whom they wanted to be. PRETENDED_USER is the name of a
// user that the server's package would have made: it is an alias of whoever runs it. LOOPBACK_ONLY is for a server that
// cannot be told itself to listen on this machine's own address alone.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <netinet/in.h>
#include <pwd.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// The path itself, or the relocated one in the buffer.
static const char *relocated(const char *path, char buffer[PATH_MAX]) {
    const char *rule = getenv("RELOCATE");
    while (path != NULL && rule != NULL && *rule != '\0') {
        size_t from = strcspn(rule, "=:"), whole = strcspn(rule, ":");
        if (from < whole && strncmp(path, rule, from) == 0) {
            int length = snprintf(buffer, PATH_MAX, "%.*s%s", (int)(whole - from - 1), rule + from + 1, path + from);
            return length > 0 && length < PATH_MAX ? buffer : path;
        }
        rule += whole + (rule[whole] == ':');
    }
    return path;
}

// Defines a function of the C library anew: what it does with a path, it does with the relocated one.
#define RELOCATE(type, name, path, parameters, arguments)             \
    type name parameters {                                            \
        type(*next) parameters = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
        char buffer[PATH_MAX];                                        \
        path = relocated(path, buffer);                               \
        return next arguments;                                        \
    }

RELOCATE(DIR *, opendir, path, (const char *path), (path))
RELOCATE(void *, dlopen, path, (const char *path, int mode), (path, mode))
RELOCATE(FILE *, fopen, path, (const char *path, const char *mode), (path, mode))
RELOCATE(int, access, path, (const char *path, int mode), (path, mode))
RELOCATE(int, chmod, path, (const char *path, mode_t mode), (path, mode))
RELOCATE(int, unlink, path, (const char *path), (path))
RELOCATE(int, stat, path, (const char *path, struct stat *status), (path, status))

int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    char buffers[2][PATH_MAX];
    return next(relocated(from, buffers[0]), relocated(to, buffers[1]));
}

int open(const char *path, int flags, ...) {
    int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    char buffer[PATH_MAX];
    return next(relocated(path, buffer), flags, mode);
}

// bind and connect, of which only the names of Unix sockets are relocated.
static int with_socket_name(const char *function, int socket, const struct sockaddr *address, socklen_t length) {
    int (*next)(int, const struct sockaddr *, socklen_t) =
        (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, function);
    struct sockaddr_un renamed = {.sun_family = AF_UNIX};
    char path[sizeof renamed.sun_path + 1] = "", buffer[PATH_MAX];
    if (address->sa_family != AF_UNIX) return next(socket, address, length);
    memcpy(path, ((const struct sockaddr_un *)address)->sun_path, length - offsetof(struct sockaddr_un, sun_path));
    const char *name = relocated(path, buffer);
    if (name == path || strlen(name) >= sizeof renamed.sun_path) return next(socket, address, length);
    strcpy(renamed.sun_path, name);
    return next(socket, (struct sockaddr *)&renamed, sizeof renamed);
}
int bind(int socket, const struct sockaddr *address, socklen_t length) {
    if (getenv("LOOPBACK_ONLY") != NULL && address->sa_family == AF_INET) {
        struct sockaddr_in own = *(const struct sockaddr_in *)address;
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return with_socket_name("bind", socket, (struct sockaddr *)&own, sizeof own);
    }
    if (getenv("LOOPBACK_ONLY") != NULL && address->sa_family == AF_INET6) {
        struct sockaddr_in6 own = *(const struct sockaddr_in6 *)address;
        own.sin6_addr = in6addr_loopback;
        return with_socket_name("bind", socket, (struct sockaddr *)&own, sizeof own);
    }
    return with_socket_name("bind", socket, address, length);
}
int connect(int socket, const struct sockaddr *address, socklen_t length) {
    return with_socket_name("connect", socket, address, length);
}

static int is_pretended_root(void) {
    const char *name = getenv("PRETENDED_ROOT");
    return name != NULL && strcmp(name, program_invocation_short_name) == 0;
}

// Defines a function that tells who runs the program.
#define IDENTITY(type, name)                               \
    type name(void) {                                      \
        type (*next)(void) = (type(*)(void))dlsym(RTLD_NEXT, #name); \
        return is_pretended_root() ? 0 : next();           \
    }
IDENTITY(uid_t, getuid)
IDENTITY(uid_t, geteuid)
IDENTITY(gid_t, getgid)
IDENTITY(gid_t, getegid)

// Defines a function that changes it.
#define BECOME(name, parameters, arguments)                                        \
    int name parameters {                                                          \
        int(*next) parameters = (int(*) parameters)dlsym(RTLD_NEXT, #name);         \
        return getenv("PRETENDED_ROOT") != NULL ? 0 : next arguments;              \
    }
BECOME(setuid, (uid_t user), (user))
BECOME(seteuid, (uid_t user), (user))
BECOME(setgid, (gid_t group), (group))
BECOME(setegid, (gid_t group), (group))
BECOME(setgroups, (size_t count, const gid_t *groups), (count, groups))
BECOME(initgroups, (const char *user, gid_t group), (user, group))

struct passwd *getpwnam(const char *name) {
    struct passwd *(*next)(const char *) = (struct passwd * (*)(const char *))dlsym(RTLD_NEXT, "getpwnam");
    const char *pretended = getenv("PRETENDED_USER");
    return pretended != NULL && strcmp(name, pretended) == 0 ? getpwuid(getuid()) : next(name);
}

static void log_line(const char *format, va_list arguments) {
    int error = errno;
    const char *path = getenv("SERVER_LOG");
    // Not standard error: for some services that is their client's connection.
    FILE *file = path != NULL ? fopen(path, "ae") : NULL;
    if (file == NULL) return;
    errno = error; // for %m
    vfprintf(file, format, arguments);
    fputc('\n', file);
    fclose(file);
    errno = error;
}
void syslog(int priority, const char *format, ...) {
    va_list arguments;
    (void)priority;
    va_start(arguments, format);
    log_line(format, arguments);
    va_end(arguments);
}
// What syslog becomes in programs that are built with _FORTIFY_SOURCE.
void __syslog_chk(int priority, int flag, const char *format, ...) {
    va_list arguments;
    (void)priority, (void)flag;
    va_start(arguments, format);
    log_line(format, arguments);
    va_end(arguments);
}
