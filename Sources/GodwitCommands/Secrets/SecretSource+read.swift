internal import Glibc
package import MailCore

extension SecretSource {
    /// Gets the secret: the first line, without its line end, at most ``ByteLimits/secret`` bytes.
    ///
    /// - Parameter question: shown on the terminal when the person is asked.
    /// - Throws: ``SecretError``. Waits as long as the person or the command takes.
    package func read(question: String) throws(SecretError) -> Secret {
        switch self {
        case .file("-"):
            return try FirstLine.read(from: STDIN_FILENO, of: "-")
        case .file(let path):
            return try Self.readFile(path)
        case .environment(let name):
            guard let value = unsafe getenv(name) else { throw .missingVariable(name) }
            return try FirstLine.secret(unsafe String(cString: value).utf8)
        case .command(let command):
            return try PasswordCommand.run(command)
        case .prompt:
            return try Console.current.askSecret(question)
        }
    }

    private static func readFile(_ path: String) throws(SecretError) -> Secret {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadableFile(path: path, errno: errno) }
        defer { close(descriptor) }
        return try FirstLine.read(from: descriptor, of: path)
    }
}
