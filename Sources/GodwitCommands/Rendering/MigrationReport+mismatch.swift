internal import MailCore
internal import MailboxMigration

extension MigrationReport.Mismatch {
    /// What differs, for people.
    func what(in language: Language) -> String {
        if let whole = Self.words[what] { return whole.text(in: language) }
        let parts = what.split(separator: " ").map { Self.words[String($0)]?.text(in: language) ?? String($0) }
        return parts.joined(separator: language == .simplifiedChinese ? "、" : ", ")
    }

    private static let words = [
        "size": LocalizedText("size", zhHans: "大小"), "date": LocalizedText("date", zhHans: "日期"),
        "flags": LocalizedText("flags", zhHans: "标记"), "bytes": LocalizedText("bytes", zhHans: "内容"),
        "missing": LocalizedText("missing", zhHans: "缺失"), "not stored": LocalizedText("not stored", zhHans: "未保存"),
        "not shown": LocalizedText("not shown", zhHans: "未显示"),
    ]
}
