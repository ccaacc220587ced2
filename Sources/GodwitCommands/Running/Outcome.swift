package import MailCore

/// How a run ended: the exit codes of the program, and the only place that lists them.
package enum Outcome: Int32, Sendable, CaseIterable {
    case done = 0
    /// Done, but some messages could not be copied; each is listed.
    case partlyDone = 1
    case usage = 2
    case noSettings = 3
    case credentialsRefused = 4
    /// A certificate, or the trust in discovered settings, was refused.
    case untrusted = 5
    /// The server cannot be reached or breaks its protocol.
    case unreachable = 6
    /// The target is full or a limit is reached; a later run resumes.
    case limitReached = 7
    case interrupted = 130

    /// The exit code a diagnostic leads to when it ended the run.
    package init(for code: DiagnosticCode) {
        switch code {
        case .noSettingsFound: self = .noSettings
        case .settingsUnverified, .plaintextRefused, .plaintextOnTLSPort, .tlsVersionTooOld, .daneMismatch:
            self = .untrusted
        case .invalidArgument, .secretUnavailable, .sandboxFolder: self = .usage
        case .clientMissing, .signInUnknown, .tokenStoreUnusable: self = .usage
        case .tokenServerUntrusted: self = .untrusted
        case .tokenServerBusy, .tokenServerUnreachable, .tokenServerConfused, .tokenStoreBusy: self = .unreachable
        case .targetFull, .journalFull, .throttled: self = .limitReached
        case _ where code.rawValue.hasPrefix("tls.certificate."): self = .untrusted
        case _ where code.rawValue.hasPrefix("tls.starttls-"): self = .untrusted
        case _ where code.rawValue.hasPrefix("login."): self = .credentialsRefused
        case _ where code.rawValue.hasPrefix("oauth."): self = .credentialsRefused
        case _ where code.rawValue.hasPrefix("sending."): self = .credentialsRefused
        default: self = .unreachable
        }
    }
}
