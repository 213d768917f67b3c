//! All of it together: file, environment and flags become one checked set of settings.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use super::admin::Admin;
use super::api::Api;
use super::dashboard::Dashboard;
use super::database::Database;
use super::deliver::Deliver;
use super::demo::Demo;
use super::effective::Effective;
use super::environment::Environment;
use super::error::ConfigError;
use super::ingest::Ingest;
use super::layers::Values;
use super::log::Log;
use super::metrics::Metrics;
use super::node::Node;
use super::operations::Operations;
use super::outbox::Outbox;
use super::places::Places;
use super::retention::Retention;
use super::rule;
use super::secrets::Secrets;
use super::state::State;
use super::telemetry::Telemetry;
use super::yaml;

/// The file that is read when no other is named; it may be missing.
pub const FILE: &str = "/etc/hookit/hookit.yaml";

/// What the command line gives.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// `--config`: a file that must exist.
    pub file: Option<PathBuf>,
    /// `--set section.key=value`, in their order.
    pub set: Vec<String>,
}

/// Every setting of the daemon, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Directory of the private Postgres and the master keys.
    pub state_dir: PathBuf,
    /// A short private directory for sockets, when there is one.
    pub runtime_dir: Option<PathBuf>,
    /// The directories of `PATH`.
    pub search_path: Vec<PathBuf>,
    /// The machine's name.
    pub host_name: String,
    /// Whether the keyring file was handed over by the service manager, which guards it itself.
    pub keyring_is_credential: bool,
    /// The HTTP API on TCP.
    pub api: Api,
    /// The admin socket.
    pub admin: Admin,
    /// Postgres.
    pub database: Database,
    /// Secrets at rest.
    pub secrets: Secrets,
    /// Events coming in.
    pub ingest: Ingest,
    /// Events going out.
    pub deliver: Deliver,
    /// What HookIt tells about itself.
    pub operations: Operations,
    /// A table in another database.
    pub outbox: Outbox,
    /// History.
    pub retention: Retention,
    /// Metrics.
    pub metrics: Metrics,
    /// Spans.
    pub telemetry: Telemetry,
    /// The dashboard.
    pub dashboard: Dashboard,
    /// The demo's page.
    pub demo: Demo,
    /// This node.
    pub node: Node,
    /// The log.
    pub log: Log,
}

/// The settings, and where each came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// The same for people.
    pub effective: Effective,
}

impl Config {
    /// Reads the file, the environment and the flags; the later win.
    pub fn load(given: &Given, environment: &Environment) -> Result<Loaded, ConfigError> {
        let places = Places::of(environment);
        let mut values = Values::default();
        if let Some((path, text)) = file(given.file.as_deref())? {
            let found = yaml::read(&path, &text)?;
            values.add_file(&path, found);
        }
        values.add_environment(environment, &places)?;
        values.add_flags(&given.set)?;
        let places = match values.get("state_dir", |raw| rule::optional(raw, rule::path))? {
            Some(state_dir) => places.with_state_dir(state_dir),
            None => places,
        };
        values.add_defaults(&places);
        let config = Self::read(&values, &places, environment)?;
        Ok(Loaded { config, effective: Effective::of(&values) })
    }

    fn read(values: &Values, places: &Places, environment: &Environment) -> Result<Self, ConfigError> {
        let state = State::read(values)?;
        let secrets = Secrets::read(values)?;
        let config = Self {
            state_dir: state.state_dir,
            runtime_dir: places.runtime_dir().map(Path::to_owned),
            search_path: environment.search_path(),
            host_name: environment.host_name.clone(),
            keyring_is_credential: places.is_credential(&secrets.keyring_file),
            api: Api::read(values)?,
            admin: Admin::read(values)?,
            database: Database::read(values)?,
            secrets,
            ingest: Ingest::read(values)?,
            deliver: Deliver::read(values)?,
            operations: Operations::read(values)?,
            outbox: Outbox::read(values)?,
            retention: Retention::read(values)?,
            metrics: Metrics::read(values)?,
            telemetry: Telemetry::read(values)?,
            dashboard: Dashboard::read(values)?,
            demo: Demo::read(values)?,
            node: Node::read(values)?,
            log: Log::read(values)?,
        };
        config.fits_together()?;
        Ok(config)
    }

    fn fits_together(&self) -> Result<(), ConfigError> {
        let Self { admin, api, dashboard, .. } = self;
        if admin.group.is_some() && admin.group == admin.readonly_group {
            return Err(ConfigError::Together(
                "admin.group and admin.readonly_group are the same group".to_owned(),
            ));
        }
        if api.connections_per_ip_max > api.connections_max {
            return Err(ConfigError::Together(format!(
                "api.connections_per_ip_max ({}) is more than api.connections_max ({})",
                api.connections_per_ip_max, api.connections_max
            )));
        }
        if dashboard.trusted_header.is_some() == dashboard.trusted_proxies.is_empty() {
            return Err(ConfigError::Together(
                "dashboard.trusted_header and dashboard.trusted_proxies are set together or not at all"
                    .to_owned(),
            ));
        }
        Ok(())
    }
}

/// The file to read with its text; `None` when none is named and the usual one is missing.
fn file(named: Option<&Path>) -> Result<Option<(PathBuf, String)>, ConfigError> {
    let path = named.unwrap_or(Path::new(FILE)).to_owned();
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path, text))),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ConfigError::Read { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::SecretText;
    use super::super::example_yaml;
    use super::super::node::Role;
    use super::*;

    /// A directory of its own for each test, gone with it.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let dir = std::env::temp_dir().join(format!("hookit-config-{name}-{}", std::process::id()));
            fs::create_dir_all(&dir).unwrap();
            Self(dir)
        }

        fn file(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, text).unwrap();
            path
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn environment(variables: &[(&str, &str)]) -> Environment {
        let all = [("HOME", "/home/a")].iter().chain(variables);
        let variables = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Environment { variables, uid: 1000, host_name: "web-1".to_owned() }
    }

    fn load(yaml: &str, variables: &[(&str, &str)], set: &[&str]) -> Result<Loaded, ConfigError> {
        static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let n = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let scratch = Scratch::new(&format!("load-{n}"));
        let file = Some(scratch.file("hookit.yaml", yaml));
        let set = set.iter().map(|set| (*set).to_owned()).collect();
        Config::load(&Given { file, set }, &environment(variables))
    }

    fn failure(yaml: &str, variables: &[(&str, &str)], set: &[&str]) -> String {
        let text = load(yaml, variables, set).unwrap_err().to_string();
        match text.find("/hookit.yaml") {
            Some(at) => {
                let start = text[..at].rfind([' ', '(']).map_or(0, |at| at + 1);
                format!("{}FILE{}", &text[..start], &text[at + "/hookit.yaml".len()..])
            }
            None => text,
        }
    }

    fn origin(loaded: &Loaded, wanted: &str) -> (String, &'static str) {
        let found = loaded.effective.iter().find(|(key, ..)| *key == wanted);
        found.map(|(_, value, origin)| (value.to_owned(), origin)).unwrap()
    }

    #[test]
    fn defaults_are_those_of_the_design() {
        let Loaded { config, .. } = load("", &[], &[]).unwrap();
        assert_eq!(config.api.listen, "127.0.0.1:8000".parse().unwrap());
        assert_eq!(config.state_dir, Path::new("/home/a/.local/state/hookit"));
        assert_eq!(config.secrets.keyring_file, Path::new("/home/a/.local/state/hookit/master-keys"));
        assert_eq!(config.ingest.payload_bytes_max, 262_144);
        assert_eq!(config.retention.days, 30);
        assert_eq!(config.node.name, "web-1");
        assert_eq!(config.node.roles, [Role::Api, Role::Deliver, Role::Dashboard]);
        assert!(config.database.url.is_none() && config.deliver.allow_http && !config.metrics.public);
    }

    #[test]
    fn example_file_loads_and_is_the_defaults() {
        let example = load(&example_yaml(), &[], &[]).unwrap();
        let empty = load("# nothing\n\n", &[], &[]).unwrap();
        assert_eq!(format!("{:?}", example.config), format!("{:?}", empty.config));
    }

    #[test]
    fn example_file_is_the_committed_one() {
        let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/config/hookit.yaml");
        if std::env::vars().any(|(name, _)| name == "HOOKIT_BLESS") {
            fs::write(committed, example_yaml()).unwrap();
        }
        let fresh = fs::read_to_string(committed).unwrap() == example_yaml();
        assert!(fresh, "config/hookit.yaml is stale: HOOKIT_BLESS=1 cargo test --lib config rewrites it");
    }

    #[test]
    fn the_discord_webhook_comes_from_a_file_and_is_never_shown() {
        let scratch = Scratch::new("discord");
        let file = scratch.file("webhook", "https://discord.com/api/webhooks/1/token\n");
        let file = file.to_string_lossy().into_owned();
        let name = "HOOKIT_DEMO__DISCORD_WEBHOOK_URL";
        let named = format!("{name}_FILE");
        let loaded = load("demo:\n  public: true\n", &[(&named, &file)], &[]).unwrap();
        let url = loaded.config.demo.discord_webhook_url.as_ref().map(SecretText::expose);
        assert_eq!(url, Some("https://discord.com/api/webhooks/1/token"));
        assert!(loaded.config.demo.public);
        assert!(!format!("{loaded:?}").contains("token") && !loaded.effective.to_string().contains("token"));
        let both = failure("", &[(&named, &file), (name, "https://d.test/token")], &[]);
        assert!(both.contains(name) && !both.contains("token"), "{both}");
        for said in [
            failure("", &[(name, "ftp://d.test/token")], &[]),
            failure("demo:\n  discord_webhook_url: token\n", &[], &[]),
            failure("", &[], &["demo.discord_webhook_url=https://d.test/token"]),
        ] {
            assert!(!said.contains("token"), "{said}");
        }
    }

    #[test]
    fn flag_wins_over_variable_and_variable_over_file() {
        let yaml = "retention:\n  days: 1\nlog:\n  level: warn\n  format: json\n";
        let variables = [("HOOKIT_RETENTION__DAYS", "2"), ("HOOKIT_LOG__LEVEL", "debug")];
        let loaded = load(yaml, &variables, &["retention.days=3"]).unwrap();
        assert_eq!(origin(&loaded, "retention.days"), ("3".to_owned(), "flag"));
        assert_eq!(origin(&loaded, "log.level"), ("debug".to_owned(), "env"));
        assert_eq!(origin(&loaded, "log.format"), ("json".to_owned(), "file"));
        assert_eq!(origin(&loaded, "metrics.public"), ("false".to_owned(), "default"));
        assert_eq!(loaded.config.retention.days, 3);
    }

    #[test]
    fn unknown_key_is_named_with_line_and_column() {
        assert_eq!(
            failure("log:\n  level: info\n  colour: red\n", &[], &[]),
            "unknown key log.colour (FILE, line 3, column 3); known here: format, level"
        );
        let top = failure("retention: {days: 3}\nworkers: 5\n", &[], &[]);
        assert!(top.starts_with("unknown key workers (FILE, line 2, column 1); known here: state_dir, api,"));
        let variable = failure("", &[("HOOKIT_LOG__COLOUR", "red")], &[]);
        assert_eq!(
            variable,
            "unknown key HOOKIT_LOG__COLOUR (environment variable HOOKIT_LOG__COLOUR); \
             known here: HOOKIT_LOG__FORMAT, HOOKIT_LOG__LEVEL"
        );
        let flag = failure("", &[], &["log.colour=red"]);
        assert_eq!(flag, "unknown key log.colour (flag --set); known here: format, level");
    }

    #[test]
    fn wrong_value_is_told_with_its_rule_and_place() {
        assert_eq!(
            failure("retention:\n  days: 0\n", &[], &[]),
            "retention.days: 0 is not a whole number from 1 to 3650 (FILE, line 2, column 9)"
        );
        assert_eq!(
            failure("deliver:\n  allow_cidrs:\n    - 10.0.0.0/8\n    - ten\n", &[], &[])
                .split(" is not ")
                .next(),
            Some("deliver.allow_cidrs: [10.0.0.0/8, ten]")
        );
        assert_eq!(
            failure("", &[("HOOKIT_METRICS__PUBLIC", "maybe")], &[]),
            "metrics.public: maybe is not true or false (environment variable HOOKIT_METRICS__PUBLIC)"
        );
        assert_eq!(
            failure("", &[], &["api.listen=8000"]).rsplit(' ').take(2).collect::<Vec<_>>(),
            ["--set)", "(flag"]
        );
    }

    #[test]
    fn key_or_section_that_stands_twice_is_an_error() {
        assert_eq!(
            failure("log: {level: info, level: warn}", &[], &[]),
            "log.level is set twice (FILE, line 1, column 20)"
        );
        assert!(failure("log: {}\nlog: {}\n", &[], &[]).starts_with("log is set twice (FILE, line "));
    }

    #[test]
    fn what_is_not_yaml_of_this_shape_is_refused_with_its_place() {
        assert!(failure("- a\n- b\n", &[], &[]).starts_with("FILE cannot be understood: "));
        for yaml in ["log: [", "log: info\n", "log:\n  level:\n    a: b\n", "log: {level: !x info}"] {
            let text = failure(yaml, &[], &[]);
            assert!(
                text.starts_with("FILE cannot be understood: ") && text.contains(" line "),
                "{yaml}: {text}"
            );
        }
    }

    #[test]
    fn missing_file_is_an_error_only_when_it_was_named() {
        let given = Given { file: Some("/nonexistent/hookit.yaml".into()), set: Vec::new() };
        let error = Config::load(&given, &environment(&[])).unwrap_err();
        assert_eq!(error.to_string(), "cannot read /nonexistent/hookit.yaml");
    }

    #[test]
    fn role_that_is_unknown_is_refused() {
        assert_eq!(
            failure("node: {roles: [api, other]}", &[], &[]),
            "node.roles: [api, other] is not a list of one or more of api, deliver, dashboard, each once \
             (FILE, line 1, column 15)"
        );
    }

    #[test]
    fn database_url_comes_from_variables_files_and_credentials() {
        let scratch = Scratch::new("url");
        let file = scratch.file("url", "postgres://file\n");
        scratch.file("database-url", "postgres://credential\n");
        scratch.file("master-keys", "");
        let file = file.to_str().unwrap();
        let credentials = ("CREDENTIALS_DIRECTORY", scratch.0.to_str().unwrap());
        let common = ("DATABASE_URL", "postgres://common");
        let url = |variables: &[(&str, &str)]| {
            let loaded = load("database: {url: 'postgres://yaml'}", variables, &[]).unwrap();
            loaded.config.database.url.unwrap().expose().to_owned()
        };
        assert_eq!(url(&[]), "postgres://yaml");
        assert_eq!(url(&[credentials]), "postgres://credential");
        assert_eq!(url(&[credentials, common]), "postgres://common");
        assert_eq!(url(&[common, ("HOOKIT_DATABASE__URL_FILE", file)]), "postgres://file");
        assert_eq!(url(&[common, ("HOOKIT_DATABASE__URL", "postgres://own")]), "postgres://own");
        let both = [("HOOKIT_DATABASE__URL", "postgres://own"), ("HOOKIT_DATABASE__URL_FILE", file)];
        assert!(failure("", &both, &[]).ends_with("are both set; leave one of them out"));
        let loaded = load("", &[credentials], &[]).unwrap();
        assert!(loaded.config.keyring_is_credential);
    }

    #[test]
    fn secret_is_neither_shown_nor_taken_from_a_flag() {
        let secret = "postgres://u:hunter2@h/d";
        let loaded = load("", &[("DATABASE_URL", secret)], &[]).unwrap();
        let shown = format!("{} {:?}", loaded.effective, loaded.config);
        assert!(!shown.contains("hunter2") && shown.contains("(hidden)"), "{shown}");
        let flag = failure("", &[], &[&format!("database.url={secret}")]);
        assert!(flag.contains("cannot be a flag") && !flag.contains("hunter2"), "{flag}");
        let wrong = failure("", &[("DATABASE_URL", "mysql://u:hunter2@h/d")], &[]);
        assert_eq!(
            wrong,
            "database.url: the value is not a URL that begins with postgres:// (environment variable DATABASE_URL)"
        );
    }

    #[test]
    fn state_directory_moves_what_lies_in_it() {
        let loaded = load("state_dir: /srv/a", &[("HOOKIT_STATE_DIR", "/srv/b")], &[]).unwrap();
        assert_eq!(loaded.config.secrets.keyring_file, Path::new("/srv/b/master-keys"));
        assert_eq!(loaded.config.admin.socket, Path::new("/srv/b/admin.sock"));
    }

    #[test]
    fn empty_value_goes_back_to_the_default() {
        let loaded = load("log: {level: debug}", &[("HOOKIT_LOG__LEVEL", "")], &[]).unwrap();
        assert_eq!(origin(&loaded, "log.level"), ("debug".to_owned(), "file"));
        let loaded = load("log: {level: debug}", &[], &["log.level="]).unwrap();
        assert_eq!(origin(&loaded, "log.level"), ("info".to_owned(), "default"));
    }

    #[test]
    fn settings_that_contradict_each_other_are_refused() {
        assert!(
            failure("api: {connections_max: 10}", &[], &[]).contains("is more than api.connections_max (10)")
        );
        assert!(failure("admin: {group: a, readonly_group: a}", &[], &[]).contains("the same group"));
    }
}
