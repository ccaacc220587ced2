import MailCore
import Testing

@testable import OAuth

@Suite struct SealingKeyTests {
    private static let salt = [UInt8](0..<16)

    private static let sealed: [UInt8] = [
            0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x87, 0x5B, 0x01, 0x95,
            0xC2, 0x02, 0x45, 0x02, 0xDA, 0x37, 0x5E, 0x74, 0x02, 0x28, 0x06, 0xE5, 0x7C, 0x12, 0xFA, 0x25,
            0x2D,
    ]

    private func key(_ passphrase: String = "correct horse", salt: [UInt8] = salt) throws -> SealingKey {
        try SealingKey(passphrase: Secret(passphrase), salt: salt, cost: SealingKey.costs.lowerBound)
    }

    @Test func `What is sealed opens with the same passphrase alone`() throws {
        let sealed = try key().seal(Secret("refresh"), label: [1])
        #expect(try key().open(sealed, label: [1]) == Secret("refresh"))
        for other in [try key("correct horsf"), try key(""), try key(salt: [UInt8](1..<17))] {
            #expect(throws: SignInStoreError.wrongPassphrase) { try other.open(sealed, label: [1]) }
        }
        #expect(throws: SignInStoreError.wrongPassphrase) { try key().open(sealed, label: [2]) }
    }

    @Test func `Nothing is sealed the same way twice`() throws {
        let key = try key()
        let sealed = try (1...50).map { _ in try key.seal(Secret("refresh"), label: []) }
        #expect(Set(sealed).count == 50)
        #expect(Set(sealed.map { Array($0.prefix(SealingKey.nonceSize)) }).count == 50)
        #expect(try SealingKey(passphrase: Secret("a")).salt != SealingKey(passphrase: Secret("a")).salt)
    }

    @Test func `A change of any byte is noticed`() throws {
        let key = try key()
        let sealed = try key.seal(Secret("refresh"), label: [])
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: SignInStoreError.wrongPassphrase) { try key.open(changed, label: []) }
        }
        for count in [0, SealingKey.nonceSize + SealingKey.tagSize] {
            #expect(throws: SignInStoreError.damaged) { try key.open(Array(sealed.prefix(count)), label: []) }
        }
    }

    @Test(arguments: [
        (SealingKey.costs.lowerBound / 2, false), (SealingKey.costs.lowerBound, true), (SealingKey.cost, true),
        (SealingKey.costs.upperBound, true), (SealingKey.costs.upperBound * 2, false), (0, false), (UInt64.max, false),
    ])
    func `A file cannot ask for any cost`(cost: UInt64, isTaken: Bool) {
        let key = try? SealingKey(passphrase: Secret("a"), salt: Self.salt, cost: cost)
        #expect((key != nil) == isTaken)
    }

    /// Sealed by Python: hashlib.scrypt, and AESGCM of cryptography.
    @Test func `Another implementation opens it`() throws {
        let key = try SealingKey(passphrase: Secret("pässword"), salt: Self.salt, cost: 1 << 14)
        #expect(try key.open(Self.sealed, label: Array("label".utf8)) == Secret("hello"))
    }
}
