internal import FoundationEssentials
internal import Glibc
internal import ProviderSandbox

/// What the commands of a demo read and write, in a folder that is gone afterwards.
struct DemoFiles {
    let folder: String

    static func withFiles(
        source: SandboxUser, target: SandboxUser, _ body: (DemoFiles) async throws -> Void
    ) async throws {
        var template = Array((FileManager.default.temporaryDirectory.path() + "godwit-demo-XXXXXX").utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw CommandFailure(.usage) }
        let files = DemoFiles(folder: String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
        // What cannot be removed is only litter; there is nobody left to tell.
        defer { try? FileManager.default.removeItem(atPath: files.folder) }
        for user in [source, target] { try OutputFile.write(user.secret + "\n", to: files.path(of: user)) }
        try await body(files)
    }

    /// The options that hand over a user's secret.
    ///
    /// - Parameter prefix: `--`, `--from-` or `--to-`.
    func secret(of user: SandboxUser, prefix: String) -> [String] {
        user.provider.personality.secret.kind == .accessToken
            ? ["\(prefix)access-token-command", "cat '\(path(of: user))'"]
            : ["\(prefix)password-file", path(of: user)]
    }

    private func path(of user: SandboxUser) -> String { "\(folder)/\(user.address)" }
}
