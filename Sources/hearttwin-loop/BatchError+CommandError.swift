public import Batch
public import CommandLineSupport

extension BatchError: CommandError {}
