internal import AccountDiscovery
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import SASL

/// What a probe works with, and where it puts what it finds.
struct ProbeContext: Sendable {
    let settings: ServerSettings
    /// Nil to look without logging in.
    let credentials: LoginCredentials?
    /// The address that mail is to be sent from; nil when there is none.
    let sender: String?
    /// What is known of who runs the server, as far as it matters to a migration.
    let provider: AutoconfigDocument?
    let transport: TransportOptions
    let transcript: Transcript?
    let eventLoop: any EventLoop
    let recorder: StepRecorder
    let findings: ProbeFindings

    var target: TransportTarget { TransportTarget(settings) }

    /// Names the connection in the transcript.
    var label: String { "verify-\(settings.protocol.rawValue)" }

    /// Ends the look at a server, before anything secret is sent.
    ///
    /// - Parameter mechanisms: the ways to log in that are offered.
    func finishLook(capabilities: [String], mechanisms: [String]) {
        findings.note { $0.capabilities = capabilities }
        recorder.finish(.capabilities, detail: mechanisms.joined(separator: " "))
    }

    /// Says how to log in, before anything secret is sent. Without credentials any kind will do.
    ///
    /// - Parameters:
    ///   - offered: the mechanisms that the server names.
    ///   - methods: the ways that both sides know, the best first.
    /// - Throws: ``ProbeRefusal`` when there is none: also when the server would take a password, but not without TLS.
    func finishChoice(
        offered: [String], _ methods: (LoginCredentials.Kind) async -> [String]
    ) async throws(ProbeRefusal) {
        let kinds: [LoginCredentials.Kind] = credentials.map { [$0.kind] } ?? [.password, .accessToken]
        for kind in kinds {
            guard let best = await methods(kind).first else { continue }
            findings.note { $0.choice = best }
            return recorder.finish(.mechanism, detail: best)
        }
        throw ProbeRefusal(diagnostic: FailureDiagnosis(settings: settings).noLoginMethod(offered))
    }

    /// - Parameter mechanism: worth telling only where the server refused the one that was chosen.
    func finishLogin(with mechanism: String?) {
        let choice = findings.values.choice
        findings.note { $0.mechanism = mechanism }
        recorder.finish(.login, detail: mechanism == choice ? nil : mechanism)
    }
}

/// A probe goes no further, for a reason that the server did not give.
struct ProbeRefusal: Error {
    let diagnostic: Diagnostic
}
