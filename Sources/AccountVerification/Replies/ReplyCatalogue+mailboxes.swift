internal import MailCore

extension ReplyCatalogue {
    /// What servers say of folders and messages, when nobody is to blame for the login.
    static let mailboxes = [
        ReplyCause(
            .mailboxCreateRefused, .user,
            "The server does not take the name of a folder.",
            zhHans: "服务器不接受文件夹的名称。",
            remedy: "Give the folder another place with --map, or rename it at the old account.",
            zhHans: "请用 --map 为该文件夹指定另一个位置，或在旧账户中将其改名。",
            said: [
                "folder name is reserved", "folder contains excess whitespace", "character not allowed in mailbox name",
                "invalid mailbox name", "name must not have '/' characters", "mailbox doesn't allow inferior mailboxes",
                "mailbox already exists",
            ]),
        ReplyCause(
            .mailboxCreateRefused, .user,
            "All folders of this server lie below a prefix, such as INBOX.",
            zhHans: "该服务器的所有文件夹都在某个前缀（例如 INBOX）之下。",
            remedy: "Put the folders there with --into INBOX.",
            zhHans: "请用 --into INBOX 把文件夹放到其下。",
            said: ["client tried to access nonexistent namespace", "probably be prefixed with"]),
        ReplyCause(
            .mailboxRefused, .nobody,
            "This folder is only a place for others, and holds no mail.",
            zhHans: "该文件夹只用来容纳其他文件夹，本身没有邮件。",
            remedy: "Leave it out with --exclude.",
            zhHans: "请用 --exclude 将其排除。",
            said: ["unknown mailbox: [gmail]", "unknown mailbox: [google mail]"]),
        ReplyCause(
            .messageUnreadable, .provider,
            "The server cannot give a message out.",
            zhHans: "服务器无法读取某封邮件。",
            remedy: "Try it in the web mail: what opens there can be forwarded or saved.",
            zhHans: "请在网页邮箱中尝试：能打开的邮件可以转发或保存。",
            said: [
                "some messages could not be fetched", "server error while fetching", "uid fetch server error",
                "retrieval using the imap4 protocol failed", "does not have a message with uid",
                "invalid character in literal",
            ]),
        ReplyCause(
            .messageTooLarge, .nobody,
            "A message is larger than the server takes.",
            zhHans: "有邮件超过了服务器允许的大小。",
            remedy: "Keep it at the old account, or leave such messages out with --max-size.",
            zhHans: "请将其保留在旧账户，或用 --max-size 排除这样的邮件。",
            said: [
                "[toobig]", "message too large", "maximum size of appendable message", "message size exceed",
                "literal size too large",
            ]),
        ReplyCause(
            .targetFull, .user,
            "The account is full.",
            zhHans: "该账户已满。",
            remedy: "Make room or get a larger mailbox.",
            zhHans: "请清理空间或扩大邮箱容量。",
            said: ["[overquota]", "quota exceeded", "not enough disk quota", "quota limit will be exceeded"]),
        ReplyCause(
            .messageRefused, .nobody,
            "The server takes a message for damaged or dangerous.",
            zhHans: "服务器认为某封邮件已损坏或有危险。",
            remedy: "Keep it at the old account; no other way brings it over unchanged.",
            zhHans: "请将其保留在旧账户；没有办法原样迁移。",
            said: [
                "unable to parse message", "message contains nul characters", "message contains bare newlines",
                "message contains invalid header", "contains a virus", "additional arguments found after last expected",
            ]),
        ReplyCause(
            .commandRefused, .nobody,
            "The server does not keep a flag.",
            zhHans: "服务器无法保存某个标记。",
            remedy: "The message itself can be copied; the report lists the flag.",
            zhHans: "邮件本身可以复制；报告会列出该标记。",
            said: ["invalid system flag", "unable to store flags", "invalid keyword"]),
        ReplyCause(
            .commandRefused, .provider,
            "The server does not understand a command that it should.",
            zhHans: "服务器不理解它本应支持的命令。",
            remedy: "Repeat with --transcript FILE and send the file to the makers of this program.",
            zhHans: "请加上 --transcript FILE 重试，并把该文件发给本程序的开发者。",
            said: [
                "command argument error", "the specified message set is invalid", "invalid command or parameters",
                "uid parameters!", "uid search invalid argument",
            ]),
        ReplyCause(
            .serverSaidBye, .provider,
            "The server broke down in the middle.",
            zhHans: "服务器中途出错。",
            remedy: "Run the same command again: it continues where it stopped.",
            zhHans: "请重新运行同一命令：会从中断处继续。",
            said: ["system error", "server closing connection"]),
    ]
}
