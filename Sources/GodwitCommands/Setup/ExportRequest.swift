internal import AccountDiscovery
internal import ArgumentParser
internal import MailCore

/// A file that `setup` is to write for another program.
struct ExportRequest: Hashable, Sendable {
    /// Nil is JSON, for programs that have no format of their own.
    let format: ExportFormat?
    /// `-` is standard output.
    let path: String

    static let standardOutput = "-"

    var name: String { format?.rawValue ?? Self.json }

    func text(of account: SavedAccount) throws(CommandFailure) -> String {
        guard let format else { return account.json.text }
        do {
            return try account.export.text(in: format)
        } catch {
            throw CommandFailure(.notExportable(to: format, error))
        }
    }

    private static let json = "json"
    static let names = ExportFormat.allCases.map(\.rawValue) + [json]

    /// From the values of `--export`: formats and files in turn.
    static func all(_ words: [String]) throws -> [ExportRequest] {
        let pairs = stride(from: 0, to: words.count, by: 2).map { words[$0..<min($0 + 2, words.count)] }
        let requests = pairs.compactMap { pair -> ExportRequest? in
            guard pair.count == 2, let name = pair.first, let path = pair.last, !path.isEmpty else { return nil }
            if name == json { return ExportRequest(format: nil, path: path) }
            return ExportFormat(rawValue: name).map { ExportRequest(format: $0, path: path) }
        }
        guard requests.count == pairs.count else {
            let names = names.joined(separator: ", ")
            throw ValidationError(
                GodwitCommands.help(
                    "--export takes a format (\(names)) and a file.", zhHans: "--export 需要一个格式（\(names)）和一个文件。"))
        }
        guard requests.count(where: { $0.path == standardOutput }) <= 1 else {
            throw ValidationError(
                GodwitCommands.help(
                    "Only one thing can be written to standard output.", zhHans: "标准输出只能写入一项内容。"))
        }
        return requests
    }
}

extension Diagnostic {
    fileprivate static func notExportable(to format: ExportFormat, _ error: ExportError) -> Diagnostic {
        let (reason, remedy) =
            switch error {
            case .missingServer(let kind): missing(kind)
            case .unusableValue(let value): unusable(value)
            case .unusableLogin(let host): noLogin(at: HostName.display(host))
            }
        return Diagnostic(
            .invalidArgument,
            message: LocalizedText(
                "The settings cannot be exported to \(format.rawValue): \(reason.english)",
                zhHans: "设置无法导出为 \(format.rawValue)：\(reason.simplifiedChinese)"), remedy: remedy)
    }

    private static func missing(_ kind: MailProtocol) -> (LocalizedText, LocalizedText) {
        let name = kind.rawValue.uppercased()
        return (
            LocalizedText("it needs an \(name) server, and none is known.", zhHans: "需要 \(name) 服务器，但没有找到。"),
            LocalizedText(
                "Ask the provider for it, and name all servers with --server.",
                zhHans: "请向服务商询问，并用 --server 指明全部服务器。")
        )
    }

    private static func unusable(_ value: String) -> (LocalizedText, LocalizedText) {
        (
            LocalizedText("it cannot hold “\(value)”.", zhHans: "无法写入“\(value)”。"),
            LocalizedText("Export to another format.", zhHans: "请导出为其他格式。")
        )
    }

    private static func noLogin(at host: String) -> (LocalizedText, LocalizedText) {
        (
            LocalizedText("it has no word for the way to log in at \(host).", zhHans: "无法表示 \(host) 的登录方式。"),
            LocalizedText(
                "Set the account up by hand in that program: it will open the provider's sign-in page.",
                zhHans: "请在该程序中手动添加账户：它会打开服务商的登录页面。")
        )
    }
}
