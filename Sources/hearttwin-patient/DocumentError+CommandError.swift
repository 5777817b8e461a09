public import CommandLineSupport
public import Documents

extension DocumentError: CommandError {}
