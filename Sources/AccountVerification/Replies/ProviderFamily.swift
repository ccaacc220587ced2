internal import MailCore

/// Servers that speak with one voice, known by the end of their names.
enum ProviderFamily: String, CaseIterable {
    case google, microsoft, yahoo, apple, zoho, fastmail
    case netEase, netEaseEnterprise, tencent, tencentEnterprise, aliyun, sina, sohu, chinaMobile, chinaTelecom
    case yandex, mailRu
    case gmx, webDe, mailCom, tOnline, freenet, vodafone
    case naver, daum, kakao
    case yahooJapan, japaneseISP, taiwaneseISP
    case comcast, freeFr, tiscali

    /// Of several that fit, the one with the longest end counts.
    init?(host: String) {
        let host = host.lowercased()
        let fitting = Self.allCases.compactMap { family in
            family.domains.filter { host == $0 || host.hasSuffix("." + $0) }.map(\.count).max().map { (family, $0) }
        }
        guard let best = fitting.max(by: { $0.1 < $1.1 }) else { return nil }
        self = best.0
    }

    private var domains: [String] {
        switch self {
        case .google: ["gmail.com", "googlemail.com", "google.com"]
        case .microsoft: ["outlook.com", "office365.com", "hotmail.com", "live.com", "outlook.cn"]
        case .yahoo: ["yahoo.com", "aol.com", "att.net", "verizon.net", "tools.sky.com"]
        case .apple: ["mail.me.com", "icloud.com"]
        case .zoho: ["zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zoho.jp", "zohocloud.ca", "zohomail.com"]
        case .fastmail: ["fastmail.com", "messagingengine.com"]
        case .netEase: ["163.com", "126.com", "yeah.net", "188.com"]
        case .netEaseEnterprise: ["qiye.163.com", "qiye163.com", "ym.163.com"]
        case .tencent: ["qq.com", "foxmail.com"]
        case .tencentEnterprise: ["exmail.qq.com"]
        case .aliyun: ["aliyun.com", "mxhichina.com", "alibaba-inc.com"]
        case .sina: ["sina.com", "sina.cn", "sina.com.cn"]
        case .sohu: ["sohu.com"]
        case .chinaMobile: ["139.com", "10086.cn"]
        case .chinaTelecom: ["189.cn", "21cn.com"]
        case .yandex: ["yandex.com", "yandex.ru", "yandex.net", "ya.ru"]
        case .mailRu: ["mail.ru"]
        case .gmx: ["gmx.net", "gmx.com", "gmx.de"]
        case .webDe: ["web.de"]
        case .mailCom: ["mail.com"]
        case .tOnline: ["t-online.de"]
        case .freenet: ["freenet.de"]
        case .vodafone: ["vodafonemail.de", "arcor.de"]
        case .naver: ["naver.com", "worksmobile.com"]
        case .daum: ["daum.net", "hanmail.net"]
        case .kakao: ["kakao.com"]
        case .yahooJapan: ["yahoo.co.jp"]
        case .japaneseISP: ["ne.jp", "nifty.com", "biglobe.com"]
        case .taiwaneseISP: ["hinet.net", "seed.net.tw", "edu.tw", "com.tw"]
        case .comcast: ["comcast.net"]
        case .freeFr: ["free.fr"]
        case .tiscali: ["tiscali.it"]
        }
    }

    /// What their replies may be written in when they are not UTF-8.
    var encoding: LegacyEncoding? {
        switch self {
        case .netEase, .netEaseEnterprise, .tencent, .tencentEnterprise, .aliyun, .sina, .sohu, .chinaMobile,
            .chinaTelecom:
            .simplifiedChinese
        case .naver, .daum, .kakao: .korean
        case .yahooJapan, .japaneseISP: .japanese
        case .taiwaneseISP: .traditionalChinese
        case .google, .microsoft, .yahoo, .apple, .zoho, .fastmail, .yandex, .mailRu, .gmx, .webDe, .mailCom,
            .tOnline, .freenet, .vodafone, .comcast, .freeFr, .tiscali:
            nil
        }
    }
}
