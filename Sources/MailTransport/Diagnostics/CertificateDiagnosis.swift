package import MailCore

/// Puts what is wrong with a chain into words: one diagnostic a defect, the server's own certificate first.
package struct CertificateDiagnosis {
    private let expectedName: String
    /// The same for people.
    private let host: String
    private let chain: [Certificate]

    /// - Parameter host: the name we connected to.
    package init(host: String, chain: [Certificate]) {
        expectedName = host
        self.host = HostName.display(host)
        self.chain = chain
    }

    /// Never empty: a refused chain without a known problem still gives one.
    package var diagnostics: [Diagnostic] {
        var result: [Diagnostic] = []
        for certificate in chain {
            for problem in certificate.problems where !isImplied(problem, of: certificate) {
                let diagnostic = describe(problem, of: certificate)
                if !result.contains(where: { $0.code == diagnostic.code }) { result.append(diagnostic) }
            }
        }
        return result.isEmpty ? [invalid("no certificate", certificate: nil)] : result
    }

    /// A certificate that signed itself also has an unknown issuer; one of the two says it all.
    private func isImplied(_ problem: CertificateProblem, of certificate: Certificate) -> Bool {
        [.unknownIssuer, .missingIntermediate].contains(problem) && certificate.problems.contains(.selfSigned)
    }

    private func describe(_ problem: CertificateProblem, of certificate: Certificate) -> Diagnostic {
        switch problem {
        case .expired: expired(certificate)
        case .notYetValid: notYetValid(certificate)
        case .nameMismatch: nameMismatch(certificate)
        case .selfSigned: selfSigned(certificate)
        case .unknownIssuer: unknownIssuer(certificate)
        case .missingIntermediate: missingIntermediate(certificate)
        case .weakKey: invalid("key too short", certificate: certificate)
        case .weakSignature: invalid("signature too weak", certificate: certificate)
        case .wrongPurpose: invalid("not a certificate for servers", certificate: certificate)
        case .other(let reason): invalid(reason, certificate: certificate)
        }
    }

    private func expired(_ certificate: Certificate) -> Diagnostic {
        let date = certificate.notAfter.date
        return Diagnostic(
            .certificateExpired,
            message: LocalizedText(
                "The certificate of \(host) expired on \(date).", zhHans: "\(host) 的证书已于 \(date) 过期。"),
            evidence: "\(certificate.subject), notAfter \(certificate.notAfter)",
            remedy: LocalizedText(
                "Only the server's operator can renew it. Check also that the clock of this computer is right.",
                zhHans: "只有服务器的运营者能更新证书。也请检查本机的时钟是否正确。"))
    }

    private func notYetValid(_ certificate: Certificate) -> Diagnostic {
        let date = certificate.notBefore.date
        return Diagnostic(
            .certificateNotYetValid,
            message: LocalizedText(
                "The certificate of \(host) is valid only from \(date).", zhHans: "\(host) 的证书从 \(date) 起才有效。"),
            evidence: "\(certificate.subject), notBefore \(certificate.notBefore)",
            remedy: LocalizedText(
                "Check that the clock of this computer is right; otherwise tell the server's operator.",
                zhHans: "请检查本机的时钟是否正确；否则请通知服务器的运营者。"))
    }

    private func nameMismatch(_ certificate: Certificate) -> Diagnostic {
        let names = certificate.names.prefix(10).map { DisplayText.clean($0) }.joined(separator: ", ")
        let listed =
            names.isEmpty ? LocalizedText("for no name at all", zhHans: "没有任何名称") : LocalizedText(names, zhHans: names)
        let remedy =
            suggestedName(in: certificate).map { name in
                LocalizedText(
                    "If you trust it, use \(name) as the server name: the certificate is valid for that.",
                    zhHans: "如果您信任它，请把服务器名称改为 \(name)：证书对该名称有效。")
            }
            ?? LocalizedText(
                "Check the server name; your provider can tell the right one.", zhHans: "请检查服务器名称，或向服务商询问正确的名称。")
        return Diagnostic(
            .certificateNameMismatch,
            message: LocalizedText(
                "The certificate is not for \(host). It is valid for: \(listed.english).",
                zhHans: "证书不属于 \(host)。它有效的名称：\(listed.simplifiedChinese)。"),
            evidence: names, remedy: remedy)
    }

    /// A name of the certificate that differs from the one we wanted in the first label only, or adds one before it
    /// (`imap.example.org` for `mail.example.org` or `example.org`). Names of other domains are never suggested:
    /// they may be anybody's server.
    private func suggestedName(in certificate: Certificate) -> String? {
        let wanted = expectedName.lowercased().split(separator: ".")
        let domains = [wanted, Array(wanted.dropFirst())].filter { $0.count >= 2 }
        return certificate.names.first { name in
            let labels = name.lowercased().split(separator: ".")
            return HostName.isValid(name) && (domains.contains(Array(labels.dropFirst())) || domains.contains(labels))
        }
    }

    private func selfSigned(_ certificate: Certificate) -> Diagnostic {
        Diagnostic(
            .certificateSelfSigned,
            message: LocalizedText(
                "The certificate of \(host) is self-signed: nobody vouches for it.",
                zhHans: "\(host) 的证书是自签名的：没有机构为它担保。"),
            evidence: "\(certificate.subject), SHA-256 \(certificate.sha256)",
            remedy: LocalizedText(
                "If it is your own server, save its certificate and name the file with --ca-file. Otherwise do not connect.",
                zhHans: "如果这是您自己的服务器，请保存其证书并用 --ca-file 指定该文件；否则请不要连接。"))
    }

    private func unknownIssuer(_ certificate: Certificate) -> Diagnostic {
        Diagnostic(
            .certificateUnknownIssuer,
            message: LocalizedText(
                "The certificate of \(host) was issued by an authority this computer does not trust.",
                zhHans: "\(host) 的证书由本机不信任的机构签发。"),
            evidence: "issuer \(certificate.issuer)",
            remedy: LocalizedText(
                "If it is your company's authority, name its certificate with --ca-file. Also check that the package "
                    + "ca-certificates is installed.",
                zhHans: "如果这是贵公司的证书机构，请用 --ca-file 指定其证书。也请检查是否已安装 ca-certificates 软件包。"))
    }

    private func missingIntermediate(_ certificate: Certificate) -> Diagnostic {
        Diagnostic(
            .certificateUnknownIssuer,
            message: LocalizedText(
                "\(host) does not send the certificate of its issuer, or an authority this computer does not trust issued it.",
                zhHans: "\(host) 没有发送其签发机构的证书，或者签发机构不受本机信任。"),
            evidence: "issuer \(certificate.issuer)",
            remedy: LocalizedText(
                "The server's operator has to install the full certificate chain. Until then, name the issuer's "
                    + "certificate with --ca-file.",
                zhHans: "需要服务器的运营者安装完整的证书链。在此之前，可用 --ca-file 指定签发机构的证书。"))
    }

    private func invalid(_ reason: String, certificate: Certificate?) -> Diagnostic {
        Diagnostic(
            .certificateInvalid,
            message: LocalizedText("The certificate of \(host) is not acceptable.", zhHans: "无法接受 \(host) 的证书。"),
            evidence: certificate.map { "\(reason): \($0.subject)" } ?? reason,
            remedy: LocalizedText(
                "Tell the server's operator. An old server may need --tls compatible or --tls legacy.",
                zhHans: "请通知服务器的运营者。旧服务器可能需要 --tls compatible 或 --tls legacy。"))
    }
}
