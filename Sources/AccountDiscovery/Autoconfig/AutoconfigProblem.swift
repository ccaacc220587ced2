public import MailCore

/// Something in a document that breaks the format. The rest of the document is used all the same.
public struct AutoconfigProblem: Hashable, Sendable {
    /// Line in the document, from 1.
    public let line: Int
    /// For people.
    public let message: LocalizedText
}
