internal import NIOCore

/// Reading messages.
extension IMAPServerSession {
    /// Messages looked up at a time.
    private static let stretch = 64

    mutating func fetch(
        _ arguments: inout IMAPArguments, isUID: Bool, tag: String
    ) throws(SandboxRefusal) -> String? {
        try arguments.space()
        let set = try arguments.numberSet()
        try arguments.space()
        var items = try FetchItem.all(&arguments, limits: configuration.limits)
        var modifiers = FetchModifiers()
        if arguments.take(" ") { modifiers = try FetchModifiers(&arguments, allowed: extensions) }
        try arguments.end()
        try check(items)
        guard let view else { return nil }
        if modifiers.tellsVanished, !isUID || !enabled.contains(.qresync) {
            throw .syntax("VANISHED needs UID FETCH and QRESYNC.")
        }
        if modifiers.changedSince != nil || items.contains(where: { if case .modSeq = $0 { true } else { false } }) {
            // RFC 7162 §3.1: whoever asks for a mod-sequence is told of them from then on.
            enabled.insert(.condstore)
        }
        if modifiers.changedSince != nil { items.append(.modSeq) }
        if isUID, !enabled.contains(.uidOnly), !items.contains(where: { if case .uid = $0 { true } else { false } }) {
            items.insert(.uid, at: 0)
        }
        if modifiers.tellsVanished { try tellVanished(set, view, since: modifiers.changedSince ?? 0) }
        if isLying { return "Fetch completed." }
        var ranges = view.places(set, areUIDs: isUID)
        if let partial = modifiers.partial { ranges = partial.applied(to: ranges) }
        fetching = FetchWork(tag: tag, items: items, changedSince: modifiers.changedSince, ranges: ranges)
        return nil
    }

    private func check(_ items: [FetchItem]) throws(SandboxRefusal) {
        for item in items {
            switch item {
            case .modSeq: try require(.condstore)
            case .emailID, .threadID: try require(.objectID)
            case .gmailMessageID, .gmailThreadID, .gmailLabels: try require(.gmail)
            case .uid, .flags, .internalDate, .size, .envelope, .body, .bodyStructure, .section: break
            }
        }
    }

    private mutating func tellVanished(
        _ set: IMAPNumberSet, _ view: MailboxView, since modSeq: UInt64
    ) throws(SandboxRefusal) {
        let known = set.resolved(last: max(view.lastUID, 1))
        let account = try owner()
        let gone = try storing { () throws(SandboxStoreError) in
            try account.read(identifier: view.mailbox) { Self.vanished($0, since: modSeq, among: known) }
        }
        if !gone.isEmpty { respond("* VANISHED (EARLIER) \(IMAPNumberSet.text(gone))") }
    }

    // MARK: Piece by piece

    mutating func fetchMore() {
        guard var work = fetching, let account, let view else { return }
        while outputBytes < configuration.limits.output, !isOver {
            guard let places = work.next(Self.stretch) else {
                fetching = nil
                synchronise(tellsRemovals: false)
                return finish(work.tag, .success("Fetch completed."))
            }
            let uids = Array(view.uids[places])
            let marks = work.marksSeen && !view.isReadOnly
            if marks { _ = try? account.store(uids, in: view.mailbox) { $0.union(SandboxFlags(system: .seen)) } }
            let found = try? account.read(identifier: view.mailbox) { mailbox in
                guard mailbox.uidValidity == view.uidValidity else { return [SandboxMessage]() }
                return uids.compactMap { uid in mailbox.index(of: uid).map { mailbox.messages[$0] } }
            }
            for message in found ?? [] {
                if let since = work.changedSince, message.modSeq <= since { continue }
                guard let place = view.index(of: message.uid) else { continue }
                respond(answer(work.items, message, place: place, account, tellsFlags: marks))
            }
        }
        fetching = work
    }

    private func answer(
        _ items: [FetchItem], _ message: SandboxMessage, place: Int, _ account: SandboxAccount, tellsFlags: Bool
    ) -> IMAPResponse {
        let word = enabled.contains(.uidOnly) ? "\(message.uid) UIDFETCH" : "\(place + 1) FETCH"
        var response = IMAPResponse("* \(word) (")
        var items = bodyFirst ? items.filter(\.isSection) + items.filter { !$0.isSection } : items
        if tellsFlags { items.append(.flags) }
        var isFirst = true
        for item in items where !configuration.silentItems.contains(item.name) {
            if !isFirst { response += " " }
            isFirst = false
            write(item, message, account, &response)
        }
        response += ")"
        return response
    }

    private func write(
        _ item: FetchItem, _ message: SandboxMessage, _ account: SandboxAccount, _ response: inout IMAPResponse
    ) {
        let bytes = shown(message)
        switch item {
        case .uid: response += "UID \(message.uid)"
        case .flags: response += "FLAGS (\(message.flags.names.joined(separator: " ")))"
        case .internalDate: response += "INTERNALDATE \"\(IMAPDateText.text(message.internalDate))\""
        case .size: response += "RFC822.SIZE \(max(0, message.size + configuration.sizeError))"
        case .modSeq: response += "MODSEQ (\(message.modSeq))"
        case .emailID: response += "EMAILID (M\(message.emailID))"
        case .threadID: response += "THREADID (T\(message.threadID))"
        case .gmailMessageID: response += "X-GM-MSGID \(message.emailID)"
        case .gmailThreadID: response += "X-GM-THRID \(message.threadID)"
        case .gmailLabels: writeLabels(of: message, account, &response)
        case .envelope:
            let view = bytes.readableBytesView
            response += "ENVELOPE "
            response.writeEnvelope(HeaderBlock(view, in: view.startIndex..<view.endIndex), view)
        case .body, .bodyStructure:
            let view = bytes.readableBytesView
            response += item.name + " "
            response.writeStructure(MIMEPart(view), view, isExtended: item.name == "BODYSTRUCTURE")
        case .section(let section, _):
            response += section.name + " "
            guard let part = section.bytes(of: bytes) else { return response += "NIL" }
            response.writeLiteral(part)
        }
    }

    /// The message, or what stands in for one that the server cannot read.
    private func shown(_ message: SandboxMessage) -> ByteBuffer {
        guard let placeholder = configuration.placeholders, placeholder.every > 0,
            message.uid.isMultiple(of: placeholder.every)
        else { return message.bytes }
        return ByteBuffer(bytes: placeholder.bytes)
    }
}

extension FetchItem {
    var isSection: Bool { if case .section = self { true } else { false } }

    /// As the client asked for it.
    var name: String {
        switch self {
        case .uid: "UID"
        case .flags: "FLAGS"
        case .internalDate: "INTERNALDATE"
        case .size: "RFC822.SIZE"
        case .envelope: "ENVELOPE"
        case .body: "BODY"
        case .bodyStructure: "BODYSTRUCTURE"
        case .modSeq: "MODSEQ"
        case .emailID: "EMAILID"
        case .threadID: "THREADID"
        case .gmailMessageID: "X-GM-MSGID"
        case .gmailThreadID: "X-GM-THRID"
        case .gmailLabels: "X-GM-LABELS"
        case .section(let section, _): section.name
        }
    }
}
