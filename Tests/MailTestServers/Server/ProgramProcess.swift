internal import FoundationEssentials
import Glibc

/// A built program as a process of its own, for what a test cannot do to itself: be killed, or run out of disk.
package final class ProgramProcess {
    private let process: pid_t
    private let output: CInt
    private var input: CInt = -1
    private let errorsFile: String
    private var unread: [UInt8] = []

    /// - Parameters:
    ///   - program: its path, or its name where it lies beside the program that runs the tests.
    ///   - fileBlocks: the largest file it may write, in the blocks of `ulimit -f` (512 bytes); a disk that is full.
    ///   - folder: for what it says to standard error.
    ///   - errorsWithOutput: what it says to standard error comes with its output, line by line, instead.
    ///   - environment: more variables.
    ///   - leavesTerminal: it has no terminal to ask on, even where we have one.
    ///   - takesInput: it reads what ``type(_:)`` sends; else there is nothing to read.
    package init(
        _ arguments: [String], of program: String = "godwit", fileBlocks: Int? = nil, folder: TemporaryFolder,
        errorsWithOutput: Bool = false, environment: [String: String] = [:], takesInput: Bool = false,
        leavesTerminal: Bool = false
    ) throws {
        errorsFile = "\(folder.path)/errors-\(UInt64.random(in: 0...(.max)))"
        var ends: [CInt] = [-1, -1]
        // A socket, because a pipe cannot be kept from the children that other tests start at this moment.
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw ProgramProcessError(errno: errno)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        var inputEnds: [CInt] = [-1, -1]
        if takesInput {
            guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &inputEnds) == 0
            else {
                throw ProgramProcessError(errno: errno)
            }
            posix_spawn_file_actions_adddup2(&actions, inputEnds[1], STDIN_FILENO)
        }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorsFile, O_WRONLY | O_CREAT, 0o600)
        if errorsWithOutput { posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO) }

        // Worker threads block every signal, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        let flags = Int16(POSIX_SPAWN_SETSIGMASK) | (leavesTerminal ? Self.newSession : 0)
        posix_spawnattr_setflags(&attributes, flags)

        let limit = fileBlocks.map { "ulimit -f \($0); " } ?? ""
        let words = ["/bin/sh", "-c", limit + "exec \"$0\" \"$@\"", try Self.path(of: program)] + arguments
        var pointers = words.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var variables = Self.environment(with: environment).map { strdup($0) } + [nil]
        defer { variables.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &pointers, &variables)
        close(ends[1])
        if takesInput { close(inputEnds[1]) }
        guard code == 0 else {
            close(ends[0])
            if takesInput { close(inputEnds[0]) }
            throw ProgramProcessError(errno: code)
        }
        self.process = process
        output = ends[0]
        input = inputEnds[0]
    }

    deinit {
        close(output)
        if input >= 0 { close(input) }
    }

    /// Sends a line to its standard input.
    package func type(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(input, bytes, bytes.count)
    }

    /// POSIX_SPAWN_SETSID of glibc, which Swift does not see.
    private static let newSession: Int16 = 0x80

    /// Ours with some more, which count.
    private static func environment(with more: [String: String]) -> [String] {
        var variables: [String] = []
        var place = environ
        while let variable = place.pointee {
            variables.append(String(cString: variable))
            place += 1
        }
        return variables.filter { variable in !more.keys.contains { variable.hasPrefix($0 + "=") } }
            + more.map { "\($0)=\($1)" }
    }

    /// The next line of standard output, without its end; nil after the last.
    package func nextLine() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeFirst(end + 1) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = read(output, &bytes, bytes.count)
            guard count > 0 else { return nil }
            unread += bytes.prefix(count)
        }
    }

    package func send(signal: CInt) { kill(process, signal) }

    /// For others that send it a signal.
    package var identifier: CInt { process }

    /// Reads the rest and waits.
    ///
    /// - Returns: the exit code, or 128 and the number of the signal that ended it, and what it said last.
    package func finish() -> (code: CInt, lastLine: String, errors: String) {
        var last = ""
        while let line = nextLine() { last = line }
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        let errors = FileManager.default.contents(atPath: errorsFile) ?? Data()
        return (signal == 0 ? (status >> 8) & 0xFF : 128 + signal, last, String(decoding: errors, as: UTF8.self))
    }

    private static func path(of program: String) throws -> String {
        if program.hasPrefix("/") { return program }
        guard let path = realpath("/proc/self/exe", nil) else { throw ProgramProcessError(errno: errno) }
        defer { free(path) }
        let own = String(cString: path)
        let program = own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + program
        guard access(program, X_OK) == 0 else { throw ProgramProcessError(errno: errno) }
        return program
    }
}

package struct ProgramProcessError: Error {
    let errno: CInt
}
