internal import IMAPCodec
internal import MailCore

/// What an account's quota amounts to.
struct QuotaFindings {
    let resources: [QuotaResource]

    /// From this share on an account is called almost full.
    static let fullShare = 0.9

    /// RFC 9208 §5: STORAGE counts units of 1,024 bytes.
    var limits: [String: UInt64] {
        var limits: [String: UInt64] = [:]
        for resource in resources {
            switch resource.name {
            case "STORAGE":
                limits["storageUsed"] = Self.bytes(resource.used)
                limits["storageLimit"] = Self.bytes(resource.limit)
            case "MESSAGE":
                limits["messagesUsed"] = resource.used
                limits["messageLimit"] = resource.limit
            default: break
            }
        }
        return limits
    }

    var diagnostics: [Diagnostic] {
        resources.filter { $0.limit > 0 && Double($0.used) >= Double($0.limit) * Self.fullShare }
            .map { resource in
                Diagnostic(
                    .almostFull, severity: .warning,
                    message: LocalizedText(
                        "The account is almost full: little more fits in.", zhHans: "该账户即将满：放不下更多邮件。"),
                    evidence: "\(resource.name) \(resource.used)/\(resource.limit)",
                    remedy: LocalizedText(
                        "Make room or get a larger mailbox before mail is brought in.", zhHans: "迁入邮件之前，请清理空间或扩大邮箱容量。"),
                    actor: .user)
            }
    }

    private static func bytes(_ units: UInt64) -> UInt64 {
        let (bytes, overflow) = units.multipliedReportingOverflow(by: 1_024)
        return overflow ? .max : bytes
    }
}
