public import CommandLineSupport
public import Pictures

extension PicturesError: CommandError {}
