internal import ProviderSandbox

/// The providers that stand in for the real ones while the demo shows what other commands do. Nil at any other time.
enum DemoNetwork {
    @TaskLocal static var current: SandboxNetwork?
}
