import Foundation

/// Something that building, testing or comparing needs on this machine.
struct Requirement {
    /// What it is.
    let name: String
    /// What it is needed for.
    let purpose: String
    /// What was found: a version or a path; nil where it is missing.
    let found: String?
    /// The command or address that mends it.
    let remedy: String
    /// Whether Martlet cannot be built and tested without it.
    let isEssential: Bool

    /// Looks for everything on this machine.
    static func all() -> [Requirement] {
        let install = (geteuid() == 0 ? "" : "sudo ") + "apt-get install "
        let swift = ProgramFinder.swiftVersion
        let isNewEnough = swift.map { $0.compare("6.2", options: .numeric) != .orderedAscending } ?? false
        return [
            Requirement(
                name: "Swift 6.2 or newer", purpose: "compiles Martlet", found: isNewEnough ? swift : nil,
                remedy: "get it from https://www.swift.org/install/linux/", isEssential: true),
            Requirement(
                name: "oneDNN headers", purpose: "large matrix products", found: header("oneapi/dnnl/dnnl.h"),
                remedy: install + "libdnnl-dev", isEssential: true),
            Requirement(
                name: "C++ library", purpose: "every Swift program links it", found: header("c++"),
                remedy: install + "g++", isEssential: true),
            Requirement(
                name: "make", purpose: "make test, make quickstart", found: ProgramFinder.locate("make")?.path,
                remedy: install + "make", isEssential: true),
            Requirement(
                name: "git", purpose: "Swift's package manager", found: ProgramFinder.locate("git")?.path,
                remedy: install + "git", isEssential: true),
            Requirement(
                name: "bubblewrap", purpose: "agents' tests, where the kernel has no Landlock",
                found: ProgramFinder.locate("bwrap")?.path, remedy: install + "bubblewrap", isEssential: false),
            Requirement(
                name: "Python 3", purpose: "make bench, to compare with PyTorch",
                found: ProgramFinder.locate("python3")?.path, remedy: install + "python3 python3-venv",
                isEssential: false),
        ]
    }

    /// The path of a header or folder of headers; nil where it is in none of the compiler's folders.
    private static func header(_ name: String) -> String? {
        let extra = ProcessInfo.processInfo.environment["CPATH"]?.split(separator: ":").map(String.init) ?? []
        let folders = extra + ["/usr/local/include", "/usr/include"]
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.fileExists(atPath: $0) }
    }
}
