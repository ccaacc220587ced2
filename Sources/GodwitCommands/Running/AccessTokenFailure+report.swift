package import MailCore

extension AccessTokenFailure: Reportable {
    package var diagnostics: [Diagnostic] { [diagnostic] }
}
