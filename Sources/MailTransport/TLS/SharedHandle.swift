/// An OpenSSL object that several threads may use at once, as OpenSSL promises for reference-counted objects that
/// are no longer changed (`man 7 openssl-threads`). Swift does not let a pointer cross threads, a number may.
struct SharedHandle: Sendable {
    private let address: UInt

    init(_ pointer: OpaquePointer) { address = UInt(bitPattern: pointer) }

    var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }
}
