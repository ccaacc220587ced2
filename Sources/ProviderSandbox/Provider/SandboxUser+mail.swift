internal import NIOCore

extension SandboxUser {
    /// Puts mail into the account. A folder that the provider has for the same purpose is used instead of the sample's own;
    /// what the provider cannot keep is left out. Where a provider shows the mail of some days only, half of it is from those
    /// days.
    ///
    /// - Throws: when the account is full.
    public func fill(with mail: SampleMail) throws(SandboxStoreError) {
        try mail.forEachFolder { folder, messages throws(SandboxStoreError) in
            let name = provider.personality.place(of: folder)
            if !account.mailboxNames.contains(name) { try account.create(name) }
            account.subscribe(name)
            try account.append(messages.enumerated().map(kept), to: name)
        }
    }

    private func kept(_ index: Int, _ message: SampleMail.Message) -> SandboxNewMessage {
        let imap = provider.personality.imap
        var flags = SandboxFlags()
        for flag in message.flags.sorted() where imap.keepsKeywords || flag.hasPrefix("\\") { flags.insert(flag) }
        var date = message.date
        if case .days(let days) = imap.window, days > 0, index.isMultiple(of: 2) {
            date = SandboxClock.now - (index % days) * 80_000
        }
        return SandboxNewMessage(message.bytes, flags: flags, internalDate: date)
    }
}

extension SandboxPersonality {
    /// Where a folder of the sample is at this provider.
    func place(of folder: String) -> SandboxMailboxName {
        let uses: [String: SandboxSpecialUse] = [
            "Sent": .sent, "Drafts": .drafts, "Trash": .trash, "Junk": .junk, "Archive": .archive,
        ]
        let own = uses[folder].flatMap { use in mailboxes.first { $0.use == use } }
        return SandboxMailboxName(own?.name ?? folder)
    }
}
