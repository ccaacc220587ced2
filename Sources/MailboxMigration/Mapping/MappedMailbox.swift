internal import IMAPCodec

/// Where a folder goes.
struct MappedMailbox: Hashable, Sendable {
    let source: MailboxListing
    let target: MailboxName
    /// Nil where the target has the folder.
    let create: Creation?
    /// Whether the name reads otherwise than at the source, apart from the accounts' prefixes and separators.
    var isRenamed = false

    /// The same folder under a name without anything unusual, for a target that refused the first one; nil when there is
    /// nothing more to try.
    var withPlainName: MappedMailbox? {
        guard let create, let name = create.plainName else { return nil }
        return MappedMailbox(
            source: source, target: name, create: Creation(specialUse: create.specialUse), isRenamed: true)
    }

    struct Creation: Hashable, Sendable {
        /// To be asked for, where the target can.
        let specialUse: SpecialUse?
        /// A name without anything unusual; nil when it is without already.
        var plainName: MailboxName?
    }
}
