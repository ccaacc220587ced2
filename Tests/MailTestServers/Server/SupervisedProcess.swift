import Glibc
internal import NIOPosix

/// A server under `Tests/Support/supervise.sh`. The supervisor obeys orders over a socket and, when that closes for
/// whatever reason, ends the server and removes its folder: a test that crashes leaves nothing behind.
final class SupervisedProcess: Sendable {
    private let supervisor: pid_t
    private let socket: CInt

    /// - Parameters:
    ///   - folder: removed in the end.
    ///   - command: the server, which must stay in the foreground.
    init(folder: String, command: [String]) throws {
        var sockets: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &sockets) == 0 else {
            throw TestServerError.setUp("no socket for the supervisor")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, sockets[1], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, sockets[1], STDOUT_FILENO)
        // Worker threads block every signal, and a child inherits that: nothing could end the server then.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let script = TestSupportFiles.script("supervise.sh")
        var arguments = ([script, folder] + command).map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, script, &actions, &attributes, &arguments, environ)
        Glibc.close(sockets[1])
        guard result == 0 else {
            Glibc.close(sockets[0])
            throw TestServerError.setUp("cannot run \(script): \(String(cString: strerror(result)))")
        }
        supervisor = process
        socket = sockets[0]
    }

    /// Returns when the order is carried out: the process is started, or has ended.
    func give(_ order: Order) async throws {
        let socket = socket
        let answer = try await NIOThreadPool.singleton.runIfActive {
            let line = Array((order.rawValue + "\n").utf8)
            guard send(socket, line, line.count, CInt(MSG_NOSIGNAL)) == line.count else { return 0 }
            var answer = [UInt8](repeating: 0, count: 5)
            return recv(socket, &answer, answer.count, CInt(MSG_WAITALL))
        }
        guard answer == 5 else { throw TestServerError.setUp("the supervisor ended before it could \(order)") }
    }

    enum Order: String {
        case start, stop, kill
    }

    /// Ends the server and removes its folder; returns when both are gone. Call it once.
    func finish() async throws {
        let (socket, supervisor) = (socket, supervisor)
        try await NIOThreadPool.singleton.runIfActive {
            shutdown(socket, CInt(SHUT_WR))
            var status: CInt = 0
            while waitpid(supervisor, &status, 0) < 0, errno == EINTR {}
            Glibc.close(socket)
        }
    }
}
