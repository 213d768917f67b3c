//! The operator's command: arguments, three transports, output, one file a command.
