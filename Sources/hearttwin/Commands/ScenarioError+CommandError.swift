public import CommandLineSupport
public import Scenarios

extension ScenarioError: CommandError {}
