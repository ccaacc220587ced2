import IMAPCodec

@testable import MailboxMigration

extension NamingScheme {
    static let slash = NamingScheme("", "/")
    static let courier = NamingScheme("INBOX.", ".")
    static let dot = NamingScheme("", ".")
    static let flat = NamingScheme("", nil)

    init(_ prefix: String, _ separator: Character?, distinguishesCase: Bool = false) {
        let namespace = MailboxNamespace(prefix: Array(prefix.utf8), separator: separator?.asciiValue)
        self.init(namespaces: [namespace], listings: [], distinguishesCase: distinguishesCase)
    }
}

func listing(_ name: String, _ scheme: NamingScheme = .slash, attributes: [String] = []) -> MailboxListing {
    MailboxListing(
        name: MailboxName(decoded: name), separator: scheme.separator,
        attributes: Set(attributes.map { MailboxAttribute($0) }))
}

/// Names with one attribute each; an empty one is none.
func listings(_ folders: KeyValuePairs<String, String>) -> [MailboxListing] {
    folders.map { listing($0, attributes: $1.isEmpty ? [] : [$1]) }
}
