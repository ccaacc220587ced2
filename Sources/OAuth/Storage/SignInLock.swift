internal import Glibc

/// Lets one process at a time use an account's refresh token: a server that rotates them takes the second use of one for
/// theft (RFC 9700 §4.14.2).
struct SignInLock: Sendable {
    private let descriptor: Int32

    /// Waits for the lock.
    ///
    /// - Throws: ``SignInStoreError/busy`` after ``OAuthLimits/lock``.
    init(path: String, patience: Duration = OAuthLimits.lock) async throws(SignInStoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(path: path, errno: errno) }
        let end = ContinuousClock.now + patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            guard code == EWOULDBLOCK || code == EINTR, .now < end, await Self.pause() else {
                close(descriptor)
                throw code == EWOULDBLOCK || code == EINTR ? .busy : .system(path: path, errno: code)
            }
        }
        self.descriptor = descriptor
    }

    /// Has to be called once.
    func release() { close(descriptor) }

    /// False when the task was cancelled.
    private static func pause() async -> Bool {
        do {
            try await Task.sleep(for: OAuthLimits.lockInterval)
            return true
        } catch {
            return false
        }
    }
}
