extension IMAPServerConfiguration {
    /// What Microsoft's servers have in common.
    static let exchange: IMAPServerConfiguration = {
        var imap = IMAPServerConfiguration()
        imap.greeting = "The Microsoft Exchange IMAP4 service is ready."
        imap.greetingHasCapabilities = false
        imap.extensions = [.children, .id, .idle, .literalPlus, .move, .namespace, .saslIR, .uidplus, .unselect]
        imap.announcedBeforeLogin = imap.extensions
        imap.otherCapabilities = ["IMAP4"]
        imap.otherCapabilitiesBeforeLogin = ["IMAP4"]
        imap.keepsKeywords = false
        imap.sizeError = 57
        imap.limits.errors = 10
        imap.reservedNames = ["Files": SandboxRefusal(.no, "Folder name is reserved.")]
        return imap
    }()
}

extension IMAPPlaceholder {
    /// What Exchange puts in the place of mail that it cannot turn into MIME.
    static let exchange = IMAPPlaceholder(
        every: 97,
        bytes: Array(
            """
            From: "Microsoft Exchange Server"\r
            To: \r
            Subject: Retrieval using the IMAP4 protocol failed for the following message: 97\r
            Content-Type: text/plain; charset="us-ascii"\r
            \r
            The server couldn't retrieve the following message:\r
            \r
            The message hasn't been deleted. You might be able to view it using either Outlook or Outlook Web App.\r

            """.utf8))
}
