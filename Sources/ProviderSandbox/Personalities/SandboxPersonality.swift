public import MailCore

/// How a provider behaves, as data: what it is called, where its servers are, what they say, and what they get wrong.
///
/// To make one of your own, begin with the one that is most like it:
///
/// ```swift
/// var strict = SandboxPersonality.dovecot
/// strict.imap.limits.message = 1_000_000
/// try await SandboxProvider.withProvider(strict) { provider in … }
/// ```
public struct SandboxPersonality: Sendable {
    /// How it is named on command lines, such as `gmail`.
    public let id: String
    /// For people, such as `Gmail`.
    public let name: String
    /// Behind the @ of its addresses.
    public let domain: String

    // MARK: Where it is

    /// Its servers, with the ports that they have in the real world.
    public var endpoints: [SandboxEndpoint]
    /// Where mail for the domain goes.
    public var mailExchanger: String
    /// How it tells mail programs of its servers.
    public var publications: Set<SandboxPublication>

    // MARK: Who gets in

    /// What mail programs log in with.
    public var secret = SandboxSecret(.password, "correct horse")
    /// The password of the web site, where that is another one.
    public var accountPassword: String?
    /// What its servers say to the password of the web site; where nothing stands here, as to any wrong one.
    public var accountPasswordRefusals: [MailProtocol: SandboxRefusal] = [:]
    /// Mechanisms that refuse even what is right, in capital letters.
    public var brokenMechanisms: [MailProtocol: Set<String>] = [:]

    // MARK: What is in an account

    /// The mailboxes that an account has from the beginning, beside its inbox.
    public var mailboxes: [SandboxOwnMailbox] = SandboxOwnMailbox.usual
    /// Whether a mailbox is a label: what is in one is also in the mailbox of all mail.
    public var usesLabels = false
    /// Most bytes of an account; nil for no bound.
    public var quota: Int?

    // MARK: How its servers behave

    /// Reading by IMAP.
    public var imap = IMAPServerConfiguration()
    /// Reading by POP3.
    public var pop3 = POP3ServerConfiguration()
    /// Sending.
    public var smtp = SMTPServerConfiguration()

    /// A provider without a defect, whose servers are below its domain.
    public init(id: String, name: String, domain: String) {
        self.id = id
        self.name = name
        self.domain = domain
        endpoints = SandboxEndpoint.usual(imap: "imap." + domain, pop3: "pop." + domain, smtp: "smtp." + domain)
        mailExchanger = "mx." + domain
        publications = Set(SandboxPublication.allCases)
        smtp.hostName = "smtp." + domain
    }
}

/// How a provider tells mail programs of its servers.
public enum SandboxPublication: String, Hashable, Sendable, CaseIterable {
    /// `https://autoconfig.DOMAIN/mail/config-v1.1.xml`
    case autoconfig
    /// `https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml`
    case wellKnown
    /// RFC 6186 and RFC 8314.
    case serviceRecords
}

/// What mail programs log in with.
public struct SandboxSecret: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        /// The password of the account.
        case password
        /// A password of its own for mail programs.
        case appPassword
        /// What Chinese providers call 授权码.
        case authorizationCode
        /// An OAuth access token; no password works.
        case accessToken
    }

    /// What it is.
    public var kind: Kind
    /// The secret itself; there is nothing to protect.
    public var value: String

    /// - Parameter value: the secret itself.
    public init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}

/// A mailbox that the provider makes.
public struct SandboxOwnMailbox: Hashable, Sendable {
    /// Levels divided by `/`.
    public var name: String
    /// What it is for; nil for none of the known purposes.
    public var use: SandboxSpecialUse?

    /// - Parameter name: levels divided by `/`.
    public init(_ name: String, _ use: SandboxSpecialUse? = nil) {
        self.name = name
        self.use = use
    }

    /// In English.
    public static let usual = [
        SandboxOwnMailbox("Drafts", .drafts), SandboxOwnMailbox("Sent", .sent), SandboxOwnMailbox("Junk", .junk),
        SandboxOwnMailbox("Trash", .trash),
    ]
}
