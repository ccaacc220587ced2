internal import MailCore

extension SandboxPersonality {
    /// Domino: backslashes between the levels, and few extensions.
    public static let domino: SandboxPersonality = {
        var domino = SandboxPersonality(id: "domino", name: "HCL Domino", domain: "domino.example")
        domino.endpoints = SandboxEndpoint.usual(
            imap: "mail.domino.example", pop3: "mail.domino.example", smtp: "mail.domino.example")
        domino.imap.greeting = "Domino IMAP4 Server Release 12.0.2 ready"
        domino.imap.greetingHasCapabilities = false
        domino.imap.delimiter = "\\"
        domino.imap.extensions = [.children, .idle, .literalPlus, .namespace, .startTLS, .uidplus]
        domino.imap.mechanisms = ["PLAIN"]
        domino.imap.keepsKeywords = false
        domino.mailboxes = [
            SandboxOwnMailbox("Drafts"), SandboxOwnMailbox("Sent"), SandboxOwnMailbox("Trash"),
            SandboxOwnMailbox("JunkMail"),
        ]
        domino.imap.loginRefusal = SandboxRefusal(.no, "Login failure")
        domino.accountPassword = "not-yet-converted"
        domino.accountPasswordRefusals = [
            .imap: SandboxRefusal(.no, "Login failure, cannot convert Mailbox: code 02:46")
        ]
        domino.pop3.greeting = "Lotus Notes POP3 server version Release 12.0.2 ready"
        domino.smtp.hostName = "mail.domino.example"
        return domino
    }()
}
