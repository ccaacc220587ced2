// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled with the same rules: Swift 6 concurrency, explicit import visibility, and no warnings.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// `make fuzz` builds what reads bytes from the network so that libFuzzer sees which code it reaches.
let isFuzzing = Context.environment["GODWIT_FUZZING"] != nil
let fuzzing: [SwiftSetting] =
    isFuzzing ? [.define("FUZZER"), .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])] : []

func target(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: rules + fuzzing, plugins: plugins)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.byName(name: name)] + dependencies,
        exclude: [],
        swiftSettings: rules)
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
    name: "godwit",
    products: [
        .executable(name: "godwit", targets: ["godwit"]),
        .library(name: "AccountDiscovery", targets: ["AccountDiscovery", "MailCore"]),
        .library(name: "AccountVerification", targets: ["AccountVerification", "MailCore"]),
        .library(name: "MailboxMigration", targets: ["MailboxMigration", "MailCore"]),
        .library(name: "ProviderSandbox", targets: ["ProviderSandbox", "MailCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // The program
        .executableTarget(name: "godwit", dependencies: ["GodwitCommands", "CMalloc"], swiftSettings: rules),
        target(
            "GodwitCommands",
            [
                "AccountDiscovery", "AccountVerification", "MailboxMigration", "MailCore", "MailTransport",
                "DNSResolution", "HTTPFetch", "OAuth", "ProviderSandbox",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + nio),

        // The three jobs
        target(
            "AccountDiscovery",
            [
                "MailCore", "MailTransport", "DNSResolution", "HTTPFetch", "IMAPClient", "IMAPCodec", "SASL",
                "CLibXML2",
                "COpenSSL", "CPSL",
            ] + nio,
            plugins: ["EmbedProfiles"]),
        target(
            "AccountVerification",
            [
                "AccountDiscovery", "MailCore", "MailTransport", "DNSResolution", "SASL", "IMAPClient", "IMAPCodec",
                "POP3Client", "SMTPClient",
            ] + nio),
        target(
            "MailboxMigration",
            [
                "MailCore", "MailTransport", "DNSResolution", "IMAPClient", "IMAPCodec", "POP3Client", "SASL",
                "COpenSSL",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "DequeModule", package: "swift-collections"),
            ] + nio),

        // Mail providers on this machine. It shares no protocol code with the rest, so that both do not share mistakes.
        target(
            "ProviderSandbox",
            ["MailCore", "COpenSSL", "CZlib", .product(name: "NIOHTTP1", package: "swift-nio")] + nio),

        // Sessions over one connection
        target(
            "IMAPClient",
            [
                "MailCore", "MailTransport", "IMAPCodec", "SASL",
                .product(name: "DequeModule", package: "swift-collections"),
            ] + nio),
        target(
            "POP3Client",
            [
                "MailCore", "MailTransport", "SASL",
                .product(name: "DequeModule", package: "swift-collections"),
            ] + nio),
        target("SMTPClient", ["MailCore", "MailTransport", "SASL"] + nio),
        target(
            "OAuth",
            [
                "MailCore", "MailTransport", "HTTPFetch", "COpenSSL", .product(name: "NIOHTTP1", package: "swift-nio"),
            ] + nio),
        target("HTTPFetch", ["MailCore", "MailTransport", .product(name: "NIOHTTP1", package: "swift-nio")] + nio),
        target("IMAPCodec", ["MailCore", .product(name: "NIOCore", package: "swift-nio")]),

        // Transport, names, mechanisms, values
        target("MailTransport", ["MailCore", "DNSResolution", "SASL", "COpenSSL", "CZlib"] + nio),
        target("DNSResolution", ["MailCore", "CResolv", .product(name: "NIOPosix", package: "swift-nio")]),
        target("SASL", ["MailCore", "COpenSSL"]),
        target("MailCore", ["CIDN"]),

        // System libraries
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CIDN", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CResolv"),
        .systemLibrary(name: "CMalloc"),

        // providers/*.xml becomes one Swift file of string literals inside AccountDiscovery
        .plugin(name: "EmbedProfiles", capability: .buildTool(), dependencies: ["embed-profiles"]),
        .executableTarget(name: "embed-profiles", swiftSettings: rules),

        // Tests
        .target(
            name: "MailTestServers",
            dependencies: [
                "MailCore", "ProviderSandbox", "COpenSSL", .product(name: "NIOHTTP1", package: "swift-nio"),
            ] + nio,
            path: "Tests/MailTestServers",
            swiftSettings: rules),
        .executableTarget(
            name: "two-servers", dependencies: ["MailTestServers"], path: "Tests/TwoServers", swiftSettings: rules),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "AccountDiscovery", "DNSResolution", "IMAPCodec", "MailCore", "MailTransport", "POP3Client",
                "SMTPClient",
                .product(name: "NIOCore", package: "swift-nio"),
            ], path: "Tests/Fuzzing/Targets", swiftSettings: rules + fuzzing),
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Program", swiftSettings: rules + fuzzing,
            linkerSettings: isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []),
        .executableTarget(
            name: "dying-migration",
            dependencies: ["MailboxMigration", "MailTransport", "MailCore", "MailTestServers"],
            path: "Tests/DyingMigration", swiftSettings: rules),
        .executableTarget(
            name: "benchmark", dependencies: ["MailTestServers"] + nio, path: "Benchmarks/Benchmark",
            swiftSettings: rules),
        tests("MailTestServers", nio),
        tests("FuzzTargets"),
        tests(
            "ProviderSandbox",
            [
                "AccountDiscovery", "AccountVerification", "DNSResolution", "MailCore", "MailTransport",
                "MailTestServers", "MailboxMigration",
            ] + nio),
        tests("MailCore"),
        tests("DNSResolution", ["MailTestServers"] + nio),
        tests("SASL", ["MailCore"]),
        tests(
            "MailTransport",
            ["MailCore", "DNSResolution", "MailTestServers", .product(name: "NIOEmbedded", package: "swift-nio")] + nio),
        tests("HTTPFetch", ["MailCore", "MailTransport", "MailTestServers"] + nio),
        tests(
            "OAuth", ["HTTPFetch", "MailCore", "MailTransport", "MailTestServers", "ProviderSandbox", "COpenSSL"] + nio),
        tests("IMAPCodec", ["MailCore", .product(name: "NIOCore", package: "swift-nio")]),
        tests("IMAPClient", ["MailCore", "IMAPCodec", "MailTransport", "SASL", "MailTestServers"] + nio),
        tests("POP3Client", ["MailCore", "MailTransport", "SASL", "MailTestServers"] + nio),
        tests("SMTPClient", ["MailCore", "MailTransport", "SASL", "MailTestServers"] + nio),
        tests(
            "AccountDiscovery",
            ["MailCore", "MailTransport", "DNSResolution", "HTTPFetch", "SASL", "COpenSSL", "MailTestServers"] + nio),
        tests(
            "AccountVerification",
            ["AccountDiscovery", "DNSResolution", "IMAPCodec", "MailCore", "MailTransport", "MailTestServers"] + nio),
        tests(
            "MailboxMigration",
            ["DNSResolution", "MailCore", "MailTransport", "IMAPClient", "IMAPCodec", "POP3Client", "MailTestServers"]
                + nio),
        tests(
            "GodwitCommands",
            [
                "AccountDiscovery", "IMAPCodec", "MailCore", "MailTestServers", "MailboxMigration", "OAuth",
                "ProviderSandbox",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ]
)
