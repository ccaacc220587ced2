internal import MailCore

extension Command {
    /// The command's bytes, ready to send.
    ///
    /// - Throws: ``CommandEncodingError`` when an argument holds a byte no command may carry.
    package func encode(tag: String, literals: LiteralSupport) throws(CommandEncodingError) -> CommandBuffer {
        var buffer = CommandBuffer(literals: literals)
        buffer.raw(tag + " " + name)
        try encodeArguments(into: &buffer)
        buffer.raw("\r\n")
        return buffer
    }

    private func encodeArguments(into buffer: inout CommandBuffer) throws(CommandEncodingError) {
        switch self {
        case .capability, .startTLS, .compress, .namespace, .unselect, .idle, .noop, .logout:
            break
        case .login(let username, let password):
            buffer.raw(" ")
            try buffer.string(Array(username.utf8))
            buffer.raw(" ")
            var bytes = password.withBytes { Array($0) }
            defer { bytes.wipe() }
            try buffer.secret(bytes)
        case .authenticate(_, let initialResponse):
            guard let initialResponse else { return }
            buffer.raw(" ")
            var bytes = initialResponse.withBytes { Array($0) }
            defer { bytes.wipe() }
            // RFC 4959 §3: an empty initial response is sent as "=".
            if bytes.isEmpty { buffer.raw("=") } else { buffer.secretAtom(bytes) }
        case .id(let fields):
            try encodeID(fields, into: &buffer)
        case .enable(let capabilities):
            buffer.raw(" " + capabilities.map(\.rawValue).joined(separator: " "))
        case .list(let pattern, let returned):
            buffer.raw(" \"\" ")
            try buffer.string(Array(pattern.utf8))
            buffer.raw(returned.wire)
        case .lsub(let pattern):
            buffer.raw(" \"\" ")
            try buffer.string(Array(pattern.utf8))
        case .examine(let mailbox, let parameter), .select(let mailbox, let parameter):
            buffer.raw(" ")
            try buffer.string(mailbox.wire)
            if let parameter { buffer.raw(" " + parameter.wire) }
        case .subscribe(let mailbox), .getQuotaRoot(let mailbox):
            buffer.raw(" ")
            try buffer.string(mailbox.wire)
        case .status(let mailbox, let items):
            buffer.raw(" ")
            try buffer.string(mailbox.wire)
            buffer.raw(" " + items.wire)
        case .create(let mailbox, let specialUse):
            buffer.raw(" ")
            try buffer.string(mailbox.wire)
            if let specialUse { buffer.raw(" (USE (\(specialUse.wire)))") }
        case .uidFetch(let uids, let items, let changes):
            buffer.raw(" \(uids) \(items.wire)")
            if let changes { buffer.raw(" " + changes.wire) }
        case .uidStore(let uids, let change, let modSeq):
            buffer.raw(" \(uids)" + (modSeq.map { " (UNCHANGEDSINCE \($0))" } ?? "") + " " + change.wire)
        case .uidExpunge(let uids):
            buffer.raw(" \(uids)")
        case .uidCopy(let uids, let mailbox), .uidMove(let uids, let mailbox):
            buffer.raw(" \(uids) ")
            try buffer.string(mailbox.wire)
        case .uidSearch(let uids, let returnsRanges):
            buffer.raw((returnsRanges ? " RETURN (ALL)" : "") + " UID \(uids)")
        }
    }

    /// NIL stands for a value that is empty, and for no fields at all; RFC 2971 §3.3 allows at most 30.
    private func encodeID(_ fields: [(field: String, value: String)], into buffer: inout CommandBuffer)
        throws(CommandEncodingError)
    {
        guard !fields.isEmpty else { return buffer.raw(" NIL") }
        for (offset, pair) in fields.prefix(30).enumerated() {
            buffer.raw(offset == 0 ? " (" : " ")
            try buffer.string(Array(pair.field.utf8), asAtom: false)
            buffer.raw(" ")
            if pair.value.isEmpty {
                buffer.raw("NIL")
            } else {
                try buffer.string(Array(pair.value.utf8), asAtom: false)
            }
        }
        buffer.raw(")")
    }
}
