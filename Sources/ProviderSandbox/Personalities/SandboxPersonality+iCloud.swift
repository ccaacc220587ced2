internal import MailCore

extension SandboxPersonality {
    /// iCloud: AUTHENTICATE PLAIN is refused and LOGIN works; the user name is the part before the @; no POP3.
    public static let iCloud: SandboxPersonality = {
        var iCloud = SandboxPersonality(id: "icloud", name: "iCloud Mail", domain: "icloud.com")
        iCloud.endpoints = [
            SandboxEndpoint(.imap, "imap.mail.me.com", userName: .localPart),
            SandboxEndpoint(.smtp, "smtp.mail.me.com", security: .starttls),
        ]
        iCloud.mailExchanger = "mx01.mail.icloud.com"
        iCloud.publications = []
        iCloud.secret = SandboxSecret(.appPassword, "abcd-efgh-ijkl-mnop")
        iCloud.accountPassword = "My-Apple-password-1"
        iCloud.brokenMechanisms = [.imap: ["PLAIN"]]
        iCloud.mailboxes = [
            SandboxOwnMailbox("Archive", .archive), SandboxOwnMailbox("Deleted Messages", .trash),
            SandboxOwnMailbox("Drafts", .drafts), SandboxOwnMailbox("Junk", .junk),
            SandboxOwnMailbox("Sent Messages", .sent),
        ]
        iCloud.imap.greeting = "iSCREAM ready to rumble (1F:2404B0:sandbox)"
        iCloud.imap.extensions = [
            .condstore, .enable, .esearch, .id, .idle, .listExtended, .listStatus, .literalPlus, .move, .namespace,
            .qresync, .quota, .saslIR, .specialUse, .uidplus, .unselect,
        ]
        iCloud.imap.announcedBeforeLogin = [.saslIR]
        iCloud.imap.otherCapabilities = ["XAPPLEPUSHSERVICE", "XAPPLELITERAL", "X-APPLE-REMOTE-LINKS"]
        iCloud.imap.otherCapabilitiesBeforeLogin = ["XAPPLEPUSHSERVICE", "AUTH=ATOKEN"]
        iCloud.imap.mechanisms = ["PLAIN"]
        iCloud.imap.silentItems = ["RFC822"]
        iCloud.imap.loginRefusal = SandboxRefusal(.no, "[AUTHENTICATIONFAILED] Authentication Failed")
        iCloud.smtp.hostName = "smtp.mail.me.com"
        iCloud.smtp.size = 28_311_552
        iCloud.smtp.loginRefusal = SandboxRefusal(.no, "535 5.7.8 Error: authentication failed")
        return iCloud
    }()
}
