extension SandboxPersonality {
    /// 163.com: an authorization code, ID before a folder is opened, an announced SASL-IR that does not work, Chinese folder
    /// names.
    public static let netEase: SandboxPersonality = {
        var netEase = SandboxPersonality(id: "netease", name: "网易 163 邮箱", domain: "163.com")
        netEase.mailExchanger = "163mx01.mxmail.netease.com"
        netEase.publications = []
        netEase.secret = SandboxSecret(.authorizationCode, "ABCDEFGHIJKLMNOP")
        netEase.accountPassword = "my-163-password-1"
        netEase.quota = 3_000_000_000
        netEase.mailboxes = Coremail.mailboxes
        netEase.imap = Coremail.imap
        netEase.imap.greeting = "Coremail System IMap Server Ready(163com[10774b260cc7a37d26d71b52404dcf5c])"
        netEase.imap.refusals += [
            Coremail.unsafeLogin("SELECT"), Coremail.unsafeLogin("EXAMINE"), Coremail.unsafeLogin("STATUS"),
        ]
        netEase.pop3 = Coremail.pop3
        netEase.pop3.greeting = "Welcome to coremail Mail Pop3 Server (163coms[10774b260cc7a37d26d71b52404dcf5cs])"
        netEase.smtp = Coremail.smtp
        netEase.smtp.hostName = "163.com"
        netEase.smtp.greeting = "Anti-spam GT for Coremail System (163com[20141201])"
        return netEase
    }()
}
