/// Why there is no secret. Never holds any of it.
package enum SecretError: Error, Hashable, Sendable {
    case unreadableFile(path: String, errno: Int32)
    case missingVariable(String)
    /// The command could not be started, or ended with this status.
    case commandFailed(status: Int32)
    case empty
    /// More than ``ByteLimits/secret`` bytes in the first line.
    case tooLong
    /// There is no terminal to ask on.
    case noTerminal
    /// The person pressed Ctrl-C at the question.
    case interrupted
}
