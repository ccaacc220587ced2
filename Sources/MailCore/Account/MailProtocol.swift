/// What a mail server speaks. Raw values are the names used in JSON and on the command line.
public enum MailProtocol: String, CaseIterable, Hashable, Sendable, Codable {
    case imap
    case pop3
    case smtp
}
