# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_hookit_global_optspecs
    string join \n socket= url= key-file= database-url= keyring-file= project= o/output= color= ascii absolute no-headers h/help V/version
end

function __fish_hookit_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_hookit_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_hookit_using_subcommand
    set -l cmd (__fish_hookit_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c hookit -n "__fish_hookit_needs_command" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_needs_command" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_needs_command" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_needs_command" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_needs_command" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_needs_command" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_needs_command" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_needs_command" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_needs_command" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_needs_command" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_needs_command" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_needs_command" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "status" -d 'Show the daemon, its database, the queue, and what needs a look'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "publish" -d 'Publish an event'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "event" -d 'Look at events, cancel them'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "endpoint" -d 'Add, change, test, pause and remove endpoints'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "delivery" -d 'Look at deliveries and their attempts'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "dlq" -d 'Look at dead letters, redrive them'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "audit" -d 'Prove that nothing that was accepted is lost, doubled or forgotten'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "redrive" -d 'Deliver dead letters again, and watch over redrives'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "sign" -d 'Sign a body the way HookIt signs requests'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "verify" -d 'Check the signature of a request'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "key" -d 'Add, list and revoke API keys'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "project" -d 'Add, list, rename and remove projects'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "db" -d 'Look after the database'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "demo" -d 'Show one whole pass of HookIt on a daemon of its own'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "bench" -d 'Measure a daemon: events a second, latencies, CPU, beside what its Postgres can do'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "completion" -d 'Print a completion script for a shell'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand status" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand status" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand status" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand status" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand status" -l check -d 'Leave with 9 when something is unhealthy'
complete -c hookit -n "__fish_hookit_using_subcommand status" -s v -l verbose -d 'Show every endpoint that needs a look, not only a screenful'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand status" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s d -l data -d 'Payload: JSON, @file, or - for stdin' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l key -d 'Idempotency key: the same key and payload is the same event' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l id -d 'Id of your own for the event: searchable, and the idempotency key when --key is not given' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l wait-timeout -d 'How long --wait waits' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l wait -d 'Wait until every delivery has an outcome'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l finished -d 'Wait until every delivery is finished, through all retries'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -f -a "list" -d 'List events, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -f -a "show" -d 'Show one event, its payload and its deliveries'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -f -a "cancel" -d 'Cancel the deliveries of an event that were not attempted yet'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -f -a "send" -d 'Publish an event; the same as hookit publish'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show cancel send help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l type -d 'Only this type' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l since -d 'Only what was published since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l until -d 'Only what was published until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s d -l data -d 'Payload: JSON, @file, or - for stdin' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l key -d 'Idempotency key: the same key and payload is the same event' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l id -d 'Id of your own for the event: searchable, and the idempotency key when --key is not given' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l wait-timeout -d 'How long --wait waits' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l wait -d 'Wait until every delivery has an outcome'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l finished -d 'Wait until every delivery is finished, through all retries'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from help" -f -a "list" -d 'List events, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one event, its payload and its deliveries'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from help" -f -a "cancel" -d 'Cancel the deliveries of an event that were not attempted yet'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from help" -f -a "send" -d 'Publish an event; the same as hookit publish'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "add" -d 'Add an endpoint; its signing secret is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "list" -d 'List endpoints'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "show" -d 'Show one endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "edit" -d 'Change an endpoint; what is not named stays as it is'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "test" -d 'Send a test event now and show the exchange'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "pause" -d 'Hold what is queued and what comes, until it is resumed'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "resume" -d 'Let a paused or disabled endpoint go on'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "rotate-secret" -d 'Give an endpoint a new signing secret; the old one signs too for a while'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "remove" -d 'Remove an endpoint; what is pending is cancelled, history stays'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test pause resume rotate-secret remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l name -d 'Name to call it by; made of the host if not given' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l event -d 'Event type it receives, with * for one segment and ** for the rest; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l signature -d 'Which signatures its requests carry' -r -f -a "both\t'Standard Webhooks and the older scheme'
standard\t'Standard Webhooks only'
legacy\t'The older scheme only'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l timeout -d 'How long a whole attempt may take, 1s to 60s' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-schedule -d 'Delays after the failed attempts, with commas: 5s,30s,2m means four attempts' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-base -d 'First delay; each further one is twice as long' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-cap -d 'Longest delay' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-attempts -d 'Attempts in all before a delivery is a dead letter' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-jitter -d 'How far delays are spread, from 0 to 1' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l description -d 'For people' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l label -d 'Label, name=value; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l metadata -d 'JSON object of your own; @file and - read it' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l secret-file -d 'File with a signing secret of your own; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l inactive -d 'Do not match new events; what is queued goes on'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l test -d 'Send a test event at once'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l name -d 'New name' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l to -d 'New URL' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l event -d 'Event type it receives, with * for one segment and ** for the rest; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l signature -d 'Which signatures its requests carry' -r -f -a "both\t'Standard Webhooks and the older scheme'
standard\t'Standard Webhooks only'
legacy\t'The older scheme only'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l timeout -d 'How long a whole attempt may take, 1s to 60s' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-schedule -d 'Delays after the failed attempts, with commas: 5s,30s,2m means four attempts' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-base -d 'First delay; each further one is twice as long' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-cap -d 'Longest delay' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-attempts -d 'Attempts in all before a delivery is a dead letter' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-jitter -d 'How far delays are spread, from 0 to 1' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l description -d 'For people' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l label -d 'Label, name=value; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l metadata -d 'JSON object of your own; @file and - read it' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l inactive -d 'Do not match new events; what is queued goes on'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l active -d 'Match new events again'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l grace -d 'How long the old secret signs too [default: 24h]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l secret-file -d 'File with a signing secret of your own; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be removed, remove nothing'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add an endpoint; its signing secret is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "list" -d 'List endpoints'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change an endpoint; what is not named stays as it is'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "test" -d 'Send a test event now and show the exchange'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Hold what is queued and what comes, until it is resumed'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Let a paused or disabled endpoint go on'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "rotate-secret" -d 'Give an endpoint a new signing secret; the old one signs too for a while'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove an endpoint; what is pending is cancelled, history stays'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -f -a "list" -d 'List deliveries, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -f -a "show" -d 'Show one delivery and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -f -a "attempt" -d 'Attempt a waiting delivery now'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -f -a "cancel" -d 'Cancel a delivery that is not finished'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -f -a "redrive" -d 'Deliver a finished delivery again'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show attempt cancel redrive help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l status -d 'Only in this state' -r -f -a "pending\t''
in_flight\t''
retrying\t''
held\t''
succeeded\t''
dead_lettered\t''
cancelled\t''"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l event -d 'Only of this event' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l outcome -d 'Only with this last outcome, such as timeout' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show every attempt, and the last answer whole'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l force -d 'Deliver again what has succeeded: the receiver gets it a second time'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from help" -f -a "list" -d 'List deliveries, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one delivery and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from help" -f -a "attempt" -d 'Attempt a waiting delivery now'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from help" -f -a "cancel" -d 'Cancel a delivery that is not finished'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from help" -f -a "redrive" -d 'Deliver a finished delivery again'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -f -a "list" -d 'List dead letters, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -f -a "show" -d 'Show one dead letter and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -f -a "groups" -d 'Count dead letters by endpoint and cause, each with the line that redrives them'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -f -a "redrive" -d 'Deliver dead letters again; the same as hookit redrive'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -f -a "drop" -d 'Give dead letters up: they stay in history, and nothing redrives them but their id'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -f -a "export" -d 'Write dead letters with their payloads as JSON lines'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show every attempt, and the last answer whole'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l rate -d 'Deliveries a second' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l all -d 'Every dead letter, or every one of --endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l dry-run -d 'Count and show, deliver nothing'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l detach -d 'Start it and leave; follow with hookit redrive show'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l all -d 'Every dead letter, or every one of --endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l dry-run -d 'Count and show, drop nothing'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l to -d 'File to write, which must not be there yet; without it, stdout' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l after -d 'Go on after this dead letter: the id of the last one that was written' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l payload -d 'How payloads are written' -r -f -a "json\t'As the JSON it is, in `payload`'
base64\t'Byte for byte, in `payload_base64`'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l resume -d 'Go on after the last whole line of --to'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "list" -d 'List dead letters, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one dead letter and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "groups" -d 'Count dead letters by endpoint and cause, each with the line that redrives them'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "redrive" -d 'Deliver dead letters again; the same as hookit redrive'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "drop" -d 'Give dead letters up: they stay in history, and nothing redrives them but their id'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write dead letters with their payloads as JSON lines'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l since -d 'What was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l until -d 'What was made until then [default: now]' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l rate -d 'Deliveries a second' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l all -d 'Every dead letter, or every one of --endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l dry-run -d 'Count and show, deliver nothing'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l detach -d 'Start it and leave; follow with hookit redrive show'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -a "list" -d 'List redrives, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -a "show" -d 'Show how far a redrive has come'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -a "pause" -d 'Pause a redrive'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -a "resume" -d 'Let a paused redrive go on'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -a "cancel" -d 'Cancel a redrive; what it has moved stays moved'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel help" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s f -l follow -d 'Stay and follow it to its end'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from help" -f -a "list" -d 'List redrives, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show how far a redrive has come'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Pause a redrive'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Let a paused redrive go on'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from help" -f -a "cancel" -d 'Cancel a redrive; what it has moved stays moved'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l secret-file -d 'File with the signing secret (whsec_…); a second one is that of a rotation' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l id -d 'The webhook-id: the event\'s id' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l timestamp -d 'Seconds since 1970 [default: now]' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l secret-file -d 'File with the signing secret (whsec_…)' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l headers -d 'File with the request\'s headers, one `name: value` a line' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s H -l header -d 'One header, `name: value`; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l tolerance -d 'How far the timestamp may be from now' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -f -a "add" -d 'Add a key; it is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -f -a "list" -d 'List keys'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -f -a "show" -d 'Show one key; never the key itself'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -f -a "revoke" -d 'Revoke a key; requests with it are refused from then on'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l scope -d 'What it may do; more than one with commas' -r -f -a "publish\t'Publish events'
read\t'Read everything of its project'
manage\t'Change endpoints, cancel and redrive'
metrics\t'Read /metrics'
admin\t'Everything, in every project'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l expires -d 'How long it is good for, such as 90d; for ever if not said' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a key; it is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List keys'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one key; never the key itself'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Revoke a key; requests with it are refused from then on'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -f -a "add" -d 'Add a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -f -a "list" -d 'List projects'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -f -a "show" -d 'Show one project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -f -a "rename" -d 'Rename a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -f -a "remove" -d 'Remove a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show rename remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l cascade -d 'Remove its endpoints too; what is pending is cancelled'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be removed, remove nothing'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from help" -f -a "list" -d 'List projects'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Rename a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -f -a "migrate" -d 'Bring the schema up to this version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -f -a "status" -d 'Show the database and its schema'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -f -a "shell" -d 'Open psql on the database'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "migrate" -d 'Bring the schema up to this version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show the database and its schema'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "shell" -d 'Open psql on the database'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l hookitd -d 'The daemon\'s program [default: the hookitd beside this program]' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l events -d 'Prices to publish in the first act, at most the whole recorded series' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l connections -d 'Connections that publish, each with one request under way' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l rate -d 'Events a second over all connections [default: as fast as they are acknowledged]' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l events -d 'Events to publish and measure' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l seconds -d 'Publish for this long instead of a number of events' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l warm-up -d 'Events to publish before the measured ones' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l fan-out -d 'Endpoints that each event is delivered to' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l payload-bytes -d 'Size of each payload' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l yardstick -d 'How long the yardstick is measured, half before and half after; 0s leaves it out' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l postgres -d 'The Postgres of a daemon that was named, for the yardstick; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l hookitd -d 'The daemon\'s program, when no daemon is named [default: the hookitd beside this program]' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l verify -d 'Check every signature, not one in 16'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand completion" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
json\t'The API\'s JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "status" -d 'Show the daemon, its database, the queue, and what needs a look'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "publish" -d 'Publish an event'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "event" -d 'Look at events, cancel them'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "endpoint" -d 'Add, change, test, pause and remove endpoints'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "delivery" -d 'Look at deliveries and their attempts'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "dlq" -d 'Look at dead letters, redrive them'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "audit" -d 'Prove that nothing that was accepted is lost, doubled or forgotten'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "redrive" -d 'Deliver dead letters again, and watch over redrives'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "sign" -d 'Sign a body the way HookIt signs requests'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "verify" -d 'Check the signature of a request'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "key" -d 'Add, list and revoke API keys'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "project" -d 'Add, list, rename and remove projects'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "db" -d 'Look after the database'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "demo" -d 'Show one whole pass of HookIt on a daemon of its own'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "bench" -d 'Measure a daemon: events a second, latencies, CPU, beside what its Postgres can do'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "completion" -d 'Print a completion script for a shell'
complete -c hookit -n "__fish_hookit_using_subcommand help; and not __fish_seen_subcommand_from status publish event endpoint delivery dlq audit redrive sign verify key project db demo bench completion help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from event" -f -a "list" -d 'List events, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from event" -f -a "show" -d 'Show one event, its payload and its deliveries'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from event" -f -a "cancel" -d 'Cancel the deliveries of an event that were not attempted yet'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from event" -f -a "send" -d 'Publish an event; the same as hookit publish'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "add" -d 'Add an endpoint; its signing secret is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "list" -d 'List endpoints'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "show" -d 'Show one endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "edit" -d 'Change an endpoint; what is not named stays as it is'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "test" -d 'Send a test event now and show the exchange'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "pause" -d 'Hold what is queued and what comes, until it is resumed'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "resume" -d 'Let a paused or disabled endpoint go on'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "rotate-secret" -d 'Give an endpoint a new signing secret; the old one signs too for a while'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from endpoint" -f -a "remove" -d 'Remove an endpoint; what is pending is cancelled, history stays'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from delivery" -f -a "list" -d 'List deliveries, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from delivery" -f -a "show" -d 'Show one delivery and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from delivery" -f -a "attempt" -d 'Attempt a waiting delivery now'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from delivery" -f -a "cancel" -d 'Cancel a delivery that is not finished'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from delivery" -f -a "redrive" -d 'Deliver a finished delivery again'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "list" -d 'List dead letters, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "show" -d 'Show one dead letter and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "groups" -d 'Count dead letters by endpoint and cause, each with the line that redrives them'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "redrive" -d 'Deliver dead letters again; the same as hookit redrive'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "drop" -d 'Give dead letters up: they stay in history, and nothing redrives them but their id'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from dlq" -f -a "export" -d 'Write dead letters with their payloads as JSON lines'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from redrive" -f -a "list" -d 'List redrives, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from redrive" -f -a "show" -d 'Show how far a redrive has come'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from redrive" -f -a "pause" -d 'Pause a redrive'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from redrive" -f -a "resume" -d 'Let a paused redrive go on'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from redrive" -f -a "cancel" -d 'Cancel a redrive; what it has moved stays moved'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "add" -d 'Add a key; it is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "list" -d 'List keys'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "show" -d 'Show one key; never the key itself'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "revoke" -d 'Revoke a key; requests with it are refused from then on'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from project" -f -a "add" -d 'Add a project'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from project" -f -a "list" -d 'List projects'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from project" -f -a "show" -d 'Show one project'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from project" -f -a "rename" -d 'Rename a project'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from project" -f -a "remove" -d 'Remove a project'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "migrate" -d 'Bring the schema up to this version'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "status" -d 'Show the database and its schema'
complete -c hookit -n "__fish_hookit_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "shell" -d 'Open psql on the database'
