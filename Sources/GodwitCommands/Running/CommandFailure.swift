package import MailCore

/// Thrown by a command to end the run: what to tell the person, and the exit code.
package struct CommandFailure: Reportable {
    package let outcome: Outcome
    package let diagnostics: [Diagnostic]

    /// The diagnostics may be empty when everything was said already, for example in a report.
    package init(_ outcome: Outcome, _ diagnostics: [Diagnostic] = []) {
        self.outcome = outcome
        self.diagnostics = diagnostics
    }

    /// One finding; the exit code follows from its code.
    package init(_ diagnostic: Diagnostic) {
        self.init(Outcome(for: diagnostic.code), [diagnostic])
    }
}
