internal import Glibc
internal import MailCore

/// Runs a program of the desktop. What is secret goes through its standard input, where no list of processes shows it.
struct ChildProgram {
    /// Looked for on the PATH.
    let name: String
    /// It is ended after this time.
    let timeout: Duration

    struct Result {
        let status: Int32
        let output: Secret
        let errors: String
    }

    /// - Returns: nil when it cannot be started.
    func run(_ arguments: [String], input: Secret? = nil) -> Result? {
        guard let inputEnds = Self.socket(), let outputEnds = Self.socket(), let errorEnds = Self.socket() else {
            return nil
        }
        let process = start(
            arguments, input: inputEnds.reading, output: outputEnds.writing, errors: errorEnds.writing)
        for end in [inputEnds.reading, outputEnds.writing, errorEnds.writing] { close(end) }
        defer { for end in [outputEnds.reading, errorEnds.reading] { close(end) } }
        guard let process else {
            close(inputEnds.writing)
            return nil
        }
        // A socket holds more than any token: this does not wait for the program.
        if let input { Self.write(input, to: inputEnds.writing) }
        close(inputEnds.writing)
        let texts = ChildOutput.read([outputEnds.reading, errorEnds.reading], within: timeout)
        if texts == nil { kill(process, SIGKILL) }
        let status = Self.wait(for: process)
        guard let texts else { return Result(status: status, output: Secret(""), errors: "timeout") }
        return Result(
            status: status, output: texts[0],
            errors: texts[1].withBytes { DisplayText.clean(bytes: $0.filter { $0 != 0x0A }) })
    }

    private func start(_ arguments: [String], input: Int32, output: Int32, errors: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        // Threads of ours block signals, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pointers = ([name] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        return posix_spawnp(&process, name, &actions, &attributes, &pointers, environ) == 0 ? process : nil
    }

    /// A pipe could not be kept from children that other threads start at this moment.
    private static func socket() -> (reading: Int32, writing: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { return nil }
        return (ends[0], ends[1])
    }

    /// A program that does not read ends the conversation, not us.
    private static func write(_ secret: Secret, to descriptor: Int32) {
        secret.withBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }

    /// The exit status, or 128 and the number of the signal that ended it.
    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return errno }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
