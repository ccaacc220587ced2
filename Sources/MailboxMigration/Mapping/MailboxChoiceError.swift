/// Why folders cannot be chosen or placed as it was asked for. Nothing has been written when it is thrown.
public enum MailboxChoiceError: Error, Hashable, Sendable {
    /// No folder of the source fits what the user wrote.
    case noSuchMailbox(String)
    /// Two folders of the source would become one at the target: their messages could not be told apart any more.
    case sameTarget(String, sources: [String])
}
