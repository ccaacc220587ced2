internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Looks into an account that is open, without changing anything in it.
struct AccountInspection {
    let connection: IMAPConnection

    /// Opens the inbox for reading only, and lists the folders.
    func mailboxes() async throws(IMAPError) -> MailboxSummary {
        let inbox = try await connection.examine(.inbox)
        let listings = try await connection.list()
        let namespaces = try await connection.namespaces()
        let special = listings.compactMap { listing in
            listing.specialUse.map {
                MailboxSummary.SpecialFolder(use: $0.wire, name: DisplayText.clean(listing.name.decoded))
            }
        }
        return MailboxSummary(
            inboxMessages: Int(inbox.exists), folders: listings.count(where: \.isSelectable),
            specialUses: special.sorted { ($0.use, $0.name) < ($1.use, $1.name) },
            namespaces: namespaces.map { DisplayText.clean(MailboxName(wire: $0.prefix).decoded) })
    }

    /// The extensions that make a migration better, as far as they are there.
    func extensions() async -> String {
        let capabilities = await connection.capabilities
        let wanted: [Capability] = [
            .uidPlus, .multiAppend, .literalPlus, .literalMinus, .compressDeflate, .condStore, .qResync, .move,
            .specialUse,
        ]
        return wanted.filter(capabilities.contains).map(\.rawValue).joined(separator: " ")
    }

    /// What a migration to this server has to do without.
    func missing() async -> [Diagnostic] {
        guard await !connection.capabilities.contains(.uidPlus) else { return [] }
        return [
            Diagnostic(
                .missingExtension, severity: .info,
                message: LocalizedText(
                    "The server does not tell where it puts a message (no UIDPLUS): bringing mail here takes longer to prove, and "
                        + "deletions cannot follow.",
                    zhHans: "服务器不告知邮件的存放位置（不支持 UIDPLUS）：迁入时验证需要更久，也无法同步删除。"),
                actor: .nobody)
        ]
    }
}
