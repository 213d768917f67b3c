//! Sets the scene, opens the page, and takes everything away after ^C.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::archive::Archive;
use super::bank::Bank;
use super::bank::Care;
use super::door::Door;
use super::feed::Feed;
use super::mailbox::Mailbox;
use super::producer;
use super::second;
use super::second::Ending;
use super::second::Second;
use super::settings;
use super::show::ARCHIVE;
use super::show::BANK_A;
use super::show::BANK_B;
use super::show::BANKS_SCHEDULE_MS;
use super::show::DISCORD;
use super::show::FEED;
use super::show::Made;
use super::show::SCHEDULE_MS;
use super::show::Show;
use super::show::YOURS;
use super::stand::Owner;
use super::stand::Stand;
use super::watch;
use crate::cli::args::DemoArgs;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::commands::dashboard;
use crate::cli::commands::db;
use crate::cli::commands::demo::daemon;
use crate::cli::commands::demo::daemon::Daemon;
use crate::cli::commands::demo::stage;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::config::Demo;
use crate::config::SecretText;
use crate::domain::secret::SigningSecret;
use crate::store::Store;

/// How long the daemon may take to make its Postgres and be ready.
const START_MAX: Duration = Duration::from_mins(1);
/// How long a wait for ^C is at a time.
const WAIT: Duration = Duration::from_mins(10);
/// The project that everything is in.
const PROJECT: &str = "demo";

/// Opens the page and stays until ^C.
pub(in crate::cli::commands::demo) fn run(session: &Session, args: &DemoArgs) -> Result<Done> {
    let screen = &session.screen;
    let interrupt = Interrupt::watch();
    let environment = &session.environment;
    let settings = settings::of(session, args)?;
    let program = daemon::program(session, args.hookitd.as_ref())?;
    screen.talk("starting hookitd with a Postgres of its own …");
    let (temporary, path) = (&environment.temporary_dir, environment.path.as_ref());
    let own = ["node.name=node-1".to_owned(), second::LEASE.to_owned()];
    let mut daemon = Daemon::start_with("demo", &program, temporary, path, &own)?;
    let runtime = runtime()?;
    let mut address = String::new();
    stage::until(&interrupt, START_MAX, "hookitd to be ready", || {
        Ok(daemon.address()?.map(|found| address = found).is_some())
    })?;
    let database = db::reach::running_in(&daemon.state_dir())
        .map_err(|why| CliError::new(Kind::NoDatabase, "the demo's Postgres was not found").because(why))?;
    let keyring = daemon.state_dir().join("master-keys");
    let second = Arc::new(Second::new(&program, temporary, path, (&database.url, &keyring), &interrupt));
    let ending = Ending(&second);
    second.start()?;
    let store = runtime.block_on(database.open())?;
    let (show, nudged) = set(session, (&runtime, store, &second), &daemon, &address, &settings)?;
    let taken = |error| CliError::failed(format!("cannot listen on {}", args.listen)).because(error);
    let listener = runtime.block_on(TcpListener::bind(args.listen)).map_err(taken)?;
    let here = listener.local_addr().map_err(taken)?;
    drop(runtime.spawn(Door::new(Arc::clone(&show), settings.public).serve(listener)));
    let working = thread::scope(|scope| {
        let (scene, end) = (&show, &interrupt);
        let watching = scope.spawn(move || watch::run(scene, &nudged, end));
        let producing = scope.spawn(|| producer::run(&show, &interrupt));
        let told = opened(session, args, &format!("http://{here}/demo"));
        while told.is_ok() && !interrupt.wait(WAIT) {}
        if told.is_err() {
            interrupt.end();
        }
        // Both look for the end by themselves; a panic of theirs was told.
        drop((watching.join(), producing.join()));
        told
    });
    drop(ending);
    runtime.block_on(show.store.close());
    drop(runtime);
    daemon.stop()?;
    working?;
    screen.talk("nothing is left behind");
    Ok(Done::All)
}

fn runtime() -> Result<Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("demo")
        .enable_all()
        .build();
    runtime.map_err(|error| CliError::failed("cannot start the demo").because(error))
}

fn opened(session: &Session, args: &DemoArgs, url: &str) -> Result<()> {
    let shown = !args.print && dashboard::start_browser(&session.environment.sight, url);
    session.screen.data(url)?;
    session.screen.talk(if shown { "opened in your browser; ^C ends it" } else { "open it; ^C ends it" });
    Ok(())
}

/// Project, key, receivers and endpoints.
fn set(
    session: &Session,
    (runtime, store, second): (&Runtime, Store, &Arc<Second>),
    daemon: &Daemon,
    address: &str,
    settings: &Demo,
) -> Result<(Arc<Show>, std::sync::mpsc::Receiver<()>)> {
    let screen = &session.screen;
    let admin = Client::over_socket(&daemon.socket(), None, screen.clone());
    admin.call(&Request::post("/projects").json(&json!({ "name": PROJECT })))?;
    let wanted = json!({ "name": "demo", "scopes": ["publish", "read", "manage"] });
    let made = admin.json(&Request::post(&format!("/projects/{PROJECT}/api-keys")).json(&wanted))?;
    let key = SecretText::new(text(&made, "key").to_owned());
    let base = format!("http://{address}");
    let client = Client::remote(base.clone(), key.clone(), None, screen.clone());
    let (mailbox, feed) = (Arc::new(Mailbox::default()), Arc::new(Feed::default()));
    let (bank_a, bank_b) = (Arc::new(Bank::new(Care::None)), Arc::new(Bank::new(Care::All)));
    let open = |owner: Owner| {
        Stand::open(runtime.handle(), owner)
            .map_err(|error| CliError::failed("cannot start a receiver").because(error))
    };
    let you = open(Owner::You(Arc::clone(&mailbox)))?;
    let stand_a = open(Owner::Bank(Arc::clone(&bank_a)))?;
    let stand_b = open(Owner::Bank(Arc::clone(&bank_b)))?;
    let feed_stand = open(Owner::Feed(Arc::clone(&feed)))?;
    let archive = Arc::new(Archive::default());
    let archive_stand = open(Owner::Archive(Arc::clone(&archive)))?;
    mailbox.expect(endpoint(&client, YOURS, &you, "price.alert")?);
    bank_a.expect(endpoint(&client, BANK_A, &stand_a, "trade.executed")?);
    bank_b.expect(endpoint(&client, BANK_B, &stand_b, "trade.executed")?);
    endpoint(&client, FEED, &feed_stand, "price.tick")?;
    endpoint(&client, ARCHIVE, &archive_stand, "report.ready")?;
    let discord = settings.discord_webhook_url.as_ref().map(|url| to_discord(&client, url)).transpose()?;
    Ok(Show::of(Made {
        base,
        key,
        screen: screen.clone(),
        mailbox,
        bank_a,
        bank_b,
        feed,
        you,
        stand_a,
        stand_b,
        store,
        handle: runtime.handle().clone(),
        archive,
        second: Arc::clone(second),
        discord,
    }))
}

/// Makes the endpoint at Discord, within what that allows a webhook (30 messages a minute); gives its id. What would come
/// late is dropped: visitors may send more alerts than that.
fn to_discord(client: &Client, url: &SecretText) -> Result<String> {
    let settings = json!({
        "name": DISCORD,
        "url": url.expose(),
        "event_types": ["price.alert"],
        "payload_format": "discord",
        "rate_limit_rps": 0.5,
        "max_in_flight": 1,
        "max_age_ms": 60_000,
    });
    let made: Value = client.json(&Request::post("/endpoints").json(&settings))?;
    Ok(text(&made, "id").to_owned())
}

/// Makes an endpoint at a receiver; gives its secret.
fn endpoint(client: &Client, name: &str, stand: &Stand, event_type: &str) -> Result<SigningSecret> {
    let is_bank = matches!(name, BANK_A | BANK_B);
    let schedule_ms = if is_bank { BANKS_SCHEDULE_MS.as_slice() } else { SCHEDULE_MS.as_slice() };
    let settings = json!({
        "name": name,
        "url": format!("http://{}/", stand.address()),
        "event_types": [event_type],
        "retry": { "schedule_ms": schedule_ms, "jitter": 0.2 },
        "timeout_ms": 5_000,
    });
    let made: Value = client.json(&Request::post("/endpoints").json(&settings))?;
    SigningSecret::parse(text(&made, "secret"))
        .map_err(|error| CliError::failed("the endpoint came without a secret").because(error))
}
