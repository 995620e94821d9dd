import Testing

@Suite("The set-up of a machine")
struct SetupScriptTests {
    /// A compiler that finds oneDNN only once `apt-get` has been run.
    static let compilerWithoutOneDNN = """
        case "$*" in *dnnl*) [ -e "$MACHINE/installed" ] || { echo 'dnnl.h: no such file' >&2; exit 1; } ;; esac
        """

    /// A compiler that finds PCRE2 only once `apt-get` has been run.
    static let compilerWithoutPCRE2 = """
        case "$*" in *pcre2*) [ -e "$MACHINE/installed" ] || { echo 'pcre2.h: no such file' >&2; exit 1; } ;; esac
        """

    static let aptGet = """
        echo "apt-get $*"
        case "$1" in install) touch "$MACHINE/installed" ;; esac
        """

    @Test("Where nothing is missing, one line is printed and nothing is installed")
    func nothingMissing() throws {
        let machine = try SetupMachine()
        try machine.install("apt-get", Self.aptGet)
        let result = try machine.run()
        #expect(result.status == 0)
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(result.output.contains("nothing to install"))
        #expect(!machine.has("installed"))
    }

    @Test("What is missing is named, with the reason, and is all that is installed")
    func installsWhatIsMissing() throws {
        let machine = try SetupMachine()
        try machine.install("clang", Self.compilerWithoutOneDNN)
        try machine.install("apt-get", Self.aptGet)
        let result = try machine.run()
        #expect(result.status == 0)
        #expect(result.output.contains("missing: libdnnl-dev (oneDNN, for large matrix products)"))
        #expect(result.output.contains("apt-get update"))
        #expect(result.output.contains("--no-install-recommends libdnnl-dev\n"))
        #expect(result.output.contains("done: libdnnl-dev installed"))
    }

    @Test("The library of regular expressions is installed where it is missing")
    func installsPCRE2() throws {
        let machine = try SetupMachine()
        try machine.install("clang", Self.compilerWithoutPCRE2)
        try machine.install("apt-get", Self.aptGet)
        let result = try machine.run()
        #expect(result.status == 0)
        #expect(result.output.contains("missing: libpcre2-dev (PCRE2, for the split patterns of published tokenizers)"))
        #expect(result.output.contains("--no-install-recommends libpcre2-dev\n"))
        #expect(result.output.contains("done: libpcre2-dev installed"))
    }

    @Test("A user who is not root installs through sudo")
    func usesSudo() throws {
        let machine = try SetupMachine()
        try machine.install("clang", Self.compilerWithoutOneDNN)
        try machine.install("apt-get", Self.aptGet)
        try machine.install("id", "echo 1000")
        let refused = try machine.run()
        #expect(refused.status == 1)
        #expect(refused.output.contains("apt-get install libdnnl-dev"))
        try machine.install("sudo", "echo \"sudo $*\"\n\"$@\"")
        let result = try machine.run()
        #expect(result.status == 0)
        #expect(result.output.contains("sudo apt-get update"))
        #expect(result.output.contains("as root through sudo"))
    }

    @Test("An installation that does not help is an error that shows what the compiler said")
    func installationDoesNotHelp() throws {
        let machine = try SetupMachine()
        try machine.install("clang", Self.compilerWithoutOneDNN)
        try machine.install("apt-get", "exit 0")
        let result = try machine.run()
        #expect(result.status == 1)
        #expect(result.output.contains("dnnl.h: no such file"))
    }

    @Test("Without Swift, or with one that is too old, the message says how to get it")
    func swiftMissing() throws {
        let machine = try SetupMachine()
        try machine.install("swift", "echo 'Swift version 6.1 (swift-6.1-RELEASE)'")
        let old = try machine.run()
        #expect(old.status == 1)
        #expect(old.output.contains("Swift 6.1 is too old"))
        try machine.remove("swift")
        let none = try machine.run()
        #expect(none.status == 1)
        #expect(none.output.contains("https://www.swift.org/install/linux/"))
    }

    @Test("Without apt-get the message names the packages")
    func noPackageManager() throws {
        let machine = try SetupMachine()
        try machine.install("clang", Self.compilerWithoutOneDNN)
        let result = try machine.run()
        #expect(result.status == 1)
        #expect(result.output.contains("libdnnl-dev"))
    }
}
