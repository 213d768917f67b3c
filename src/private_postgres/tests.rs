//! Real clusters, real signals: the whole life of a private Postgres.

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::Pid;
use rustix::process::Signal;

use super::PrivateOptions;
use super::PrivatePostgres;
use super::PrivatePostgresError;
use super::find::Binaries;
use super::layout::Layout;
use super::stray;
use super::user::User;

/// A state directory that is removed at the end of its test.
struct StateDir(PathBuf);

impl StateDir {
    fn new(name: &str) -> Self {
        let dir = PathBuf::from(format!("/tmp/hookit-pg-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("make a state directory");
        Self(dir)
    }

    fn options(&self) -> PrivateOptions {
        options(&self.0)
    }
}

impl Drop for StateDir {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).expect("remove the state directory");
    }
}

fn options(state_dir: &Path) -> PrivateOptions {
    PrivateOptions {
        state_dir: state_dir.to_owned(),
        bin_dir: None,
        user: None,
        search_path: Vec::new(),
        runtime_dir: None,
    }
}

async fn start(options: &PrivateOptions) -> PrivatePostgres {
    // Spawned, because the daemon may start it from any of its threads.
    let options = options.clone();
    let started =
        tokio::task::JoinSet::from_iter([async move { PrivatePostgres::start(&options, &|_| ()).await }]);
    started.join_all().await.remove(0).expect("Postgres starts")
}

fn programs(options: &PrivateOptions) -> Binaries {
    Binaries::find(options, Path::new("/nonexistent"), None).expect("Postgres is installed")
}

/// One value, asked over the URL that the daemon gets.
fn ask(postgres: &PrivatePostgres, sql: &str) -> String {
    let psql = programs(&options(Path::new("/nonexistent"))).dir.join("psql");
    let output = Command::new(psql)
        .args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, &postgres.url()])
        .output()
        .expect("run psql");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// First start, what it looks like from inside and outside, stop, and a start that finds everything again.
async fn whole_life(state: &StateDir) {
    let options = state.options();
    let postgres = start(&options).await;
    assert_eq!(ask(&postgres, "SELECT current_database() || ' ' || current_user"), "hookit hookit");
    assert_eq!(ask(&postgres, "SHOW listen_addresses"), "");
    assert_eq!(ask(&postgres, "SHOW jit"), "off");
    assert_eq!(ask(&postgres, "SHOW fsync"), "on");
    assert_eq!(ask(&postgres, "SHOW server_encoding"), "UTF8");
    ask(&postgres, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)");
    let socket_dir = fs::metadata(postgres.socket_dir()).expect("the socket directory exists");
    assert_eq!(socket_dir.mode() & 0o7777, 0o700);
    let pid = Pid::from_raw(postgres.pid()).expect("a process id");
    assert_eq!(rustix::process::getpgid(Some(pid)), Ok(pid), "^C in our terminal is not for Postgres");
    let runs_as = fs::metadata(format!("/proc/{}", postgres.pid())).expect("it runs").uid();
    assert_ne!(runs_as, 0, "Postgres does not run as root");
    assert_eq!(runs_as, socket_dir.uid());
    let exited = postgres.exited();
    postgres.stop().await.expect("it stops");
    assert!(exited.await.is_some_and(|status| status.success()), "a fast stop is an orderly one");
    let again = start(&options).await;
    assert_eq!(ask(&again, "SELECT n FROM kept"), "42");
    again.stop().await.expect("it stops");
}

#[tokio::test]
async fn first_start_makes_a_database_and_the_next_finds_it_again() {
    whole_life(&StateDir::new("life")).await;
}

#[tokio::test]
async fn killed_postmaster_is_noticed_and_the_next_start_recovers() {
    let state = StateDir::new("killed");
    let postgres = start(&state.options()).await;
    ask(&postgres, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");
    let pid = Pid::from_raw(postgres.pid()).expect("a process id");
    rustix::process::kill_process(pid, Signal::KILL).expect("kill it");
    assert!(postgres.exited().await.is_some_and(|status| !status.success()));
    drop(postgres);
    let recovered = start(&state.options()).await;
    assert_eq!(ask(&recovered, "SELECT n FROM kept"), "1");
    recovered.stop().await.expect("it stops");
}

#[tokio::test]
async fn second_daemon_on_the_same_state_directory_is_refused() {
    let state = StateDir::new("second");
    let first = start(&state.options()).await;
    let second = PrivatePostgres::start(&state.options(), &|_| ()).await;
    let error = second.expect_err("the lock is taken").to_string();
    assert!(error.contains(&format!("(pid {})", std::process::id())), "{error}");
    assert_eq!(ask(&first, "SELECT 1"), "1", "the first one is not disturbed");
    first.stop().await.expect("it stops");
}

#[tokio::test]
async fn cluster_half_made_is_made_anew() {
    let state = StateDir::new("half");
    let layout = Layout::new(&state.0);
    fs::create_dir_all(layout.data_new.join("base")).expect("leave half a cluster");
    fs::write(layout.data_new.join("PG_VERSION"), "15\n").expect("leave half a cluster");
    let postgres = start(&state.options()).await;
    assert!(!layout.data_new.exists());
    postgres.stop().await.expect("it stops");
}

#[tokio::test]
async fn stray_postmaster_is_stopped_and_the_cluster_is_whole() {
    let state = StateDir::new("stray");
    let options = state.options();
    start(&options).await.stop().await.expect("it stops");
    // A postmaster that nobody told to go: without our parent-death signal, under the same directory.
    let layout = Layout::new(&state.0);
    let user =
        User::choose(&options, layout.cluster().expect("readable").map(|(owner, _)| owner)).expect("a user");
    let sockets = layout.socket_dir(&options, &user).expect("a socket directory");
    let mut command = user.command(&programs(&options).postgres(), "clear");
    command.arg("-D").arg(&layout.data).args(super::conf::arguments(&layout.conf, &sockets));
    let mut child = command.stderr(Stdio::piped()).process_group(0).spawn().expect("start a stray");
    let stderr = child.stderr.take().expect("piped");
    let ready =
        BufReader::new(stderr).lines().map_while(Result::ok).find(|line| line.contains("is ready to accept"));
    assert!(ready.is_some(), "the stray runs");
    let reaper = std::thread::spawn(move || child.wait());
    stray::clear_after(&layout.data, Duration::ZERO).await.expect("it can be stopped");
    assert!(reaper.join().expect("no panic").expect("it ended").success(), "it was asked, not shot");
    start(&options).await.stop().await.expect("it stops");
}

#[tokio::test]
async fn strange_state_directory_and_long_path_work() {
    let state = StateDir::new("odd");
    let deep = state.0.join("it's, a \"long\" one").join("d".repeat(90));
    let postgres = start(&options(&deep)).await;
    assert!(postgres.socket_dir().starts_with("/tmp"));
    assert_eq!(ask(&postgres, "SELECT 1"), "1");
    let socket_dir = postgres.socket_dir().to_owned();
    postgres.stop().await.expect("it stops");
    fs::remove_dir_all(socket_dir).expect("clean up");
}

#[tokio::test]
async fn start_that_fails_says_what_postgres_said() {
    let state = StateDir::new("broken");
    start(&state.options()).await.stop().await.expect("it stops");
    let control = Layout::new(&state.0).data.join("global/pg_control");
    fs::write(&control, "").expect("break the cluster");
    let error = PrivatePostgres::start(&state.options(), &|_| ()).await.expect_err("it cannot start");
    assert!(matches!(error, PrivatePostgresError::EndedEarly { .. }), "{error}");
    assert!(error.to_string().contains("pg_control"), "{error}");
}

/// This test program once more, running one of the ignored tests below on a state directory.
fn myself(test: &str, user: Option<&str>, program: &Path) -> Command {
    let mut command = match user {
        Some(user) => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", user, "--regid", "nogroup", "--clear-groups", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    command.args(["--exact", &format!("private_postgres::tests::{test}"), "--ignored", "--nocapture"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

#[tokio::test]
async fn killed_daemon_takes_postgres_along_and_the_next_finds_everything() {
    let state = StateDir::new("daemon");
    let mut daemon =
        myself("daemon_to_kill", None, Path::new("/proc/self/exe")).spawn().expect("start a daemon");
    let mut stdin = daemon.stdin.take().expect("piped");
    writeln!(stdin, "{}", state.0.display()).expect("tell it where");
    let stdout = BufReader::new(daemon.stdout.take().expect("piped"));
    let ready = stdout.lines().map_while(Result::ok).find(|line| line.contains("postmaster runs"));
    assert!(ready.is_some(), "the daemon's Postgres runs");
    daemon.kill().expect("SIGKILL");
    daemon.wait().expect("reap it");
    let data = Layout::new(&state.0).data;
    assert!(
        stray::gone_within(&data, Duration::from_secs(30)).await,
        "nobody stops it but the kernel's signal"
    );
    assert!(!data.join("postmaster.pid").exists(), "it went in order: a fast stop removes its pid file");
    let next = start(&state.options()).await;
    assert_eq!(ask(&next, "SELECT n FROM kept"), "7");
    next.stop().await.expect("it stops");
}

#[tokio::test]
#[ignore = "run by the test above, which kills it"]
async fn daemon_to_kill() {
    let postgres = start(&options(&told_directory())).await;
    ask(&postgres, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
    println!("\npostmaster runs");
    postgres.exited().await;
}

/// Root runs the tests above as the user `postgres` or `hookit`; this is the way without any privilege.
#[tokio::test]
async fn ordinary_user_needs_no_privilege() {
    let state = StateDir::new("nobody");
    if !rustix::process::geteuid().is_root() {
        return whole_life(&state).await;
    }
    // The build directory may be closed to others.
    let program = state.0.join("tests");
    fs::copy("/proc/self/exe", &program).expect("copy the test program");
    fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).expect("make it runnable");
    let home = state.0.join("state");
    fs::create_dir(&home).expect("make its state directory");
    let nobody = Command::new("id").args(["-u", "nobody"]).output().expect("ask for nobody").stdout;
    let uid = String::from_utf8_lossy(&nobody).trim().parse().expect("a user id");
    std::os::unix::fs::chown(&home, Some(uid), None).expect("hand it over");
    let mut child =
        myself("life_of_an_ordinary_user", Some("nobody"), &program).spawn().expect("run as nobody");
    writeln!(child.stdin.take().expect("piped"), "{}", home.display()).expect("tell it where");
    let output = child.wait_with_output().expect("wait for it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(fs::metadata(home.join("postgres/data")).expect("a cluster").uid(), uid);
}

#[tokio::test]
#[ignore = "run by the test above, as nobody"]
async fn life_of_an_ordinary_user() {
    let state = StateDir(told_directory().join("own"));
    whole_life(&state).await;
    assert!(!rustix::process::geteuid().is_root());
    // The directory is left for the test above to look at.
    let postgres = start(&options(&told_again(&state))).await;
    postgres.stop().await.expect("it stops");
}

fn told_again(state: &StateDir) -> PathBuf {
    state.0.parent().expect("it is below the told one").to_owned()
}

fn told_directory() -> PathBuf {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).expect("read the directory");
    PathBuf::from(line.trim())
}
