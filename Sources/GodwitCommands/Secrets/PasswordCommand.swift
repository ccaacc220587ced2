internal import Glibc
internal import MailCore

/// Runs a shell command that prints a password, such as `pass show mail`.
enum PasswordCommand {
    /// The command has our terminal and standard error, so that it can ask for its own key.
    static func run(_ command: String) throws(SecretError) -> Secret {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw .commandFailed(status: errno) }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let process: pid_t
        do throws(SecretError) {
            process = try start(command, output: ends[1])
        } catch {
            close(ends[1])
            throw error
        }
        close(ends[1])

        let line: Result<Secret, SecretError>
        do throws(SecretError) {
            line = .success(try FirstLine.read(from: ends[0], of: command))
        } catch {
            line = .failure(error)
        }
        // The rest is read away: a command that prints more must not die of a closed pipe.
        drain(ends[0])
        let status = wait(for: process)
        guard status == 0 else { throw .commandFailed(status: status) }
        return try line.get()
    }

    private static func start(_ command: String, output: Int32) throws(SecretError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)

        let arguments = ["/bin/sh", "-c", command]
        var pointers = arguments.map { unsafe strdup($0) } + [nil]
        defer { for pointer in unsafe pointers { unsafe free(pointer) } }
        var process: pid_t = 0
        let code = unsafe posix_spawn(&process, "/bin/sh", &actions, nil, &pointers, environ)
        guard code == 0 else { throw .commandFailed(status: code) }
        return process
    }

    private static func drain(_ descriptor: Int32) {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        defer { bytes.wipe() }
        while unsafe read(descriptor, &bytes, bytes.count) > 0 {}
    }

    /// The exit status, or 128 and the number of the signal that ended it, as shells count.
    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return errno }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
