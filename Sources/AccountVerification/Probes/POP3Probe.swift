internal import MailCore
internal import MailTransport
internal import POP3Client

/// Looks at a POP3 server, logs in, and counts what is there. No message is opened, so none is marked as read.
struct POP3Probe {
    let context: ProbeContext

    func run() async throws {
        try await POP3Connection.withConnection(
            to: context.target, on: context.eventLoop, options: context.transport, transcript: context.transcript,
            label: context.label
        ) { try await converse(over: $0) }
    }

    private func converse(over connection: POP3Connection) async throws {
        let offered = await connection.capabilities
        let command = offered.hasUserCommand ? ["USER"] : []
        context.finishLook(capabilities: offered.lines, mechanisms: offered.mechanisms + command)
        try await context.finishChoice(offered: offered.mechanisms.sorted()) { await connection.loginMethods(for: $0) }
        if let credentials = context.credentials {
            try await connection.login(credentials)
            context.finishLogin(with: await connection.loginMechanism)
            try await inspect(connection)
        }
        // Nothing was marked for deletion, so there is nothing that could go wrong.
        try? await connection.quit()
    }

    private func inspect(_ connection: POP3Connection) async throws(POP3Error) {
        let capabilities = await connection.capabilities
        let statistics = try await connection.statistics()
        let hasUniqueIDs = try await hasUniqueIDs(connection, messages: statistics.messages)
        let findings = POP3AccountFindings(capabilities: capabilities, hasUniqueIDs: hasUniqueIDs)
        context.findings.note {
            if capabilities.areKnown { $0.capabilities = capabilities.lines }
            $0.limits = findings.limits
            $0.limits["messagesUsed"] = statistics.messages
            $0.limits["storageUsed"] = statistics.size
        }
        context.recorder.finish(
            .access, detail: "STAT: \(statistics.messages)" + (hasUniqueIDs == true ? ", UIDL" : ""),
            diagnostics: findings.missing)
        let readiness = MigrationReadiness(
            provider: context.provider, settings: context.settings, roles: [.source])
        context.recorder.finish(
            .limits, detail: findings.extensions, diagnostics: findings.diagnostics + readiness.findings)
    }

    /// - Returns: nil when the server does not tell, and there is no message to ask for.
    private func hasUniqueIDs(_ connection: POP3Connection, messages: UInt64) async throws(POP3Error) -> Bool? {
        let capabilities = await connection.capabilities
        if capabilities.areKnown, capabilities.hasUniqueIDs { return true }
        // Some servers know more than they tell.
        guard messages > 0 else { return capabilities.areKnown ? false : nil }
        do throws(POP3Error) {
            return try await connection.uniqueID(of: MessageNumber(rawValue: 1)) != nil
        } catch {
            guard case .refused = error else { throw error }
            return false
        }
    }
}
