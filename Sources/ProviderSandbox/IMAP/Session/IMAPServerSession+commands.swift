/// Which command does what.
extension IMAPServerSession {
    /// Carries out a command.
    ///
    /// - Returns: what stands behind the final `OK`; nil when the command goes on.
    mutating func run(
        _ name: String, _ arguments: inout IMAPArguments, tag: String
    ) throws(SandboxRefusal) -> String? {
        switch name {
        case "CAPABILITY": return try tellCapabilities(arguments)
        case "NOOP", "CHECK": return try noop(arguments, name)
        case "LOGOUT": return logOut(tag)
        case "ID": return try identify(&arguments)
        case "STARTTLS": return try startTLS(arguments, tag)
        case "LOGIN": return try logIn(&arguments)
        case "AUTHENTICATE": return try authenticate(&arguments, tag)
        default: break
        }
        guard account != nil else { throw SandboxRefusal(.bad, "Please log in first.") }
        switch name {
        case "ENABLE": return try enable(&arguments)
        case "COMPRESS": return try compress(&arguments, tag)
        case "NAMESPACE": return try tellNamespace(arguments)
        case "SELECT", "EXAMINE": return try open(&arguments, isReadOnly: name == "EXAMINE")
        case "CREATE": return try create(&arguments)
        case "DELETE": return try delete(&arguments)
        case "RENAME": return try rename(&arguments)
        case "SUBSCRIBE", "UNSUBSCRIBE": return try subscribe(&arguments, isWanted: name == "SUBSCRIBE")
        case "LIST": return try list(&arguments)
        case "LSUB": return try listSubscribed(&arguments)
        case "XLIST": return try listAsXList(&arguments)
        case "STATUS": return try status(&arguments)
        case "APPEND": return try append(&arguments)
        case "GETQUOTA", "GETQUOTAROOT": return try tellQuota(&arguments, name)
        case "IDLE": return try idle(arguments, tag)
        default: return try runOnOpenMailbox(name, &arguments, tag: tag)
        }
    }

    private mutating func runOnOpenMailbox(
        _ name: String, _ arguments: inout IMAPArguments, tag: String
    ) throws(SandboxRefusal) -> String? {
        let isUID = name.hasPrefix("UID ")
        let bare = isUID ? String(name.dropFirst(4)) : name
        guard ["CLOSE", "UNSELECT", "EXPUNGE", "SEARCH", "FETCH", "STORE", "COPY", "MOVE"].contains(bare) else {
            throw SandboxRefusal(.bad, "Unknown command.")
        }
        guard view != nil else { throw SandboxRefusal(.bad, "No mailbox is open.") }
        // RFC 9586 §3.3
        if !isUID, enabled.contains(.uidOnly), ["SEARCH", "FETCH", "STORE", "COPY", "MOVE"].contains(bare) {
            throw SandboxRefusal(.bad, "[UIDREQUIRED] Message numbers are not allowed once UIDONLY is enabled.")
        }
        switch bare {
        case "CLOSE": return try close(arguments)
        case "UNSELECT": return try unselect(arguments)
        case "EXPUNGE": return try expunge(&arguments, isUID: isUID)
        case "SEARCH": return try search(&arguments, isUID: isUID)
        case "FETCH": return try fetch(&arguments, isUID: isUID, tag: tag)
        case "STORE": return try store(&arguments, isUID: isUID)
        default: return try copy(&arguments, isUID: isUID, isMove: bare == "MOVE")
        }
    }

    /// A command of an extension that the server has not.
    func require(_ one: IMAPExtension) throws(SandboxRefusal) {
        guard has(one) else { throw SandboxRefusal(.bad, "Unknown command or argument.") }
    }

    // MARK: At any time

    private mutating func tellCapabilities(_ arguments: IMAPArguments) throws(SandboxRefusal) -> String {
        try arguments.end()
        respond("* CAPABILITY \(capabilities.joined(separator: " "))")
        return "Capability completed."
    }

    private mutating func noop(_ arguments: IMAPArguments, _ name: String) throws(SandboxRefusal) -> String {
        try arguments.end()
        synchronise(tellsRemovals: true)
        return "\(name.capitalized) completed."
    }

    private mutating func logOut(_ tag: String) -> String? {
        respond("* BYE Logging out")
        finish(tag, .success("Logout completed."))
        end(.close)
        return nil
    }

    private mutating func identify(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try require(.id)
        try arguments.space()
        if arguments.peek == UInt8(ascii: "(") {
            try arguments.list { arguments throws(SandboxRefusal) in _ = try arguments.nilString() }
        } else {
            _ = try arguments.nilString()
        }
        try arguments.end()
        hasSentID = true
        var response = IMAPResponse("* ID ")
        if configuration.identity.isEmpty { response += "NIL" } else { response += "(" }
        for (index, field) in configuration.identity.enumerated() {
            if index > 0 { response += " " }
            response.writeString(field.name.utf8)
            response += " "
            response.writeString(field.value.utf8)
        }
        if !configuration.identity.isEmpty { response += ")" }
        respond(response)
        return "ID completed."
    }

    // MARK: Once logged in

    private mutating func enable(_ arguments: inout IMAPArguments) throws(SandboxRefusal) -> String {
        try require(.enable)
        var new: [IMAPExtension] = []
        while arguments.take(" ") {
            let name = try arguments.keyword()
            // RFC 5161 §3.1: what is not known, or cannot be switched on, is passed over.
            guard let one = IMAPExtension(rawValue: name), has(one), [.condstore, .qresync, .uidOnly].contains(one),
                !enabled.contains(one)
            else { continue }
            new.append(one)
            enabled.insert(one)
        }
        try arguments.end()
        // RFC 7162 §3.2.3
        if enabled.contains(.qresync) { enabled.insert(.condstore) }
        respond("* ENABLED" + new.map { " " + $0.rawValue }.joined())
        return "Enabled."
    }

    private mutating func compress(_ arguments: inout IMAPArguments, _ tag: String) throws(SandboxRefusal) -> String? {
        try require(.compress)
        try arguments.space()
        guard try arguments.keyword() == "DEFLATE" else { throw SandboxRefusal(.no, "Unknown mechanism.") }
        try arguments.end()
        // RFC 4978 §3
        guard !isCompressed else { throw SandboxRefusal(.no, "[COMPRESSIONACTIVE] Already compressed.") }
        isCompressed = true
        finish(tag, .success("DEFLATE active."))
        line.append(.startCompression)
        return nil
    }

    private mutating func tellNamespace(_ arguments: IMAPArguments) throws(SandboxRefusal) -> String {
        try require(.namespace)
        try arguments.end()
        var response = IMAPResponse("* NAMESPACE ((")
        response.writeString(configuration.prefix.utf8)
        response += " "
        response.writeString(String(configuration.delimiter).utf8)
        response += ")) NIL NIL"
        respond(response)
        return "Namespace completed."
    }

    private mutating func tellQuota(_ arguments: inout IMAPArguments, _ name: String) throws(SandboxRefusal) -> String {
        try require(.quota)
        guard let account else { throw SandboxRefusal(.no, "No account.") }
        try arguments.space()
        let root = try arguments.astring()
        try arguments.end()
        if name == "GETQUOTAROOT" {
            var response = IMAPResponse("* QUOTAROOT ")
            response.writeString(root)
            response += " \"\""
            respond(response)
        } else if !root.isEmpty {
            throw SandboxRefusal(.no, "[NONEXISTENT] No such quota root.")
        }
        let usage = account.usage
        // In units of 1,024 bytes (RFC 2087 §3).
        let resource = usage.quota.map { "STORAGE \(usage.bytes / 1_024) \($0 / 1_024)" } ?? ""
        respond("* QUOTA \"\" (\(resource))")
        return "\(name.capitalized) completed."
    }

    private mutating func idle(_ arguments: IMAPArguments, _ tag: String) throws(SandboxRefusal) -> String? {
        try require(.idle)
        try arguments.end()
        expected = .done(tag: tag)
        respond("+ idling")
        synchronise(tellsRemovals: true)
        return nil
    }
}

extension String {
    /// With its first letter only as a capital.
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
