/// Labels as Gmail has them: the other mailboxes that a message is in.
extension IMAPServerSession {
    private static let names: [(use: SandboxSpecialUse, label: String)] = [
        (.drafts, "\\Draft"), (.flagged, "\\Starred"), (.important, "\\Important"), (.junk, "\\Spam"),
        (.sent, "\\Sent"), (.trash, "\\Trash"),
    ]

    func writeLabels(of message: SandboxMessage, _ account: SandboxAccount, _ response: inout IMAPResponse) {
        response += "X-GM-LABELS ("
        let labels = account.labels(of: message.emailID, besides: view?.mailbox ?? 0)
        for (index, name) in labels.enumerated() {
            if index > 0 { response += " " }
            let use = (try? account.read(name) { $0.specialUse }).flatMap { $0 }
            if name == .inbox {
                response += "\"\\\\Inbox\""
            } else if let known = Self.names.first(where: { $0.use == use }) {
                response += "\"\\\(known.label)\""
            } else {
                response.writeString(written(name).utf8)
            }
        }
        response += ")"
    }

    mutating func storeLabels(
        _ change: StoreChange, _ uids: [UInt32], _ view: MailboxView, _ account: SandboxAccount
    ) throws(SandboxRefusal) {
        try require(.gmail)
        var wanted: [SandboxMailboxName] = []
        for label in change.labels { wanted.append(try mailbox(of: label, account)) }
        for uid in uids {
            let emailID = try? account.read(identifier: view.mailbox) { box in
                box.index(of: uid).map { box.messages[$0].emailID }
            }
            guard let emailID = emailID.flatMap({ $0 }) else { continue }
            let present = account.labels(of: emailID, besides: view.mailbox)
            let added = change.way == .remove ? [] : wanted.filter { !present.contains($0) }
            let removed =
                switch change.way {
                case .add: [SandboxMailboxName]()
                case .remove: present.filter { wanted.contains($0) }
                case .replace: present.filter { !wanted.contains($0) }
                }
            for name in added {
                _ = try storing(isTarget: true) { () throws(SandboxStoreError) in
                    try account.copy([uid], from: view.mailbox, to: name)
                }
            }
            for name in removed { removeLabel(name, emailID, account) }
        }
        synchronise(tellsRemovals: true)
    }

    private func removeLabel(_ name: SandboxMailboxName, _ emailID: UInt64, _ account: SandboxAccount) {
        let place = try? account.read(name) { mailbox in
            (mailbox.identifier, mailbox.messages.filter { $0.emailID == emailID }.map(\.uid))
        }
        if let place { _ = try? account.remove(place.1, from: place.0) }
    }

    private func mailbox(of label: [UInt8], _ account: SandboxAccount) throws(SandboxRefusal) -> SandboxMailboxName {
        let text = String(decoding: label, as: UTF8.self)
        if text.lowercased() == "\\inbox" { return .inbox }
        guard let known = Self.names.first(where: { $0.label.lowercased() == text.lowercased() }) else {
            let name = try mailboxName(label)
            _ = try? account.create(name)
            return name
        }
        let name = account.mailboxNames.first { name in (try? account.read(name) { $0.specialUse }) == known.use }
        guard let name else { throw SandboxRefusal(.no, "No such label.") }
        return name
    }
}
