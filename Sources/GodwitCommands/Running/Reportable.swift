package import MailCore

/// An error that can tell a person what happened and which exit code it leads to. Errors of the lower layers
/// conform in extensions beside the commands that meet them.
package protocol Reportable: Error {
    var outcome: Outcome { get }
    var diagnostics: [Diagnostic] { get }
}

extension Reportable {
    package var outcome: Outcome { diagnostics.first.map { Outcome(for: $0.code) } ?? .unreachable }
}
