extension SandboxPersonality {
    /// Courier: `INBOX.` before every name, dots between the levels.
    public static let courier: SandboxPersonality = {
        var courier = SandboxPersonality(id: "courier", name: "Courier", domain: "courier.example")
        courier.imap.greeting =
            "Courier-IMAP ready. Copyright 1998-2024 Double Precision, Inc.  See COPYING for distribution information."
        courier.imap.delimiter = "."
        courier.imap.prefix = "INBOX."
        courier.imap.extensions = [
            .children, .enable, .id, .idle, .namespace, .quota, .startTLS, .uidplus, .unselect,
        ]
        courier.imap.otherCapabilities = ["THREAD=ORDEREDSUBJECT", "THREAD=REFERENCES", "SORT", "ACL"]
        courier.imap.addsFinalLineEnd = true
        courier.imap.mechanisms = ["PLAIN"]
        courier.imap.loginRefusal = SandboxRefusal(.no, "Login failed.")
        courier.imap.limits.line = 16_384
        courier.pop3.greeting = "Hello there."
        courier.pop3.loginRefusal = SandboxRefusal(.no, "Login failed.")
        return courier
    }()
}
