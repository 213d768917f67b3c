# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_hookit_global_optspecs
    string join \n socket= url= key-file= database-url= keyring-file= context= project= o/output= color= ascii absolute utc no-headers h/help V/version
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
complete -c hookit -n "__fish_hookit_needs_command" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_needs_command" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_needs_command" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_needs_command" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_needs_command" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_needs_command" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_needs_command" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_needs_command" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_needs_command" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "status" -d 'Show the daemon, its database, the queue, and what needs a look'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "top" -d 'Watch throughput, the queue, endpoints and nodes, second by second'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "doctor" -d 'Find what is wrong, each with the command that mends it'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "dashboard" -d 'Open the dashboard in a browser, signed in'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "open" -d 'Open the dashboard\'s page of an event, a delivery, a redrive or an endpoint'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "publish" -d 'Publish an event'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "event" -d 'Look at events, cancel them'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "outbox" -d 'Look at what was published in SQL and waits, or was refused'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "explain" -d 'Say for every endpoint why it received an event or did not'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "filter" -d 'Try filters: on a sample, and on the events that were'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "endpoint" -d 'Add, change, test, pause and remove endpoints'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "delivery" -d 'Look at deliveries and their attempts'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "dlq" -d 'Look at dead letters, redrive them'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "audit" -d 'Prove that nothing that was accepted is lost, doubled or forgotten'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "trail" -d 'List who changed what'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "redrive" -d 'Deliver dead letters again, and watch over redrives'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "listen" -d 'Forward a project\'s events to a port of this machine'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "tail" -d 'Follow events and attempts as they happen'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "sink" -d 'Take requests, check their signatures, and misbehave on demand'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "retry-preview" -d 'Show when a delivery, an endpoint or a policy is tried again'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "sign" -d 'Sign a body the way HookIt signs requests'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "verify" -d 'Check the signature of a request'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "type" -d 'Keep the registry of event types'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "key" -d 'Add, list and revoke API keys'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "project" -d 'Add, list, rename and remove projects'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "apply" -d 'Make projects, event types and endpoints what files say'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "diff" -d 'Show what `hookit apply` would change; exits 1 when there is something'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "export" -d 'Write projects, event types and endpoints as a file that `hookit apply` reads'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "import" -d 'Add what an export holds, or a list of another tool; what is here stays as it is'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "db" -d 'Look after the database'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "node" -d 'Look at the nodes, drain them'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "demo" -d 'Show one whole pass of HookIt on a daemon of its own'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "bench" -d 'Measure a daemon: events a second, latencies, CPU, beside what its Postgres can do'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "config" -d 'Show and check settings'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "context" -d 'Know daemons by a name'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "completion" -d 'Print a completion script for a shell'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "version" -d 'Show the versions of this program, of the daemon and of the schema'
complete -c hookit -n "__fish_hookit_needs_command" -f -a "help" -d 'Show the help of a command, or a topic'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand status" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand status" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand status" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand status" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand status" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand status" -l check -d 'Leave with 9 when something is unhealthy'
complete -c hookit -n "__fish_hookit_using_subcommand status" -s v -l verbose -d 'Show every endpoint that needs a look, not only a screenful'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand status" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand status" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand top" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand top" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand top" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand top" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand top" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand top" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand top" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand top" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand top" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand top" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand top" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand top" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand top" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand top" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand top" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -s q -l quiet -d 'Show only what is not as it should be'
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l role -d 'What the browser may do [default: what you may]' -r -f -a "viewer\t'Look'
operator\t'Change endpoints, cancel, attempt, redrive'
admin\t'Everything'"
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l ttl -d 'How long the link can be used, such as 30s or 10m [default: 60s]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l print -d 'Print the link, open no browser'
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dashboard" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand open" -l role -d 'What the browser may do [default: what you may]' -r -f -a "viewer\t'Look'
operator\t'Change endpoints, cancel, attempt, redrive'
admin\t'Everything'"
complete -c hookit -n "__fish_hookit_using_subcommand open" -l ttl -d 'How long the link can be used, such as 30s or 10m [default: 60s]' -r
complete -c hookit -n "__fish_hookit_using_subcommand open" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand open" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand open" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand open" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand open" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand open" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand open" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand open" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand open" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand open" -l print -d 'Print the link, open no browser'
complete -c hookit -n "__fish_hookit_using_subcommand open" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand open" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand open" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand open" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand open" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s d -l data -d 'Payload: JSON, @file, or - for stdin' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l key -d 'Idempotency key: the same key and payload is the same event' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l id -d 'Id of your own for the event: searchable, and the idempotency key when --key is not given' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l label -d 'Label, name=value; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l to -d 'Only for this endpoint, by name or id, if it receives the type; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l ordering-key -d 'Key of an order: an endpoint that keeps order gets events with the same key one after the other' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l at -d 'Send it then, not at once: 10m from now, or 2026-11-24T10:00:00Z; with --key an instant, which stays the same' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l expires -d 'Cancel what is not delivered by then: 1h after it is to be sent, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l wait-timeout -d 'How long --wait waits' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l dry-run -d 'Say to which endpoints it would go, publish nothing'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l wait -d 'Wait until every delivery has an outcome'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l finished -d 'Wait until every delivery is finished, through all retries'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand publish" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -f -a "list" -d 'List events, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -f -a "show" -d 'Show one event, its payload and its deliveries'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -f -a "explain" -d 'Say for every endpoint why it received an event or did not; the same as hookit explain'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -f -a "cancel" -d 'Cancel the deliveries of an event that were not attempted yet'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -f -a "tail" -d 'Follow events and attempts as they happen; the same as hookit tail'
complete -c hookit -n "__fish_hookit_using_subcommand event; and not __fish_seen_subcommand_from list show explain cancel tail send" -f -a "send" -d 'Publish an event; the same as hookit publish'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l type -d 'Only this type' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l since -d 'Only what was published since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l until -d 'Only what was published until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l label -d 'Only with this label, name=value' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l unmatched -d 'Only those that no endpoint received'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show the whole payload'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l event -d 'Only events of these types: invoice.paid, invoice.*, invoice.**' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l endpoint -d 'Only attempts and redrives of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l status -d 'Only attempts that ended so: ok, failed, 503, 5xx, or an outcome such as timeout' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l since -d 'Begin with what happened since: 1h, or 2026-11-24T10:00:00Z [default: now]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from tail" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s d -l data -d 'Payload: JSON, @file, or - for stdin' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l key -d 'Idempotency key: the same key and payload is the same event' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l id -d 'Id of your own for the event: searchable, and the idempotency key when --key is not given' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l label -d 'Label, name=value; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l to -d 'Only for this endpoint, by name or id, if it receives the type; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l ordering-key -d 'Key of an order: an endpoint that keeps order gets events with the same key one after the other' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l at -d 'Send it then, not at once: 10m from now, or 2026-11-24T10:00:00Z; with --key an instant, which stays the same' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l expires -d 'Cancel what is not delivered by then: 1h after it is to be sent, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l wait-timeout -d 'How long --wait waits' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l dry-run -d 'Say to which endpoints it would go, publish nothing'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l wait -d 'Wait until every delivery has an outcome'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l finished -d 'Wait until every delivery is finished, through all retries'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand event; and __fish_seen_subcommand_from send" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -f -a "show" -d 'Show how many events wait to be stored, and how many were refused'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -f -a "list" -d 'List events that were refused, each with its reason'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -f -a "retry" -d 'Put refused events back, to be judged anew'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and not __fish_seen_subcommand_from show list retry drop" -f -a "drop" -d 'Drop refused events for good'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from retry" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand outbox; and __fish_seen_subcommand_from drop" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand explain" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand explain" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand explain" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -f -a "check" -d 'Try a filter on a sample event; exits 1 when it does not match'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and not __fish_seen_subcommand_from check backtest" -f -a "backtest" -d 'Count which of the last events a filter would match, and what changes for the endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -s d -l data -d 'The sample\'s payload: JSON, @file, or - for stdin' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l type -d 'The sample\'s type' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l label -d 'Label of the sample, name=value; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l last -d 'How many of the project\'s newest events, 1 to 1000' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand filter; and __fish_seen_subcommand_from backtest" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "add" -d 'Add an endpoint; its signing secret is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "list" -d 'List endpoints'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "show" -d 'Show one endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "edit" -d 'Change an endpoint; what is not named stays as it is'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "test" -d 'Send a test event now and show the exchange'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "backfill" -d 'Deliver events that were published before the endpoint would have received them'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "pause" -d 'Hold what is queued and what comes, until it is resumed'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "resume" -d 'Let a paused or disabled endpoint go on, or one whose circuit is open'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "rotate-secret" -d 'Give an endpoint a new signing secret; the old one signs too for a while'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and not __fish_seen_subcommand_from add list show edit test backfill pause resume rotate-secret remove" -f -a "remove" -d 'Remove an endpoint; what is pending is cancelled, history stays'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l name -d 'Name to call it by; made of the host if not given' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l event -d 'Event type it receives, with * for one segment and ** for the rest; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l filter -d 'Only events that this CEL expression is true of; \'\' takes it away (hookit help filters)' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l signature -d 'Which signatures its requests carry' -r -f -a "both\t'Standard Webhooks and the older scheme'
standard\t'Standard Webhooks only'
legacy\t'The older scheme only'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l timeout -d 'How long a whole attempt may take, 1s to 60s' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-schedule -d 'Delays after the failed attempts, with commas: 5s,30s,2m means four attempts' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-base -d 'First delay; each further one is twice as long' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-cap -d 'Longest delay' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-attempts -d 'Attempts in all before a delivery is a dead letter' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l retry-jitter -d 'How far delays are spread, from 0 to 1' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l rate-limit -d 'Requests a second at most, over all nodes; fractions are allowed, none is no limit' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l max-in-flight -d 'Requests under way at most, over all nodes; none is 10 on each node' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l max-age -d 'How long a due delivery may be held before it is cancelled as expired; none is for ever' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l ordering -d 'Keep publish order: events with the same ordering key one at a time' -r -f -a "none\t'None'
key\t'Those whose events have the same ordering key'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l on-dead -d 'What a dead letter does to those behind it that have its ordering key' -r -f -a "block\t'They wait until it is redriven or dropped'
skip\t'They go on'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l description -d 'For people' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l label -d 'Label, name=value; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l metadata -d 'JSON object of your own; @file and - read it' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l payload-format -d 'Form of the request\'s body' -r -f -a "envelope\t'The event\'s id, its type and the payload as it was published'
bare\t'The published bytes alone'
standard\t'{type, timestamp, data}'
discord\t'A message for a Discord webhook'
slack\t'A message for a Slack webhook'
template\t'What --template makes'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l template -d 'CEL expression that makes the body, and the format template with it; @file and - read it (hookit help filters)' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l headers-file -d 'File with headers of your own, one `name: value` a line; - reads stdin; the values are sealed' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l basic-file -d 'File with `user:password`, sent as a basic login; - reads stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l bearer-file -d 'File with a token, sent as a bearer login; - reads stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l client-cert -d 'PEM file with a client certificate to show the receiver' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l client-key -d 'PEM file with its private key; - reads stdin; it is sealed' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l pin -d 'SHA-256 of a certificate, or of its public key, to trust and no other; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l secret-file -d 'File with a signing secret of your own, whsec_… or whsk_…; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l signing -d 'How it signs' -r -f -a "hmac\t'A secret that the receiver has too'
ed25519\t'A private key; the receiver has the public one'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l inactive -d 'Do not match new events; what is queued goes on'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l test -d 'Send a test event at once'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l name -d 'New name' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l to -d 'New URL' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l event -d 'Event type it receives, with * for one segment and ** for the rest; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l filter -d 'Only events that this CEL expression is true of; \'\' takes it away (hookit help filters)' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l signature -d 'Which signatures its requests carry' -r -f -a "both\t'Standard Webhooks and the older scheme'
standard\t'Standard Webhooks only'
legacy\t'The older scheme only'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l timeout -d 'How long a whole attempt may take, 1s to 60s' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-schedule -d 'Delays after the failed attempts, with commas: 5s,30s,2m means four attempts' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-base -d 'First delay; each further one is twice as long' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-cap -d 'Longest delay' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-attempts -d 'Attempts in all before a delivery is a dead letter' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l retry-jitter -d 'How far delays are spread, from 0 to 1' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l rate-limit -d 'Requests a second at most, over all nodes; fractions are allowed, none is no limit' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l max-in-flight -d 'Requests under way at most, over all nodes; none is 10 on each node' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l max-age -d 'How long a due delivery may be held before it is cancelled as expired; none is for ever' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l ordering -d 'Keep publish order: events with the same ordering key one at a time' -r -f -a "none\t'None'
key\t'Those whose events have the same ordering key'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l on-dead -d 'What a dead letter does to those behind it that have its ordering key' -r -f -a "block\t'They wait until it is redriven or dropped'
skip\t'They go on'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l description -d 'For people' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l label -d 'Label, name=value; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l metadata -d 'JSON object of your own; @file and - read it' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l payload-format -d 'Form of the request\'s body' -r -f -a "envelope\t'The event\'s id, its type and the payload as it was published'
bare\t'The published bytes alone'
standard\t'{type, timestamp, data}'
discord\t'A message for a Discord webhook'
slack\t'A message for a Slack webhook'
template\t'What --template makes'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l template -d 'CEL expression that makes the body, and the format template with it; @file and - read it (hookit help filters)' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l headers-file -d 'File with headers of your own, one `name: value` a line; - reads stdin; the values are sealed' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l basic-file -d 'File with `user:password`, sent as a basic login; - reads stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l bearer-file -d 'File with a token, sent as a bearer login; - reads stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l client-cert -d 'PEM file with a client certificate to show the receiver' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l client-key -d 'PEM file with its private key; - reads stdin; it is sealed' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l pin -d 'SHA-256 of a certificate, or of its public key, to trust and no other; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l no-header -d 'Header to send no more; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l inactive -d 'Do not match new events; what is queued goes on'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l no-auth -d 'Send no login any more'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l no-client-cert -d 'Show no client certificate any more'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l no-pin -d 'Trust what the authorities trust again'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l active -d 'Match new events again'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from edit" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l since -d 'Events published since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l until -d 'Events published until then; now when left out' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l rate -d 'Deliveries a second' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l dry-run -d 'Count and show, deliver nothing'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l detach -d 'Start it and leave; follow with hookit redrive show'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from backfill" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from pause" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from resume" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l grace -d 'How long the old secret signs too; less than a minute is asked about [default: 24h]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l secret-file -d 'File with a signing secret of your own, whsec_… or whsk_…; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l signing -d 'How it signs' -r -f -a "hmac\t'A secret that the receiver has too'
ed25519\t'A private key; the receiver has the public one'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from rotate-secret" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be removed, remove nothing'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand endpoint; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -f -a "list" -d 'List deliveries, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -f -a "show" -d 'Show one delivery and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -f -a "curl" -d 'Print the request of a delivery as a curl command'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -f -a "attempt" -d 'Attempt a waiting delivery now'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -f -a "cancel" -d 'Cancel a delivery that is not finished'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and not __fish_seen_subcommand_from list show curl attempt cancel redrive" -f -a "redrive" -d 'Deliver a finished delivery again'
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
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s a -l all -d 'Show every attempt'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show every attempt, and all that is stored of the last answer'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l sign -d 'Sign it afresh, with the time of now; the secret stays with hookitd'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from curl" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from attempt" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l force -d 'Deliver again what has succeeded: the receiver gets it a second time'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand delivery; and __fish_seen_subcommand_from redrive" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -f -a "list" -d 'List dead letters, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -f -a "show" -d 'Show one dead letter and its attempts'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -f -a "groups" -d 'Count dead letters by endpoint and cause, each with the line that redrives them'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -f -a "redrive" -d 'Deliver dead letters again; the same as hookit redrive'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -f -a "drop" -d 'Give dead letters up: they stay in history, and nothing redrives them but their id'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and not __fish_seen_subcommand_from list show groups redrive drop export" -f -a "export" -d 'Write dead letters with their payloads as JSON lines'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s a -l all -d 'Show every attempt'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Show every attempt, and all that is stored of the last answer'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from groups" -l utc -d 'Show times as dates in UTC'
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
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l all -d 'Every dead letter, or every one of --endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l dry-run -d 'Count and show, deliver nothing'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l detach -d 'Start it and leave; follow with hookit redrive show'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from redrive" -l utc -d 'Show times as dates in UTC'
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
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l all -d 'Every dead letter, or every one of --endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l dry-run -d 'Count and show, drop nothing'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from drop" -l utc -d 'Show times as dates in UTC'
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
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l resume -d 'Go on after the last whole line of --to'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand dlq; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l since -d 'What was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l until -d 'What was made until then [default: now]' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand audit" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand audit" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand trail" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand trail" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand trail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand trail" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l endpoint -d 'Only of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l type -d 'Only of this event type' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l error -d 'Only with this last outcome, such as timeout, or this HTTP status, such as 503' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l status -d 'Only with this last HTTP status' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l since -d 'Only what was made since: 24h, or 2026-11-24T10:00:00Z' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l until -d 'Only what was made until then' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l rate -d 'Deliveries a second' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l all -d 'Every dead letter, or every one of --endpoint'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l dry-run -d 'Count and show, deliver nothing'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l detach -d 'Start it and leave; follow with hookit redrive show'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -a "list" -d 'List redrives, newest first'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -a "show" -d 'Show how far a redrive has come'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -a "pause" -d 'Pause a redrive'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -a "resume" -d 'Let a paused redrive go on'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and not __fish_seen_subcommand_from list show pause resume cancel" -a "cancel" -d 'Cancel a redrive; what it has moved stays moved'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s f -l follow -d 'Stay and follow it to its end'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from pause" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from resume" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand redrive; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l event -d 'Only events of these types: invoice.paid, invoice.*, invoice.**' -r
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l since -d 'Begin with what was published since: 1h, or 2026-11-24T10:00:00Z [default: now]' -r
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l endpoint -d 'Of redrives only those of this endpoint, by name or id; may be repeated [default: of all endpoints]' -r
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l signature -d 'Which signatures to send [default: what the project\'s endpoints have, else standard]' -r -f -a "standard\t''
legacy\t''
both\t''"
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l payload-format -d 'Which form of body to send [default: what the project\'s endpoints have, else envelope]' -r -f -a "envelope\t''
bare\t''
standard\t''
discord\t''
slack\t''"
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand listen" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l allow-remote -d 'Allow routes to other machines'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l print-secret -d 'Print the signing secret that is used for this project, and leave'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand listen" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l event -d 'Only events of these types: invoice.paid, invoice.*, invoice.**' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l endpoint -d 'Only attempts and redrives of this endpoint, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l status -d 'Only attempts that ended so: ok, failed, 503, 5xx, or an outcome such as timeout' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l since -d 'Begin with what happened since: 1h, or 2026-11-24T10:00:00Z [default: now]' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand tail" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand tail" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand tail" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l port -d 'Port of this machine to take requests on; 0 lets the system choose' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l secret-file -d 'File with a signing secret (whsec_…) or a public key (whpk_…); several during a rotation' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l secret -d 'A signing secret or a public key itself; others on this machine can read the command line' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l tolerance -d 'How far a timestamp may be from now' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l fail -d 'How many of the requests it happens to, such as 30% or 0.3 [default: all, once one of the below is given]' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l status -d 'Answer with this HTTP status [default: 500, when only --fail is given]' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l retry-after -d 'Add Retry-After to such an answer, in seconds' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l slow -d 'Take so long before every answer, whether it misbehaves or not' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l seed -d 'Choose the same requests, in the order they come, in every run with this number' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand sink" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l drip -d 'Send the answer byte by byte, one a second, without end'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l reset -d 'Reset the connection'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l hang -d 'Never answer'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l redirect -d 'Answer with a redirect'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l big-body -d 'Answer with a body of 4 MiB'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand sink" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l endpoint -d 'Endpoint whose policy is shown, by name or id' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l retry-schedule -d 'Delays after the failed attempts, with commas: 5s,30s,2m means four attempts' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l retry-base -d 'First delay; each further one is twice as long' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l retry-cap -d 'Longest delay' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l retry-attempts -d 'Attempts in all before a delivery is a dead letter' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l retry-jitter -d 'How far delays are spread, from 0 to 1' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand retry-preview" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l secret-file -d 'File with the signing secret (whsec_… or whsk_…); a second one is that of a rotation' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l id -d 'The webhook-id: the event\'s id' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l timestamp -d 'Seconds since 1970 [default: now]' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand sign" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand sign" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l secret-file -d 'File with the signing secret (whsec_…) or the public key (whpk_…), as the receiver has it' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l other-secret-file -d 'File with another secret, of before or after a rotation: tried only to say why; may be given more than once' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l headers -d 'File with the request\'s headers, one `name: value` a line' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s H -l header -d 'One header, `name: value`; may be given more than once' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l tolerance -d 'How far the timestamp may be from now' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l sent -d 'File with the body as it was sent, to compare' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l delivery -d 'Compare with the body that this delivery sends (dlv_…); asks the daemon' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand verify" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -f -a "add" -d 'Register an event type, or change what is said of it; what is not named is taken away'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -f -a "list" -d 'List event types'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -f -a "show" -d 'Show one event type'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -f -a "remove" -d 'Take event types out of the registry; events of them are delivered as before'
complete -c hookit -n "__fish_hookit_using_subcommand type; and not __fish_seen_subcommand_from add list show remove import" -f -a "import" -d 'Register the event types of a file'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l description -d 'What an event of it means; none when left out' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l schema -d 'JSON Schema of its payloads: a file, or - for stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l enforce -d 'What happens to events that do not fit: off, warn or reject' -r -f -a "off\t''
warn\t''
reject\t''"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l deprecated -d 'Tell producers not to publish it any more'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l seen -d 'The types of the last seven days\' events instead, registered or not'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be removed, remove nothing'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l dry-run -d 'Show what would be registered, register nothing'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand type; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -f -a "add" -d 'Add a key; it is shown once'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -f -a "list" -d 'List the keys of a project, and the admin keys, which may do everything in each'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -f -a "show" -d 'Show one key; never the key itself'
complete -c hookit -n "__fish_hookit_using_subcommand key; and not __fish_seen_subcommand_from add list show revoke" -f -a "revoke" -d 'Revoke a key; requests with it are refused from then on'
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
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand key; and __fish_seen_subcommand_from revoke" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -f -a "add" -d 'Add a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -f -a "list" -d 'List projects'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -f -a "show" -d 'Show one project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -f -a "use" -d 'Work in this project from now on, unless --project says otherwise'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -f -a "rename" -d 'Rename a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and not __fish_seen_subcommand_from add list show use rename remove" -f -a "remove" -d 'Remove a project'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l limit -d 'Rows at most' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l after -d 'Go on where an earlier list ended: the cursor it printed' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from use" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from rename" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l cascade -d 'Remove its endpoints too; what is pending is cancelled'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be removed, remove nothing'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand project; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -s f -l file -d 'File, folder of *.yaml, *.yml and *.json, or - for stdin; may be repeated' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand apply" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l prune -d 'Remove what the files do not name, of the kinds and in the projects that they name'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l force-prune -d 'Let --prune remove more than half of what there is of a kind in a project'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand apply" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand diff" -s f -l file -d 'File, folder of *.yaml, *.yml and *.json, or - for stdin; may be repeated' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand diff" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l prune -d 'Show what `apply --prune` would remove, too'
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand diff" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand diff" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand export" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand export" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand export" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand export" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand export" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand export" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand export" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand export" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand export" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand export" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand export" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand export" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand export" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand import" -s f -l file -d 'File, folder, or - for stdin; may be repeated' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand import" -l from -d 'Whose files they are' -r -f -a "hookit\t'What hookit export wrote'
svix\t'What Svix answers to a list of endpoints or of event types'
list\t'A table of endpoints, as CSV or as JSON'"
complete -c hookit -n "__fish_hookit_using_subcommand import" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand import" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand import" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand import" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand import" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand import" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand import" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand import" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand import" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand import" -l dry-run -d 'Show what would be added, add nothing'
complete -c hookit -n "__fish_hookit_using_subcommand import" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand import" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand import" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand import" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand import" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l state-dir -d 'The same before the command as after it' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "migrate" -d 'Bring the schema up to this version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "status" -d 'Show the database and its schema'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "shell" -d 'Open psql on the database'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "backup" -d 'Write everything into one file, while hookitd runs'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "restore" -d 'Put a backup into an empty database, or into a private Postgres'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "move" -d 'Move everything to another Postgres, such as from the private one to one of yours'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "upgrade" -d 'Bring a private Postgres to newer Postgres programs'
complete -c hookit -n "__fish_hookit_using_subcommand db; and not __fish_seen_subcommand_from migrate status shell backup restore move upgrade distribute" -f -a "distribute" -d 'Spread the database over the workers of a Citus cluster'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from migrate" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from shell" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l without-keyring -d 'Leave the master keys of a private Postgres out'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l force -d 'Write over a file that is there'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l verify -d 'Restore it into a Postgres that is thrown away, and count'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from backup" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l force -d 'Replace what the database holds'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l dry-run -d 'Check the file and show what is in it, restore nothing'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from restore" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l to -d 'Postgres to move to, without a password; or @FILE that holds the URL' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l wait -d 'How long to wait for hookitd to be stopped [default: 10m on a terminal, else not at all]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l cancel -d 'Give up a move that is not done: hookitd may start on the old database again'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from move" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l bin-dir -d 'Directory with the new Postgres programs [default: the newest that are found]' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l dump -d 'Dump and restore, even where `pg_upgrade` could copy the files'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l drop-old -d 'Remove what earlier upgrades kept, upgrade nothing'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l dry-run -d 'Show what would be done, do nothing; hookitd may run'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from upgrade" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l shards -d 'How many shards; several a worker, so that workers can be added' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l state-dir -d 'State directory of the hookitd whose private Postgres it is' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l dry-run -d 'Show the statements, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand db; and __fish_seen_subcommand_from distribute" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -f -a "list" -d 'List nodes: what each does, has under way, and until when its lease runs'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -f -a "drain" -d 'Let a node finish what it has and take nothing more, before it is stopped or looked at'
complete -c hookit -n "__fish_hookit_using_subcommand node; and not __fish_seen_subcommand_from list drain undrain" -f -a "undrain" -d 'Let a drained node take deliveries again'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l dry-run -d 'Show what would be done, do nothing'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -s y -l yes -d 'Do not ask'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from drain" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand node; and __fish_seen_subcommand_from undrain" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l hookitd -d 'The daemon\'s program [default: the hookitd beside this program]' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l events -d 'Prices to publish in the first act of the pass, at most the whole recorded series' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l listen -d 'Where the page is served; port 0 is any free one' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l config -d 'The file with the settings of the page, in its section `demo` [default: the daemon\'s]' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand demo" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l script -d 'Play one whole pass and tell about it, as is done without a terminal'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l page -d 'Show the page without a terminal too; ^C ends it'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l public -d 'Let everybody look and press: any host name is answered, and buttons work ten times at once, then once a second'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l print -d 'Only print the page\'s address'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand demo" -l utc -d 'Show times as dates in UTC'
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
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand bench" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l verify -d 'Check every signature, not one in 16'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand bench" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -f -a "show" -d 'Show the settings in force here, and where each comes from'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -f -a "check" -d 'Check the daemon\'s settings: hookit.yaml, its environment, and what must hold between them'
complete -c hookit -n "__fish_hookit_using_subcommand config; and not __fish_seen_subcommand_from show check path" -f -a "path" -d 'Print where the settings are: this command\'s, and the daemon\'s'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand config; and __fish_seen_subcommand_from path" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -f -a "list" -d 'List contexts'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -f -a "use" -d 'Make a context the current one'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -f -a "add" -d 'Add a context: the way that --socket, --url or --database-url names, and --project'
complete -c hookit -n "__fish_hookit_using_subcommand context; and not __fish_seen_subcommand_from list use add remove" -f -a "remove" -d 'Remove a context'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l columns -d 'Columns of the table, in this order' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l sort -d 'Sort the rows that are listed by a column' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l watch -d 'Look again every 2s, or as often as is said, until ^C' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from use" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l use -d 'Make it the current one; the first one is in any case'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand context; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand completion" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand completion" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand version" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand version" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand version" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand version" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand version" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand version" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand version" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand version" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand version" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand version" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand version" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand version" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand version" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand version" -s V -l version -d 'Print version'
complete -c hookit -n "__fish_hookit_using_subcommand help" -l socket -d 'Admin socket of the daemon' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand help" -l url -d 'Daemon to reach over HTTPS; its key is read from HOOKIT_KEY, --key-file or a prompt' -r
complete -c hookit -n "__fish_hookit_using_subcommand help" -l key-file -d 'File that holds the API key for --url; - reads it from stdin' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand help" -l database-url -d 'Work on this Postgres directly, without a daemon; must not carry a password' -r
complete -c hookit -n "__fish_hookit_using_subcommand help" -l keyring-file -d 'Keyring with the master keys; working on Postgres directly needs it to add endpoints and rotate secrets' -r -F
complete -c hookit -n "__fish_hookit_using_subcommand help" -l context -d 'Context to work in instead of the current one; hookit context list shows them' -r
complete -c hookit -n "__fish_hookit_using_subcommand help" -l project -d 'Project to work in, by name or id [default: default]' -r
complete -c hookit -n "__fish_hookit_using_subcommand help" -s o -l output -d 'Form of the output; without a terminal, tables are plain and tab-separated' -r -f -a "table\t'Tables for people; plain and tab-separated without a terminal'
wide\t'Tables with every column, nothing shortened'
json\t'The API\'s JSON'
jsonl\t'JSON, one item a line; lists come page by page'
yaml\t'The same as YAML'
name\t'Bare ids, one a line'"
complete -c hookit -n "__fish_hookit_using_subcommand help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless the environment says no'
always\t'Always'
never\t'Never'"
complete -c hookit -n "__fish_hookit_using_subcommand help" -l ascii -d 'Draw with ASCII only'
complete -c hookit -n "__fish_hookit_using_subcommand help" -l absolute -d 'Show times as dates, not as "3m ago"'
complete -c hookit -n "__fish_hookit_using_subcommand help" -l utc -d 'Show times as dates in UTC'
complete -c hookit -n "__fish_hookit_using_subcommand help" -l no-headers -d 'Leave out the headings of tables'
complete -c hookit -n "__fish_hookit_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookit -n "__fish_hookit_using_subcommand help" -s V -l version -d 'Print version'
