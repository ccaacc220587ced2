internal import AccountDiscovery
internal import MailCore

/// Rows of a table that say what is known of a provider.
struct ProviderNotesRendering {
    let language: Language

    func add(_ notes: ProviderNotes, to table: inout TextTable) {
        addAccess(notes, to: &table)
        addLimits(notes, to: &table)
    }

    /// What has to be done before any login works.
    func addAccess(_ notes: ProviderNotes, to table: inout TextTable) {
        for instruction in notes.switches { add(instruction, titled: word("Turn on", "先开启"), to: &table) }
        if let secret = notes.secret {
            add(secret.instruction, titled: secret.kind.title.text(in: language), to: &table)
        }
    }

    /// What is hidden, and what is allowed.
    func addLimits(_ notes: ProviderNotes, to table: inout TextTable) {
        for window in notes.history {
            add(window.instruction, titled: word("Not all mail", "并非全部邮件"), to: &table)
        }
        for limit in notes.limits {
            let condition = limit.condition.map { word(" – ", "，") + $0.text(in: language) } ?? ""
            table.add([.init(word("Limit", "限制")), .init(limit.text.text(in: language) + condition)])
        }
    }

    /// How sure it is.
    func addDate(of notes: ProviderNotes, to table: inout TextTable) {
        let text =
            notes.checked ?? word("not checked against the provider's page", "尚未与服务商的页面核对")
        table.add([.init(word("Checked", "核对")), .init(text, .dim)])
    }

    private func add(_ instruction: ProviderInstruction, titled title: String, to table: inout TextTable) {
        table.add([.init(title), .init(instruction.text.text(in: language))])
        guard let page = instruction.page(in: language) else { return }
        let isForeign = page.language != language.rawValue
        table.add(["", .init(page.url + (isForeign ? " (\(page.language))" : ""), .cyan)])
    }

    private func word(_ english: String, _ chinese: String) -> String {
        LocalizedText(english, zhHans: chinese).text(in: language)
    }
}

extension SecretPolicy.Kind {
    /// In front of the instruction.
    fileprivate var title: LocalizedText {
        switch self {
        case .nonePossible: LocalizedText("Not possible", zhHans: "无法使用")
        default: LocalizedText("Secret", zhHans: "密码")
        }
    }
}

extension ProviderLimit {
    /// The value with its unit.
    fileprivate var text: LocalizedText {
        let (count, bytes) = (Quantity.count(Int(clamping: value)), Quantity.bytes(Double(value)))
        return switch name {
        case .connections: LocalizedText("\(count) connections at a time", zhHans: "同时 \(count) 个连接")
        case .downloadBytesPerDay: LocalizedText("\(bytes) read a day", zhHans: "每天读取 \(bytes)")
        case .uploadBytesPerDay: LocalizedText("\(bytes) written a day", zhHans: "每天写入 \(bytes)")
        case .appendBytes: LocalizedText("\(bytes) a message", zhHans: "单封邮件 \(bytes)")
        case .folders: LocalizedText("\(count) folders", zhHans: "\(count) 个文件夹")
        }
    }
}
