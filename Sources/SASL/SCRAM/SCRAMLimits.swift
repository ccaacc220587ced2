/// What a SCRAM server may ask for.
package enum SCRAMLimits {
    /// Rounds of PBKDF2. Fewer than RFC 5802 §5.1 and RFC 7677 §4 ask for would let a false server try passwords quickly;
    /// more would keep a processor busy for seconds.
    package static let iterations: ClosedRange<UInt64> = 4_096...1_000_000
    /// Longest challenge, bytes before Base64.
    package static let challenge = 4_096
}
