public import CommandLineSupport
public import MeshFormats

extension MeshFormatError: CommandError {}
