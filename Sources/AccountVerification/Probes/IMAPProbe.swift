internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Looks at an IMAP server, logs in, and looks into the account without changing it.
struct IMAPProbe {
    let context: ProbeContext

    func run() async throws {
        try await IMAPConnection.withConnection(
            to: context.target, on: context.eventLoop, options: context.transport, transcript: context.transcript,
            label: context.label
        ) { try await converse(over: $0) }
    }

    private func converse(over connection: IMAPConnection) async throws {
        let offered = await connection.capabilities
        note(offered)
        context.finishLook(capabilities: offered.names, mechanisms: offered.mechanisms)
        try await context.finishChoice(offered: await connection.offeredMechanisms) {
            await connection.loginMethods(for: $0)
        }
        if let credentials = context.credentials {
            try await connection.login(credentials)
            context.finishLogin(with: await connection.loginMechanism)
            try await inspect(connection)
        }
        await connection.logout()
    }

    private func inspect(_ connection: IMAPConnection) async throws(IMAPError) {
        let inspection = AccountInspection(connection: connection)
        let capabilities = await connection.capabilities
        note(capabilities)
        let mailboxes = try await inspection.mailboxes()
        context.findings.note { $0.mailboxes = mailboxes }
        context.recorder.finish(.access, detail: "INBOX: \(mailboxes.inboxMessages), LIST: \(mailboxes.folders)")
        let appendLimit = try await connection.appendLimit(of: .inbox)
        let quota = QuotaFindings(resources: try await connection.quota(of: .inbox))
        context.findings.note {
            $0.limits.merge(quota.limits) { $1 }
            $0.limits["appendLimit"] = appendLimit
        }
        let readiness = MigrationReadiness(
            provider: context.provider, settings: context.settings, roles: [.source, .target],
            appendLimit: appendLimit)
        context.recorder.finish(
            .limits, detail: await inspection.extensions(),
            diagnostics: quota.diagnostics + readiness.findings + (await inspection.missing()))
    }

    private func note(_ capabilities: Set<Capability>) {
        context.findings.note {
            $0.capabilities = capabilities.names
            $0.limits["appendLimit"] = capabilities.appendLimit
        }
    }
}

extension Set<Capability> {
    fileprivate var names: [String] { map(\.rawValue).sorted() }

    /// The ways to log in that are offered, for people.
    fileprivate var mechanisms: [String] {
        names.filter { $0.hasPrefix("AUTH=") || $0 == Capability.loginDisabled.rawValue }
    }
}
