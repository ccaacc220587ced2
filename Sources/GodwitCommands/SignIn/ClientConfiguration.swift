internal import Glibc
internal import MailCore
internal import OAuth

/// The clients that a user or an organisation has registered, by issuer: `oauth.json` beside the saved accounts.
///
///     { "clients": { "accounts.google.com": { "clientID": "…", "clientSecretCommand": "…" } } }
struct ClientConfiguration {
    var identifier: String?
    var secretCommand: String?
    var tenant: String?
    var redirectURI: String?

    static var path: String { SavedAccounts.folder.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/oauth.json" }

    /// - Returns: an empty one when there is nothing of this issuer.
    /// - Throws: ``CommandFailure`` for a file that nobody should follow: it says which command is run.
    static func of(issuer: String) throws(CommandFailure) -> ClientConfiguration {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return ClientConfiguration() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw CommandFailure(.unusableConfiguration(path, "others may write to it"))
        }
        guard let bytes = KeyFile.read(path),
            let document = JSONTree(decoding: bytes, maximumBytes: OAuthLimits.file), document["clients"] != nil
        else { throw CommandFailure(.unusableConfiguration(path, "clients")) }
        let client = document["clients"]?[issuer]
        return ClientConfiguration(
            identifier: client?["clientID"]?.text, secretCommand: client?["clientSecretCommand"]?.text,
            tenant: client?["tenant"]?.text, redirectURI: client?["redirectURI"]?.text)
    }
}

extension Diagnostic {
    fileprivate static func unusableConfiguration(_ path: String, _ reason: String) -> Diagnostic {
        let path = DisplayText.clean(path)
        return Diagnostic(
            .invalidArgument,
            message: LocalizedText("The file \(path) cannot be used.", zhHans: "文件 \(path) 无法使用。"),
            evidence: reason,
            remedy: LocalizedText(
                "docs/oauth.md shows what belongs into it; only you may be able to write to it (chmod 600).",
                zhHans: "docs/oauth.zh-Hans.md 说明了其内容；该文件只能由您本人写入（chmod 600）。"))
    }
}
