#!/bin/sh
# Builds HookIt from this directory and installs it. ./install.sh --help tells how.
set -eu

usage() {
    cat <<'END'
Usage: ./install.sh [--demo | --system] [--prefix DIR] [--dry-run]
       ./install.sh --uninstall [--system [--purge [--yes]]] [--prefix DIR] [--dry-run]

Builds hookitd and hookit and installs them. What is missing for that and comes with the distribution (a C
compiler, CA certificates, the Postgres server for hookitd's private Postgres) is installed with its package
manager, as root or through sudo. Rust must be there: https://rustup.rs

  (no option)   programs, man pages, completions and an example of the configuration go to the prefix
  --prefix DIR  the prefix; /usr/local for root, ~/.local for others when it is not given
  --system      the same, and a system service: user and group hookit, /etc/hookit/hookit.yaml (one that is
                there is kept), /var/lib/hookit, the systemd unit hookitd; nothing is started
  --demo        installs no HookIt: builds it and runs a guided demo in a temporary directory
  --uninstall   removes what was installed (with --system also the unit); data, configuration and the user
                hookit stay
  --purge       with --uninstall: removes those as well, the events and the master keys among them, for good;
                asks first; --system goes without saying
  --yes         does not ask
  --dry-run     prints each command that would change something and runs none of them
  --help        this text

Running it again is safe: it brings everything up to date.
END
}

say() { printf '%s\n' "install.sh: $*"; }
warn() { printf '%s\n' "install.sh: warning: $*" >&2; }
die() {
    printf '%s\n' "install.sh: error: $*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# --- running commands -----------------------------------------------------------------------------------------

# A word as a shell would need it typed.
quoted() {
    case $1 in
    '' | *[!A-Za-z0-9_./:=,@%+-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
    esac
}

# Runs a command that changes something, or only prints it.
run() {
    if [ "$dry_run" = no ]; then
        "$@"
        return
    fi
    printf '+'
    for word in "$@"; do printf ' %s' "$(quoted "$word")"; done
    printf '\n'
}

# The same as root. Without a terminal sudo must not ask for a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        run "$@"
    elif [ "$dry_run" = yes ]; then
        run sudo "$@"
    elif ! have sudo; then
        die "this needs root and there is no sudo; run as root: $*"
    elif [ -t 0 ]; then
        run sudo "$@"
    else
        run sudo -n "$@"
    fi
}

# Whether a file is there, in a directory that may be closed to us.
root_sees() {
    if [ "$(id -u)" = 0 ]; then
        [ -e "$1" ]
    elif [ -t 0 ] && have sudo; then
        sudo test -e "$1"
    else
        have sudo && sudo -n test -e "$1"
    fi
}

# For files below the prefix: as root only where we may not write ourselves.
in_prefix() {
    if [ "$prefix_is_ours" = yes ]; then run "$@"; else as_root "$@"; fi
}

# Whether the nearest existing directory at or above $1 is writable to us.
writable() {
    nearest=$1
    while [ ! -e "$nearest" ]; do nearest=$(dirname "$nearest"); done
    [ -w "$nearest" ]
}

# --- what HookIt needs ----------------------------------------------------------------------------------------

find_cargo() {
    for cargo in "$(command -v cargo || true)" "${CARGO_HOME:-$HOME/.cargo}/bin/cargo"; do
        if [ -x "$cargo" ]; then break; fi
    done
    [ -x "$cargo" ] || die "found no cargo in PATH or $HOME/.cargo/bin; install Rust from https://rustup.rs" \
        "(run this script as the user who has it; it uses sudo where it must)"
    # rustup's cargo finds its rustc beside it.
    PATH=$(dirname "$cargo"):$PATH
    export PATH
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$here/Cargo.toml")
    found=$(cd "$here" && rustc --version | cut -d ' ' -f 2)
    [ -n "$found" ] || die "cargo is there but rustc does not run; repair the Rust installation (rustup default stable)"
    lower=$(printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -t . -k 1,1n -k 2,2n | head -n 1)
    [ "$lower" = "$wanted" ] || die "HookIt needs Rust $wanted, found $found; run: rustup update stable"
}

# Compiles, so that a compiler without the C library's headers is noticed as well.
have_c_compiler() {
    have cc && printf '#include <stdlib.h>\nint main(void) { return 0; }\n' |
        cc -x c - -o /dev/null >/dev/null 2>&1
}

have_certificates() {
    for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem \
        /etc/ssl/cert.pem; do
        if [ -s "$file" ]; then return 0; fi
    done
    [ -s "${SSL_CERT_FILE:-}" ]
}

# A server of version 14 to 18 with its initdb, where hookitd looks for one too.
have_postgres() {
    for program in "$(command -v postgres || true)" /usr/lib/postgresql/*/bin/postgres \
        /usr/pgsql-*/bin/postgres /usr/libexec/postgresql*/postgres /usr/lib/postgresql*/bin/postgres; do
        [ -x "$program" ] || continue
        dir=$(dirname "$(readlink -f "$program")")
        [ -x "$dir/initdb" ] || continue
        case $("$program" --version) in
        *') 14'* | *') 15'* | *') 16'* | *') 17'* | *') 18'*) return 0 ;;
        esac
    done
    return 1
}

have_setpriv() { have setpriv && setpriv --pdeathsig INT -- true 2>/dev/null; }

install_what_is_missing() {
    missing=''
    have_c_compiler || missing="$missing compiler"
    have_certificates || missing="$missing certificates"
    have_postgres || missing="$missing postgres"
    have_setpriv || missing="$missing setpriv"
    if [ -z "$missing" ]; then return; fi
    say "installing what is missing:$missing"
    # shellcheck disable=SC2086 # these are lists of words
    if have apt-get; then
        install_with_apt $missing
    elif have dnf; then
        list=$(packages 'gcc glibc-devel' ca-certificates postgresql-server util-linux $missing)
        as_root dnf install -y $list
    elif have apk; then
        list=$(packages 'gcc musl-dev' ca-certificates postgresql setpriv $missing)
        as_root apk add $list
    elif have pacman; then
        list=$(packages gcc ca-certificates postgresql util-linux $missing)
        as_root pacman -S --noconfirm --needed $list
    elif have zypper; then
        list=$(packages 'gcc glibc-devel' ca-certificates postgresql-server util-linux $missing)
        as_root zypper --non-interactive install $list
    else
        die "found no package manager that this script knows; install$missing yourself and run it again"
    fi
    if [ "$dry_run" = yes ]; then return; fi
    have_c_compiler || die "there is still no working C compiler (cc); install one and run this again"
    have_postgres || die "there is still no Postgres server of version 14 to 18; install one and run this again"
    have_setpriv || die "there is still no setpriv with --pdeathsig; install util-linux and run this again"
}

# packages COMPILER CERTIFICATES POSTGRES SETPRIV NEED...: the packages for the needs that are named.
packages() {
    compiler=$1 certificates=$2 postgres=$3 setpriv=$4
    shift 4
    for need in "$@"; do
        case $need in
        compiler) printf '%s ' "$compiler" ;;
        certificates) printf '%s ' "$certificates" ;;
        postgres) printf '%s ' "$postgres" ;;
        setpriv) printf '%s ' "$setpriv" ;;
        esac
    done
}

install_with_apt() {
    as_root apt-get -q update
    server=''
    case " $* " in
    *' postgres '*)
        # Named by its version, it stays when the distribution moves to the next one: a cluster needs its own.
        for version in 18 17 16 15 14; do
            if apt-cache show "postgresql-$version" >/dev/null 2>&1; then
                server=postgresql-$version
                break
            fi
        done
        if [ -z "$server" ]; then
            [ "$dry_run" = yes ] || die "this distribution has no Postgres 14 to 18; add https://apt.postgresql.org"
            server=postgresql
        fi
        keep_debian_from_starting_postgres
        ;;
    esac
    list=$(packages 'gcc libc6-dev' ca-certificates "$server" util-linux "$@")
    # shellcheck disable=SC2086 # a list of words
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $list
}

# Debian's server package creates and starts a cluster of its own, which nobody here would use. Who has one
# already keeps what he has.
keep_debian_from_starting_postgres() {
    if have pg_lsclusters && [ -n "$(pg_lsclusters -h 2>/dev/null)" ]; then return; fi
    if [ -e "$createcluster" ]; then return; fi
    as_root mkdir -p "$(dirname "$createcluster")"
    if [ "$dry_run" = yes ]; then
        printf '+ write %s: create_main_cluster = false\n' "$createcluster"
        return
    fi
    printf '%s\n' "# Written by HookIt's install.sh: hookitd runs its own Postgres, so the package need not start one." \
        'create_main_cluster = false' | as_root tee "$createcluster" >/dev/null
}

build() {
    CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$here/target}
    export CARGO_TARGET_DIR
    say "building (the first time takes some minutes)"
    run cargo build --manifest-path "$here/Cargo.toml" --release --locked --bins
}

# --- installing -----------------------------------------------------------------------------------------------

# place MODE FILE DIRECTORY [NAME]
place() {
    make_directory "$3"
    in_prefix install -m "$1" "$2" "$3/${4:-$(basename "$2")}"
}

# Makes a directory and those above it, and notes which were not there: --uninstall removes those again.
make_directory() {
    if [ -d "$1" ]; then return; fi
    case $newline$made in *"$newline$1$newline"*) return ;; esac
    make_directory "$(dirname "$1")"
    in_prefix mkdir "$1"
    made=$1$newline$made
}

# The directories that were made, deepest first, this time and before.
note_directories() {
    if [ -z "$made" ]; then return; fi
    if [ "$dry_run" = yes ]; then
        printf '+ write %s: the directories that were made\n' "$(quoted "$directories")"
        return
    fi
    noted=$(mktemp)
    printf '%s' "$made" >"$noted"
    if [ -e "$directories" ]; then cat "$directories" >>"$noted"; fi
    in_prefix install -m 0644 "$noted" "$directories"
    rm -f "$noted"
}

install_files() {
    place 0755 "$CARGO_TARGET_DIR/release/hookit" "$prefix/bin"
    place 0755 "$CARGO_TARGET_DIR/release/hookitd" "$prefix/bin"
    for page in "$here"/man/*.[158]; do
        if [ -e "$page" ]; then place 0644 "$page" "$prefix/share/man/man${page##*.}"; fi
    done
    for program in hookit hookitd; do
        completion "$program.bash" "$prefix/share/bash-completion/completions" "$program"
        completion "_$program" "$prefix/share/zsh/site-functions"
        completion "$program.fish" "$prefix/share/fish/vendor_completions.d"
    done
    place 0644 "$here/config/hookit.yaml" "$prefix/share/doc/hookit"
    place 0644 "$here/LICENSE" "$prefix/share/doc/hookit"
    note_directories
}

completion() {
    if [ -e "$here/completions/$1" ]; then place 0644 "$here/completions/$1" "$2" "${3:-}"; fi
}

add_user() {
    if id -u hookit >/dev/null 2>&1; then return; fi
    if have useradd; then
        as_root useradd --system --user-group --home-dir /var/lib/hookit --no-create-home \
            --shell "$(command -v nologin || echo /usr/sbin/nologin)" hookit
    elif have adduser; then
        as_root addgroup -S hookit
        as_root adduser -S -D -H -h /var/lib/hookit -s /sbin/nologin -G hookit hookit
    else
        die "found neither useradd nor adduser; make a system user and group named hookit and run this again"
    fi
}

install_service() {
    add_user
    as_root install -d -m 0750 -o root -g hookit /etc/hookit
    as_root install -d -m 0700 -o hookit -g hookit /var/lib/hookit
    if root_sees /etc/hookit/hookit.yaml; then
        say "/etc/hookit/hookit.yaml is kept as it is; $prefix/share/doc/hookit/hookit.yaml has every key"
    else
        # Members of the group hookit operate the service; nobody is in it until you put somebody there.
        derived '/^admin:/,/^[a-z]/s/^\( *\)#* *group:.*/\1group: hookit/' "$here/config/hookit.yaml" \
            /etc/hookit/hookit.yaml 0640 hookit
    fi
    derived "s|/usr/local/bin/|$prefix/bin/|" "$here/config/hookitd.service" \
        /etc/systemd/system/hookitd.service 0644 root
    if systemd_runs; then as_root systemctl daemon-reload; fi
}

# derived SCRIPT FROM TO MODE GROUP: a file of ours, changed a little by sed.
derived() {
    if [ "$dry_run" = yes ]; then
        printf '+ sed %s %s > %s (mode %s, group %s)\n' "$(quoted "$1")" "$(quoted "$2")" "$3" "$4" "$5"
        return
    fi
    as_root mkdir -p "$(dirname "$3")"
    changed=$(mktemp)
    sed "$1" "$2" >"$changed"
    as_root install -m "$4" -o root -g "$5" "$changed" "$3"
    rm -f "$changed"
}

systemd_runs() { [ -d /run/systemd/system ] && have systemctl; }

tell_service() {
    say "installed the service; next:"
    if systemd_runs && systemctl is-active --quiet hookitd; then
        say "  systemctl restart hookitd        it still runs the version before"
    else
        say "  systemctl enable --now hookitd   start it, now and at each boot"
    fi
    say "  usermod -aG hookit NAME          let NAME operate it with hookit (after a new login)"
    say "  hookit status"
    systemd_runs || warn "systemd does not run here: start $prefix/bin/hookitd by what does its work"
}

tell_programs() {
    say "installed hookitd and hookit in $prefix/bin; next: hookitd, and in another terminal: hookit status"
    case :$PATH: in
    *":$prefix/bin:"*) ;;
    *) warn "$prefix/bin is not in your PATH; add it: export PATH=\"$prefix/bin:\$PATH\"" ;;
    esac
}

# --- removing -------------------------------------------------------------------------------------------------

remove() {
    for file in "$@"; do
        if [ -e "$file" ]; then in_prefix rm -f "$file"; fi
    done
}

uninstall() {
    if [ ! -e "$prefix/bin/hookitd" ] && [ ! -e "$prefix/bin/hookit" ]; then
        warn "found no hookit in $prefix/bin; give the --prefix it was installed with"
    fi
    if [ "$purge" = yes ]; then confirm_purge; fi
    if [ "$system" = yes ]; then remove_service; fi
    if [ "$purge" = yes ]; then remove_data; fi
    remove_files
    if [ "$dry_run" = yes ]; then
        say "this was a dry run, nothing has changed"
        return
    fi
    say "removed HookIt from $prefix"
    if [ "$purge" = yes ]; then
        say "removed the data, the configuration, and the user and group hookit; a Postgres of yours is untouched"
    elif [ "$system" = yes ]; then
        say "kept: /var/lib/hookit (data, master keys), /etc/hookit (configuration), the user and group hookit"
        say "to delete them for good: ./install.sh --uninstall --purge"
    else
        say "kept: the data and configuration of every hookitd (a user's is in ~/.local/state/hookit)"
    fi
}

remove_files() {
    share=$prefix/share
    remove "$prefix/bin/hookit" "$prefix/bin/hookitd" "$share"/man/man1/hookit.1 "$share"/man/man1/hookit-*.1 \
        "$share"/man/man5/hookit.yaml.5 "$share"/man/man8/hookitd.8 "$share"/man/man8/hookitd-*.8 \
        "$share"/bash-completion/completions/hookit "$share"/bash-completion/completions/hookitd \
        "$share"/zsh/site-functions/_hookit "$share"/zsh/site-functions/_hookitd \
        "$share"/fish/vendor_completions.d/hookit.fish "$share"/fish/vendor_completions.d/hookitd.fish \
        "$share"/doc/hookit/hookit.yaml "$share"/doc/hookit/LICENSE
    made=''
    if [ -e "$directories" ]; then made=$(cat "$directories"); fi
    remove "$directories"
    # Somebody else may have put something into a directory that was made for HookIt; then it stays.
    printf '%s\n' "$made" "$share/doc/hookit" | while IFS= read -r directory; do
        if [ -d "$directory" ]; then in_prefix rmdir "$directory" 2>/dev/null || true; fi
    done
}

remove_service() {
    unit=/etc/systemd/system/hookitd.service
    if [ -e "$unit" ]; then
        if systemd_runs; then as_root systemctl disable --now hookitd; fi
        as_root rm -f "$unit"
        if systemd_runs; then as_root systemctl daemon-reload; fi
    fi
    # The tests and the operator may have written one too.
    if [ -e "$createcluster" ] && grep -q "HookIt's install.sh" "$createcluster"; then as_root rm -f "$createcluster"; fi
}

confirm_purge() {
    if [ "$dry_run" = yes ] || [ "$yes" = yes ]; then return; fi
    printf '%s\n' "This deletes for good:" \
        "  /var/lib/hookit   the events and deliveries of the private Postgres, and the master keys" \
        "  /etc/hookit       the configuration" \
        "  the user and the group hookit" >&2
    [ -t 0 ] || die "there is no terminal to ask at; nothing was removed; to go on: ./install.sh --uninstall --purge --yes"
    printf 'Type hookit to go on: ' >&2
    IFS= read -r answer || answer=''
    [ "$answer" = hookit ] || die "nothing was removed"
}

remove_data() {
    if [ "$dry_run" = no ] && have pgrep && pgrep -u hookit >/dev/null 2>&1; then
        die "processes of the user hookit still run; stop them (pgrep -l -u hookit) and run this again"
    fi
    for directory in /var/lib/hookit /etc/hookit /etc/systemd/system/hookitd.service.d; do
        if root_sees "$directory"; then as_root rm -rf "$directory"; fi
    done
    if id -u hookit >/dev/null 2>&1; then
        if have userdel; then as_root userdel hookit; else as_root deluser hookit; fi
    fi
    # It went with its user unless it has members.
    if grep -q '^hookit:' /etc/group; then
        if have groupdel; then as_root groupdel hookit; else as_root delgroup hookit; fi
    fi
}

# --- the way through ------------------------------------------------------------------------------------------

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
createcluster=/etc/postgresql-common/createcluster.d/hookit.conf
demo=no system=no uninstall=no purge=no yes=no dry_run=no prefix=''
made='' newline='
'
HOME=${HOME:-/}

while [ $# -gt 0 ]; do
    case $1 in
    --demo) demo=yes ;;
    --system) system=yes ;;
    --uninstall) uninstall=yes ;;
    --purge) purge=yes system=yes ;;
    --yes) yes=yes ;;
    --dry-run) dry_run=yes ;;
    --prefix)
        [ $# -ge 2 ] || die "--prefix needs a directory"
        prefix=$2
        shift
        ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        printf '%s\n' "install.sh: error: there is no option $1" >&2
        usage >&2
        exit 2
        ;;
    esac
    shift
done
if [ "$demo" = yes ] && [ "$system$uninstall$prefix" != nono ]; then
    die "--demo installs nothing and goes with no option but --dry-run"
fi
if [ "$purge" = yes ] && [ "$uninstall" = no ]; then die "--purge goes with --uninstall"; fi
if [ "$yes" = yes ] && [ "$purge" = no ]; then die "--yes goes with --uninstall --purge; nothing else asks"; fi
if [ -z "$prefix" ]; then
    if [ "$(id -u)" = 0 ] || [ "$system" = yes ]; then prefix=/usr/local; else prefix=$HOME/.local; fi
fi
case $prefix in
/*) ;;
*) prefix=$PWD/$prefix ;;
esac
prefix=${prefix%/}
directories=$prefix/share/doc/hookit/directories
if writable "$prefix"; then prefix_is_ours=yes; else prefix_is_ours=no; fi

if [ "$uninstall" = yes ]; then
    uninstall
    exit 0
fi
find_cargo
install_what_is_missing
build
if [ "$demo" = yes ]; then
    if [ "$dry_run" = no ]; then exec "$CARGO_TARGET_DIR/release/hookit" demo --script; fi
    run "$CARGO_TARGET_DIR/release/hookit" demo --script
    say "this was a dry run, nothing has changed"
    exit 0
fi
install_files
if [ "$system" = yes ]; then install_service; fi
if [ "$dry_run" = yes ]; then
    say "this was a dry run, nothing has changed"
elif [ "$system" = yes ]; then
    tell_service
else
    tell_programs
fi
