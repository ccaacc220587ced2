/// Which mailboxes there are.
extension IMAPServerSession {
    /// A mailbox, or a name that is only the parent of others or only subscribed.
    private struct Listed {
        let name: SandboxMailboxName
        var exists = true
        var hasChildren = false
        var isSubscribed = false
        var specialUse: SandboxSpecialUse?
    }

    mutating func list(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        let request = try ListRequest(&arguments)
        if request.isExtended { try require(.listExtended) }
        if request.status != nil { try require(.listStatus) }
        guard request.patterns != [[]] else {
            // RFC 3501 §6.3.8: the delimiter, and what stands before all names.
            respond("* LIST (\\Noselect) \"\(escaped(String(configuration.delimiter)))\" \"\"")
            return "List completed."
        }
        for listed in try matching(request) {
            var attributes = attributes(listed)
            if request.tellsSubscribed, listed.isSubscribed { attributes.append("\\Subscribed") }
            let tellsUse = request.tellsSpecialUse || (has(.specialUse) && !request.isExtended)
            if tellsUse, has(.specialUse), let use = listed.specialUse { attributes.append(use.rawValue) }
            respond(line("LIST", attributes, listed.name))
            if let items = request.status, listed.exists { try tellStatus(listed.name, items) }
        }
        return "List completed."
    }

    mutating func listSubscribed(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        var request = try ListRequest(&arguments)
        request.onlySubscribed = true
        for listed in try matching(request) {
            respond(line("LSUB", listed.exists ? [] : ["\\Noselect"], listed.name))
        }
        return "Lsub completed."
    }

    mutating func listAsXList(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try require(.xlist)
        let request = try ListRequest(&arguments)
        for listed in try matching(request) {
            var attributes = attributes(listed)
            if listed.name == .inbox { attributes.append("\\Inbox") }
            switch listed.specialUse {
            case nil: break
            case .all: attributes.append("\\AllMail")
            case .junk: attributes.append("\\Spam")
            case .flagged: attributes.append("\\Starred")
            case let use?: attributes.append(use.rawValue)
            }
            respond(line("XLIST", attributes, listed.name))
        }
        return "Xlist completed."
    }

    private func line(_ word: String, _ attributes: [String], _ name: SandboxMailboxName) -> IMAPResponse {
        var response = IMAPResponse("* \(word) (\(attributes.joined(separator: " "))) ")
        response += "\"\(escaped(String(configuration.delimiter)))\" "
        response.writeString(written(name).utf8)
        return response
    }

    private func attributes(_ listed: Listed) -> [String] {
        var attributes: [String] = []
        if !listed.exists || configuration.unselectable.contains(listed.name.description) {
            attributes.append("\\Noselect")
        }
        attributes.append(listed.hasChildren ? "\\HasChildren" : "\\HasNoChildren")
        return attributes
    }

    // MARK: Matching

    private func matching(_ request: ListRequest) throws(SandboxRefusal) -> [Listed] {
        let account = try owner()
        let all = listed(account)
        let patterns = request.patterns.map { pattern in
            MailboxPattern(Self.pattern(request.reference + pattern), delimiter: configuration.delimiter)
        }
        return all.filter { one in
            guard !request.onlySubscribed || one.isSubscribed else { return false }
            guard !request.onlySpecialUse || one.specialUse != nil else { return false }
            guard one.exists || one.hasChildren || request.onlySubscribed else { return false }
            let name = ModifiedUTF7Name.decoded(written(one.name).utf8) ?? ""
            return patterns.contains { $0.matches(name) }
        }
    }

    /// `INBOX` in any case stands for itself.
    private static func pattern(_ bytes: [UInt8]) -> String {
        let text = ModifiedUTF7Name.decoded(bytes) ?? String(decoding: bytes, as: UTF8.self)
        return text.uppercased() == "INBOX" ? "INBOX" : text
    }

    private func listed(_ account: SandboxAccount) -> [Listed] {
        let subscriptions = Set(account.subscriptions)
        var found: [SandboxMailboxName: Listed] = [:]
        account.forEachMailbox { mailbox in
            found[mailbox.name] = Listed(name: mailbox.name, specialUse: mailbox.specialUse)
        }
        for name in subscriptions where found[name] == nil { found[name] = Listed(name: name, exists: false) }
        for name in Array(found.keys) {
            found[name]?.isSubscribed = subscriptions.contains(name)
            var child = name
            while let parent = child.parent {
                if found[parent] == nil { found[parent] = Listed(name: parent, exists: false) }
                if found[name]?.exists == true { found[parent]?.hasChildren = true }
                child = parent
            }
        }
        // What is subscribed and not there is told of only when subscriptions are asked for.
        return found.values.filter { $0.exists || $0.hasChildren || $0.isSubscribed }.sorted { $0.name < $1.name }
    }

    private func escaped(_ text: String) -> String { text == "\\" || text == "\"" ? "\\" + text : text }
}
