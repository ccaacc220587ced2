import Glibc
package import MailCore
internal import Synchronization

/// The dialogue with servers, for people who look for a fault. Bounded in memory; optionally also written to a
/// file as it happens.
///
/// Whoever records leaves secrets out; here lines are made safe to show, and what servers repeat of a secret is taken out.
package final class Transcript: Sendable {
    package enum Direction: String, Sendable {
        case client = "C:"
        case server = "S:"
        case note = "--"
    }

    private struct State {
        var lines: [String] = []
        var dropped = 0
        var redaction = SecretRedaction([])
    }

    private let state = Mutex(State())
    private let file: Int32?
    private let start = ContinuousClock.now

    /// Kept in memory only.
    package init() { file = nil }

    /// Also written to a file that only its owner can read (mode 0600); an older file is replaced.
    ///
    /// - Throws: `.system` when the file cannot be created. A symbolic link is refused.
    package init(file path: String) throws(TransportError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(errno: errno) }
        guard fchmod(descriptor, 0o600) == 0 else {
            let code = errno
            close(descriptor)
            throw .system(errno: code)
        }
        file = descriptor
    }

    deinit {
        if let file { close(file) }
    }

    /// Takes these secrets out of every line from now on.
    package func conceal(_ secrets: [Secret]) {
        let redaction = SecretRedaction(secrets)
        state.withLock { $0.redaction = redaction }
    }

    /// Adds what one side said. Line ends divide it into lines.
    ///
    /// - Parameter connection: a short name of the connection, such as `source 2`.
    package func record(_ direction: Direction, connection: String, _ text: String) {
        let time = Self.format(start.duration(to: .now).milliseconds)
        for part in text.split(whereSeparator: \.isNewline) {
            let text = DisplayText.clean(String(part))
            state.withLock { state in
                let line = "\(time) \(connection) \(direction.rawValue) \(state.redaction.redact(text))"
                append(line, to: &state)
                writeToFile(line)
            }
        }
    }

    /// The lines still in memory, the oldest first; a first line says how many were dropped, if any.
    package var lines: [String] {
        state.withLock { state in
            state.dropped == 0 ? state.lines : ["(\(state.dropped) earlier lines left out)"] + state.lines
        }
    }

    private func append(_ line: String, to state: inout State) {
        state.lines.append(line)
        // Dropping half at a time costs less than one at a time.
        guard state.lines.count > ByteLimits.transcriptLines else { return }
        let surplus = ByteLimits.transcriptLines / 2
        state.lines.removeFirst(surplus)
        state.dropped += surplus
    }

    /// A full disk must not stop a migration: the file then simply ends early.
    private func writeToFile(_ line: String) {
        guard let file else { return }
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest.removeFirst(count)
        }
    }

    /// Seconds since the start, such as `3.041`.
    private static func format(_ milliseconds: Int) -> String {
        let fraction = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
