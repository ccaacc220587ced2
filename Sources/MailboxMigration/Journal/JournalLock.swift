internal import Glibc

/// Keeps a second run away from a journal. The system drops the lock when the process ends, however it ends.
final class JournalLock: Sendable {
    private let descriptor: Int32

    init(besides path: String) throws(JournalError) {
        descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw JournalError(errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? .locked : JournalError(errno: code)
        }
    }

    deinit {
        // Closing alone is not enough: a child that is just being started shares the lock until its own program begins.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}

extension JournalError {
    init(errno code: Int32) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: self = .diskFull
        default: self = .unusable(reason: String(cString: strerror(code)))
        }
    }
}
