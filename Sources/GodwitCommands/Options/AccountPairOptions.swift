internal import ArgumentParser
internal import MailCore
internal import MailboxMigration

/// The two accounts of a migration, and how to get in.
struct AccountPairOptions: ParsableArguments {
    @Option(
        help: .text(
            "The account to take mail from: an address, or imaps://user@host.", zhHans: "源账户：邮箱地址，或 imaps://user@host。",
            valueName: "account"))
    var from: String

    @Option(
        help: .text(
            "The account to bring mail to: an address, or imaps://user@host.", zhHans: "目标账户：邮箱地址，或 imaps://user@host。",
            valueName: "account"))
    var to: String

    @OptionGroup(title: "Password of the old account") var fromSecret: FromSecretOptions
    @OptionGroup(title: "Password of the new account") var toSecret: ToSecretOptions
    @OptionGroup(title: "Trust") var consent: ConsentOptions
    @OptionGroup(title: "Network") var network: NetworkOptions

    /// Finds both servers, then reads both secrets.
    func accounts(in language: Language) async throws -> AccountPair {
        let lookup = AccountLookup(network: network, consent: consent, language: language)
        let source = try await lookup.account(from)
        let target = try await lookup.account(to)
        guard source.settings != target.settings else { throw CommandFailure(.sameAccount) }
        return AccountPair(
            source: try account(source, secret: try fromSecret.source(), in: language),
            target: try account(target, secret: try toSecret.source(), in: language))
    }

    private func account(
        _ account: ResolvedAccount, secret: SecretSource, in language: Language
    ) throws -> MigrationAccount {
        let question = LocalizedText("Password of \(account.name):", zhHans: "\(account.name) 的密码：")
        return MigrationAccount(
            settings: account.settings, secret: try secret.read(question: question.text(in: language)),
            transport: try network.transportOptions(allowsPrivateAddresses: account.isTyped))
    }
}

/// Ready to be logged in to.
struct AccountPair: Sendable {
    let source: MigrationAccount
    let target: MigrationAccount
}

extension Diagnostic {
    /// Source and target are the same mailbox: copying would only double it.
    fileprivate static var sameAccount: Diagnostic {
        Diagnostic(
            .invalidArgument,
            message: LocalizedText("--from and --to are the same account.", zhHans: "--from 与 --to 是同一个账户。"),
            remedy: LocalizedText("Name two different accounts.", zhHans: "请指定两个不同的账户。"))
    }
}
