internal import Dispatch
internal import Glibc
internal import MailCore

/// Lines that somebody types while something else goes on.
enum InputLine {
    /// The next line of standard input, without its end; nil at the end of it, or when the task is cancelled.
    static func next() async -> String? {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { return nil }
        let (ours, theirs) = (ends[0], ends[1])
        defer { for end in [ours, theirs] { close(end) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Waiting for a person must not hold one of the few threads that tasks run on.
                DispatchQueue.global().async { continuation.resume(returning: read(until: theirs)) }
            }
        } onCancel: {
            var byte: UInt8 = 0
            write(ours, &byte, 1)
        }
    }

    /// Byte by byte, so that nothing of the line after is taken.
    private static func read(until stop: Int32) -> String? {
        var places = [STDIN_FILENO, stop].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var line: [UInt8] = []
        while line.count <= ByteLimits.secret {
            guard poll(&places, 2, -1) > 0 else {
                if errno == EINTR { continue }
                return nil
            }
            guard places[1].revents == 0 else { return nil }
            var byte: UInt8 = 0
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { break }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
