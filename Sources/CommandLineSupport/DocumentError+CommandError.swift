public import Documents

extension DocumentError: CommandError {}
