# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_hookitd_global_optspecs
    string join \n config= set= h/help V/version
end

function __fish_hookitd_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_hookitd_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_hookitd_using_subcommand
    set -l cmd (__fish_hookitd_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c hookitd -n "__fish_hookitd_needs_command" -l config -d 'Read the settings from FILE instead of /etc/hookit/hookit.yaml' -r -F
complete -c hookitd -n "__fish_hookitd_needs_command" -l set -d 'Set one setting, above the file and the environment; may be repeated' -r
complete -c hookitd -n "__fish_hookitd_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookitd -n "__fish_hookitd_needs_command" -s V -l version -d 'Print version'
complete -c hookitd -n "__fish_hookitd_needs_command" -f -a "check-config" -d 'Print every setting with its value and where it comes from'
complete -c hookitd -n "__fish_hookitd_needs_command" -f -a "keyring" -d 'Make or look at the master keys that secrets are sealed with'
complete -c hookitd -n "__fish_hookitd_needs_command" -f -a "outbox" -d 'Publish the rows of a table in another database'
complete -c hookitd -n "__fish_hookitd_needs_command" -f -a "healthcheck" -d 'Ask a running hookitd on this machine whether it is ready; exits 0 or 1'
complete -c hookitd -n "__fish_hookitd_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookitd -n "__fish_hookitd_using_subcommand check-config" -l config -d 'Read the settings from FILE instead of /etc/hookit/hookit.yaml' -r -F
complete -c hookitd -n "__fish_hookitd_using_subcommand check-config" -l set -d 'Set one setting, above the file and the environment; may be repeated' -r
complete -c hookitd -n "__fish_hookitd_using_subcommand check-config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookitd -n "__fish_hookitd_using_subcommand check-config" -s V -l version -d 'Print version'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and not __fish_seen_subcommand_from init status help" -s h -l help -d 'Print help'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and not __fish_seen_subcommand_from init status help" -s V -l version -d 'Print version'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and not __fish_seen_subcommand_from init status help" -f -a "init" -d 'Make a keyring with one new key in the keyring file'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and not __fish_seen_subcommand_from init status help" -f -a "status" -d 'Print which keys the keyring holds and which one is active'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and not __fish_seen_subcommand_from init status help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from init" -l config -d 'Read the settings from FILE instead of /etc/hookit/hookit.yaml' -r -F
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from init" -l set -d 'Set one setting, above the file and the environment; may be repeated' -r
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from status" -l config -d 'Read the settings from FILE instead of /etc/hookit/hookit.yaml' -r -F
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from status" -l set -d 'Set one setting, above the file and the environment; may be repeated' -r
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from help" -f -a "init" -d 'Make a keyring with one new key in the keyring file'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from help" -f -a "status" -d 'Print which keys the keyring holds and which one is active'
complete -c hookitd -n "__fish_hookitd_using_subcommand keyring; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookitd -n "__fish_hookitd_using_subcommand outbox" -l config -d 'Read the settings from FILE instead of /etc/hookit/hookit.yaml' -r -F
complete -c hookitd -n "__fish_hookitd_using_subcommand outbox" -l set -d 'Set one setting, above the file and the environment; may be repeated' -r
complete -c hookitd -n "__fish_hookitd_using_subcommand outbox" -l once -d 'Publish what is there, then exit'
complete -c hookitd -n "__fish_hookitd_using_subcommand outbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookitd -n "__fish_hookitd_using_subcommand outbox" -s V -l version -d 'Print version'
complete -c hookitd -n "__fish_hookitd_using_subcommand healthcheck" -l config -d 'Read the settings from FILE instead of /etc/hookit/hookit.yaml' -r -F
complete -c hookitd -n "__fish_hookitd_using_subcommand healthcheck" -l set -d 'Set one setting, above the file and the environment; may be repeated' -r
complete -c hookitd -n "__fish_hookitd_using_subcommand healthcheck" -l live -d 'Ask only whether the process lives, GET /health'
complete -c hookitd -n "__fish_hookitd_using_subcommand healthcheck" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookitd -n "__fish_hookitd_using_subcommand healthcheck" -s V -l version -d 'Print version'
complete -c hookitd -n "__fish_hookitd_using_subcommand help; and not __fish_seen_subcommand_from check-config keyring outbox healthcheck help" -f -a "check-config" -d 'Print every setting with its value and where it comes from'
complete -c hookitd -n "__fish_hookitd_using_subcommand help; and not __fish_seen_subcommand_from check-config keyring outbox healthcheck help" -f -a "keyring" -d 'Make or look at the master keys that secrets are sealed with'
complete -c hookitd -n "__fish_hookitd_using_subcommand help; and not __fish_seen_subcommand_from check-config keyring outbox healthcheck help" -f -a "outbox" -d 'Publish the rows of a table in another database'
complete -c hookitd -n "__fish_hookitd_using_subcommand help; and not __fish_seen_subcommand_from check-config keyring outbox healthcheck help" -f -a "healthcheck" -d 'Ask a running hookitd on this machine whether it is ready; exits 0 or 1'
complete -c hookitd -n "__fish_hookitd_using_subcommand help; and not __fish_seen_subcommand_from check-config keyring outbox healthcheck help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookitd -n "__fish_hookitd_using_subcommand help; and __fish_seen_subcommand_from keyring" -f -a "init" -d 'Make a keyring with one new key in the keyring file'
complete -c hookitd -n "__fish_hookitd_using_subcommand help; and __fish_seen_subcommand_from keyring" -f -a "status" -d 'Print which keys the keyring holds and which one is active'
