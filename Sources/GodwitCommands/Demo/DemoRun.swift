internal import MailCore
internal import ProviderSandbox

/// The whole way, by the commands that anybody would type.
struct DemoRun {
    let source: SandboxUser
    let target: SandboxUser
    let messages: Int
    let fault: SandboxFaultKind?
    let language: Language

    private var old: SandboxPersonality { source.provider.personality }
    private var new: SandboxPersonality { target.provider.personality }

    /// - Throws: ``CommandFailure`` when a step fails that has to succeed, or what arrived is not what was there.
    func run() async throws {
        let count = Quantity.count(messages)
        tell(
            LocalizedText(
                "alice has \(count) messages at \(old.name) and moves to \(new.name). Both are on this machine.",
                zhHans: "alice 在 \(old.name) 有 \(count) 封邮件，要搬到 \(new.name)。两家服务商都在本机模拟。"))
        try await DemoFiles.withFiles(source: source, target: target) { files in
            try await SavedAccounts.$folder.withValue(files.folder) {
                try await StateFolder.$replacement.withValue(files.folder) { try await steps(files) }
            }
        }
    }

    private func steps(_ files: DemoFiles) async throws {
        tell(LocalizedText("1 · Which settings do the addresses have?", zhHans: "1 · 这两个地址的收发信设置是什么？"))
        try await show(["resolve", source.address])
        try await show(["resolve", target.address])
        tell(
            LocalizedText(
                "2 · Do they work? The \(secretName(old).english) and the \(secretName(new).english) come from files here; you would be asked.",
                zhHans:
                    "2 · 能用吗？这里从文件读取\(secretName(old).simplifiedChinese)和\(secretName(new).simplifiedChinese)；平时会向您询问。")
        )
        try await show(["verify", source.address], hidden: files.secret(of: source, prefix: "--"))
        try await show(["verify", target.address], hidden: files.secret(of: target, prefix: "--"))
        tell(LocalizedText("3 · Move everything, and prove it.", zhHans: "3 · 搬走全部邮件，并加以证明。"))
        if let fault {
            tell(
                LocalizedText(
                    "On the way something goes wrong: \(fault.description.english)",
                    zhHans: "途中会出一次故障：\(fault.description.simplifiedChinese)"), bold: false)
        }
        let move = ["migrate", "--from", source.address, "--to", target.address]
        let secrets = files.secret(of: source, prefix: "--from-") + files.secret(of: target, prefix: "--to-")
        let first = await run(move, hidden: secrets)
        target.provider.repair()
        tell(
            LocalizedText(
                "4 · Once more: what is there stays, and nothing is copied twice.",
                zhHans: "4 · 再运行一次：已有的保持不变，不会重复复制。"))
        let again = fault == nil ? move : move + ["--retry-failed"]
        let second = await run(again, hidden: secrets)
        tell(LocalizedText("5 · The report.", zhHans: "5 · 报告。"))
        _ = await run(["report"], hidden: [])
        try compare()
        guard second == .done || second == .partlyDone else { throw CommandFailure(second) }
        guard fault != nil || first == .done || first == .partlyDone else { throw CommandFailure(first) }
        guard second == .done else { throw CommandFailure(second) }
    }

    // MARK: Commands

    private func show(_ arguments: [String], hidden: [String] = []) async throws {
        let outcome = await run(arguments, hidden: hidden)
        guard outcome == .done else { throw CommandFailure(outcome) }
    }

    /// - Parameter hidden: what takes the place of a person at the keyboard.
    private func run(_ arguments: [String], hidden: [String]) async -> Outcome {
        let console = Console.current
        let line = "$ godwit " + arguments.joined(separator: " ")
        console.write("\n" + console.outputTerminal.styled(line, .bold) + "\n")
        return await Program.run(arguments + hidden + ["--language", language.rawValue])
    }

    private func tell(_ text: LocalizedText, bold: Bool = true) {
        let console = Console.current
        let terminal = console.outputTerminal
        let lines = TextWrapping.lines(text.text(in: language), width: terminal.width)
        console.write("\n" + lines.map { terminal.styled($0, bold ? .cyan : .plain) + "\n" }.joined())
    }

    private func secretName(_ personality: SandboxPersonality) -> LocalizedText {
        personality.secret.kind.name
    }

    // MARK: The end

    private func compare() throws {
        let comparison = SandboxComparison(of: source, with: target)
        tell(
            LocalizedText(
                "Checked without the client, in the providers' own stores: bytes, dates, flags and folders.",
                zhHans: "不经过客户端，直接在两家服务商的存储中核对：字节、日期、标记和文件夹。"))
        guard !comparison.differences.isEmpty else {
            let (count, folders) = (Quantity.count(comparison.equal), comparison.folders)
            return tell(
                LocalizedText(
                    "Equal: \(count) messages in \(folders) folders.", zhHans: "完全一致：\(folders) 个文件夹中的 \(count) 封邮件。"),
                bold: false)
        }
        let lines = comparison.differences.map { difference in
            LocalizedText(
                "Different in \(difference.folder): \(difference.missing) missing, \(difference.surplus) too many.",
                zhHans: "\(difference.folder) 不一致：缺少 \(difference.missing) 封，多出 \(difference.surplus) 封。"
            ).text(in: language) + "\n"
        }
        Console.current.write("\n" + lines.joined())
        throw CommandFailure(.partlyDone)
    }
}

extension SandboxSecret.Kind {
    /// For people.
    var name: LocalizedText {
        switch self {
        case .password: LocalizedText("password", zhHans: "密码")
        case .appPassword: LocalizedText("app password", zhHans: "应用专用密码")
        case .authorizationCode: LocalizedText("authorization code", zhHans: "授权码")
        case .accessToken: LocalizedText("access token", zhHans: "访问令牌")
        }
    }
}
