package import MailCore
package import MailTransport

extension TransportError: Reportable {
    /// For errors before any server is involved, such as an unusable `--ca-file`; where there is one,
    /// ``TransportError/diagnostics(for:)`` says more.
    package var diagnostics: [Diagnostic] {
        diagnostics(for: TransportTarget(host: "", port: 0, security: .tls))
    }

    package var outcome: Outcome {
        if case .tls(.rootsUnusable) = self { return .usage }
        return diagnostics.first.map { Outcome(for: $0.code) } ?? .unreachable
    }
}
