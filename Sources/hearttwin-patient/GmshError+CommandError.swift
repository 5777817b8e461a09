public import CommandLineSupport
public import Remeshing

extension GmshError: CommandError {}
