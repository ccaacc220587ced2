/// One line of LIST or LSUB (RFC 9051 §7.3.1).
package struct MailboxListing: Hashable, Sendable {
    package let name: MailboxName
    /// The hierarchy separator; nil when the namespace is flat.
    package let separator: UInt8?
    package let attributes: Set<MailboxAttribute>

    package init(name: MailboxName, separator: UInt8?, attributes: Set<MailboxAttribute>) {
        self.name = name
        self.separator = separator
        self.attributes = attributes
    }

    /// Whether mail can be in it; parents that only hold other mailboxes cannot be selected.
    package var isSelectable: Bool {
        attributes.isDisjoint(with: [.noSelect, .nonExistent])
    }

    package var specialUse: SpecialUse? {
        SpecialUse.allCases.first { attributes.contains(MailboxAttribute($0.rawValue)) }
    }
}

/// One namespace of NAMESPACE (RFC 2342 §5): where its names begin, and what separates their levels.
package struct MailboxNamespace: Hashable, Sendable {
    package let prefix: [UInt8]
    package let separator: UInt8?

    package init(prefix: [UInt8], separator: UInt8?) {
        self.prefix = prefix
        self.separator = separator
    }
}
