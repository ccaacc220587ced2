internal import Glibc
package import MailCore

/// Asks for a password on the terminal, without showing it. Talks to `/dev/tty`, so that it also works when
/// standard input and output are pipes.
package enum PasswordPrompt {
    @Sendable package static func ask(_ question: String) throws(SecretError) -> Secret {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw .noTerminal }
        defer { close(terminal) }

        var before = termios()
        guard unsafe tcgetattr(terminal, &before) == 0 else { throw .noTerminal }
        var silent = before
        // Without ISIG, so that Ctrl-C comes to us and never leaves a terminal that shows nothing.
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
        defer { unsafe tcsetattr(terminal, TCSAFLUSH, &before) }

        show(DisplayText.clean(question) + " ", on: terminal)
        defer { show("\n", on: terminal) }
        return try readLine(from: terminal)
    }

    private static func readLine(from terminal: Int32) throws(SecretError) -> Secret {
        let line = PasswordLine()
        while true {
            var byte: UInt8 = 0
            let count = unsafe read(terminal, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count == 1 else { throw .noTerminal }
            if let secret = try line.type(byte) { return secret }
        }
    }

    private static func show(_ text: String, on terminal: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe write(terminal, bytes, bytes.count)
    }
}
