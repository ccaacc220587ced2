internal import COpenSSL
package import DNSResolution
package import MailCore

/// How a chain and the TLSA records of its server go together (RFC 6698 §2.1). Whether an authority vouches for the chain,
/// as usages 0 and 1 also ask, is verified apart, for every connection.
package enum DANEMatch: Hashable, Sendable {
    case matched
    case mismatched
    /// No record is of a kind that is known, or can be compared with a chain that was refused.
    case unusable

    package init(records: [TLSARecord], chain: [Certificate]) {
        // An authority counts only where it has been verified that it issued the certificate.
        let isVerified = chain.allSatisfy(\.problems.isEmpty)
        let known = records.filter { record in
            let usages: [UInt8] = isVerified ? [0, 1, 2, 3] : [1, 3]
            return usages.contains(record.usage) && record.selector <= 1 && record.matching <= 2 && !record.data.isEmpty
        }
        if known.isEmpty {
            self = .unusable
        } else {
            self = known.contains { Self.names($0, chain) } ? .matched : .mismatched
        }
    }

    private static func names(_ record: TLSARecord, _ chain: [Certificate]) -> Bool {
        let isOfServer = record.usage == 1 || record.usage == 3
        let candidates = isOfServer ? chain.prefix(1) : chain.path.dropFirst()
        return candidates.contains { certificate in
            let bytes = record.selector == 0 ? certificate.der : certificate.key.der
            guard !bytes.isEmpty else { return false }
            return switch record.matching {
            case 0: bytes == record.data
            case 1: digest(of: bytes, by: EVP_sha256()) == record.data
            default: digest(of: bytes, by: EVP_sha512()) == record.data
            }
        }
    }

    private static func digest(of bytes: [UInt8], by kind: OpaquePointer?) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &count, kind, nil) == 1 else { return [] }
        return Array(digest.prefix(Int(count)))
    }
}
