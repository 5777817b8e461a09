import ArgumentParser
import CommandLineSupport

/// `hearttwin completions`: what a shell needs to complete the commands of all programs.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print completions for a shell.",
        discussion: """
            bash: hearttwin completions bash > ~/.local/share/bash-completion/completions/hearttwin
            zsh:  source <(hearttwin completions zsh), in ~/.zshrc after compinit
            fish: hearttwin completions fish > ~/.config/fish/completions/hearttwin.fish
            """)

    /// Shells that are known.
    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    @Argument(help: "The shell.")
    var shell: Shell

    static var version: String { Version.current }

    func run() throws {
        let tree = try CommandTree.whole()
        switch shell {
        case .bash: Printing.out(BashCompletion(tree).text)
        case .zsh: Printing.out(BashCompletion(tree).zsh)
        case .fish: Printing.out(FishCompletion(tree).text)
        }
    }
}
