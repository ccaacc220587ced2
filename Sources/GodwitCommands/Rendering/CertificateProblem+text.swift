internal import MailCore

extension CertificateProblem {
    /// The verdict on one certificate, for people.
    func text(in language: Language) -> String {
        let text =
            switch self {
            case .expired: LocalizedText("expired", zhHans: "已过期")
            case .notYetValid: LocalizedText("not yet valid", zhHans: "尚未生效")
            case .nameMismatch: LocalizedText("for other names", zhHans: "名称不符")
            case .selfSigned: LocalizedText("self-signed", zhHans: "自签名")
            case .unknownIssuer: LocalizedText("issuer not trusted", zhHans: "签发机构不受信任")
            case .missingIntermediate: LocalizedText("issuer's certificate is missing", zhHans: "缺少签发机构的证书")
            case .weakKey: LocalizedText("key too short", zhHans: "密钥过短")
            case .weakSignature: LocalizedText("signature too weak", zhHans: "签名强度不足")
            case .wrongPurpose: LocalizedText("not for servers", zhHans: "不是服务器证书")
            case .other(let reason):
                LocalizedText(DisplayText.clean(reason), zhHans: DisplayText.clean(reason))
            }
        return text.text(in: language)
    }
}
