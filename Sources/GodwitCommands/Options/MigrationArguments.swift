internal import ArgumentParser
internal import MailCore
internal import MailTransport
internal import MailboxMigration

/// What `migrate` and `plan` have in common: two accounts, how to get in, and what of the mail is meant.
struct MigrationArguments: ParsableArguments {
    @Option(
        help: .text(
            "The account to take mail from: an address, or imaps://user@host or pop3s://user@host.",
            zhHans: "源账户：邮箱地址，或 imaps://user@host 或 pop3s://user@host。", valueName: "account"))
    var from: String

    @Option(
        help: .text(
            "The account to bring mail to: an address, or imaps://user@host.", zhHans: "目标账户：邮箱地址，或 imaps://user@host。",
            valueName: "account"))
    var to: String

    @Option(
        help: .text(
            "imap or pop3: how to read the old account (default: imap where there is one).",
            zhHans: "imap 或 pop3：读取旧账户的方式（默认：有 imap 时用 imap）。", valueName: "imap|pop3"))
    var fromProtocol: MailProtocol?

    @Option(
        help: .text(
            "The file that remembers what was copied (default: one for each pair of accounts).",
            zhHans: "记录复制进度的文件（默认：每对账户各有一个）。", valueName: "file"))
    var journal: String?

    @OptionGroup(title: "Folders") var mailboxes: MailboxOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions
    @OptionGroup(title: "Password of the old account") var fromSecret: CredentialOptions<OldAccount>
    @OptionGroup(title: "Password of the new account") var toSecret: CredentialOptions<NewAccount>
    @OptionGroup(title: "Passphrase of a sign-in") var passphrase: PassphraseOptions
    @OptionGroup(title: "Trust") var consent: ConsentOptions
    @OptionGroup(title: "Discovery") var sources: SourceOptions
    @OptionGroup(title: "Network") var network: NetworkOptions

    func validate() throws {
        guard fromProtocol == .smtp else { return }
        throw ValidationError(help("--from-protocol is imap or pop3.", zhHans: "--from-protocol 是 imap 或 pop3。"))
    }

    /// Which mail, and where it goes.
    var options: MigrationOptions {
        var options = MigrationOptions()
        mailboxes.apply(to: &options)
        messages.apply(to: &options)
        return options
    }

    /// Finds both servers, then reads both secrets.
    func migration(_ options: MigrationOptions, in language: Language) async throws -> PreparedMigration {
        let lookup = AccountLookup(network: network, consent: consent, sources: sources, language: language)
        let source = try await lookup.account(from, for: fromProtocol.map { [$0] } ?? [.imap, .pop3])
        try check(options, for: source.settings.protocol)
        let target = try await lookup.account(to)
        guard source.settings != target.settings else { throw CommandFailure(.sameAccount) }
        let path =
            journal
            ?? StateFolder.path(
                ofFile: MailboxMigrator.journalFileName(from: source.settings, to: target.settings))
        // One for both: the trust store is read once.
        let transport = try network.transportOptions()
        let credentials = try await SecretCheck(consent: consent, language: language)
            .credentials(
                signedIn(fromSecret.source(), source, language), of: source,
                and: signedIn(toSecret.source(), target, language), of: target)
        let passwords = [credentials.first, credentials.second].compactMap(\.password)
        let transcript = try network.transcript()
        transcript?.conceal(passwords)
        let migrator = MailboxMigrator(
            from: migrationAccount(source, credentials.first, transport),
            to: migrationAccount(target, credentials.second, transport), journalPath: path, options: options,
            transcript: transcript)
        return PreparedMigration(
            migrator: migrator, source: source.settings, target: target.settings, journalPath: path,
            advice: ProviderAdvice(source: source, target: target),
            redaction: SecretRedaction(passwords))
    }

    /// Whoever has signed in with `godwit login` needs no password, unless an option names one.
    private func signedIn(
        _ given: CredentialSource, _ account: ResolvedAccount, _ language: Language
    ) throws -> CredentialSource {
        guard case .password(.prompt) = given,
            let signIn = try SignIns.account(account, passphrase: passphrase, network: network, language: language)
        else { return given }
        return .signIn(signIn)
    }

    /// What an option asks for may be nothing that the old account's protocol knows.
    private func check(_ options: MigrationOptions, for protocol: MailProtocol) throws(CommandFailure) {
        let wrong: String? =
            switch `protocol` {
            case .pop3: options.mirroredDeletions != nil ? "--mirror-deletions" : nil
            case .imap, .smtp:
                options.deletesAfterProof ? "--delete-after-proof" : options.marksSeen ? "--mark-seen" : nil
            }
        if let wrong { throw CommandFailure(.optionOfOtherProtocol(wrong, isPOP3: `protocol` == .pop3)) }
    }

    private func migrationAccount(
        _ account: ResolvedAccount, _ credential: MigrationCredential, _ transport: TransportOptions
    ) -> MigrationAccount {
        var transport = transport
        transport.allowsPrivateAddresses = transport.allowsPrivateAddresses || account.isTyped
        return MigrationAccount(settings: account.settings, credential: credential, transport: transport)
    }
}

extension Diagnostic {
    fileprivate static func optionOfOtherProtocol(_ option: String, isPOP3: Bool) -> Diagnostic {
        Diagnostic(
            .invalidArgument,
            message: isPOP3
                ? LocalizedText(
                    "\(option) is not possible with an old account of POP3: a message that is gone there may only be hidden.",
                    zhHans: "旧账户使用 POP3 时不能使用 \(option)：那里不再出现的邮件可能只是被隐藏。")
                : LocalizedText(
                    "\(option) is for old accounts of POP3 only.", zhHans: "\(option) 只适用于使用 POP3 的旧账户。"),
            remedy: LocalizedText("Leave the option out.", zhHans: "请去掉该选项。"))
    }

    /// Source and target are the same mailbox: copying would only double it.
    fileprivate static var sameAccount: Diagnostic {
        Diagnostic(
            .invalidArgument,
            message: LocalizedText("--from and --to are the same account.", zhHans: "--from 与 --to 是同一个账户。"),
            remedy: LocalizedText("Name two different accounts.", zhHans: "请指定两个不同的账户。"))
    }
}
