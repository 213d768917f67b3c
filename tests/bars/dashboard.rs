//! Bars 20 and 21: the dashboard's pages come at once on a large database, and two hundred open ones cost producers
//! little.

use crate::stand::{Stand, pass, project};
use crate::support::hookit::Hookit;
use crate::support::hookitd::Hookitd;
use crate::support::http::Client;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const NOW_WITHIN: Duration = Duration::from_millis(100);
const PAGE_WITHIN: Duration = Duration::from_millis(200);
/// Looks at each page; the 95th of a hundred is the slowest but one of these.
const LOOKS: usize = 20;
/// What the page Now shows is kept this long at most for whoever looks next.
const KEPT: Duration = Duration::from_millis(2_100);
const WEIGHT_MAX: usize = 150 * 1_024;
const OPEN: usize = 200;
/// Events of a run: some seconds, in which each dashboard has its turn.
const EVENTS: &str = "60000";
/// Throughput beside open dashboards, of that without any, at least.
const SHARE_MIN: f64 = 0.9;
/// Pairs of runs at most.
const PAIRS_MAX: usize = 3;

/// Four attempts more of each of the million deliveries.
const ATTEMPTS: &str = "
    insert into attempt (shard, delivery_id, number, outcome, started_at, duration_ms, response_status, node)
    select 0, d.id, n, 'http_status', now(), 3, 500, 'bar' from delivery d, generate_series(2, 5) n;";

/// A project with a thousand endpoints, all of them busy in each minute of the last hour.
const THOUSAND: &str = "
    insert into endpoint (id, project_id, name, url, event_types, signature_format, timeout_ms, retry, status, version)
    select (substr(p.id::text, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid, p.id, 'one-of-' || n, e.url, array['*'],
           e.signature_format, e.timeout_ms, e.retry, 'active', c.version + 1
    from project p, endpoint e, config_version c, generate_series(1, 1000) n
    where p.name = 'thousand' and e.name = 'two';
    update config_version set version = version + 1;
    insert into rollup (minute, project_id, endpoint_id, outcome, count, buckets)
    select date_trunc('minute', now()) - m * interval '1 minute', e.project_id, e.id, o.outcome, 5, array_fill(1::bigint, array[18])
    from generate_series(0, 59) m, endpoint e, (values ('succeeded'), ('http_status')) o (outcome)
    where e.name like 'one-of-%' on conflict (minute, project_id, endpoint_id, outcome) do nothing;
    insert into rollup (minute, project_id, endpoint_id, outcome, count, buckets)
    select minute, project_id, '00000000-0000-0000-0000-000000000000', outcome, sum(count), array_fill(1000::bigint, array[18])
    from rollup where endpoint_id in (select id from endpoint where name like 'one-of-%')
    group by 1, 2, 4 on conflict (minute, project_id, endpoint_id, outcome) do nothing;";

/// Somebody signed in: the client that has the cookie.
fn signed_in(hookitd: &Hookitd) -> (Client, String) {
    let made = hookitd.over_socket().post("/sign-in-links", &json!({})).expect(201);
    let link = made["url"].as_str().expect("a link").to_owned();
    let token = link.split_once("#t=").expect("a secret").1;
    let site = hookitd.over_tcp().header("sec-fetch-site", "same-origin");
    let answer = site.send_form("/login", &format!("token={token}"));
    let cookie =
        answer.header("set-cookie").expect("a session").split(';').next().expect("a cookie").to_owned();
    (hookitd.over_tcp().header("cookie", &cookie).header("accept-encoding", "gzip"), cookie)
}

/// Looks at a page so often; gives the times in order, and the weight of the last.
fn look(client: &Client, path: &str, looks: usize, between: Duration) -> (Vec<Duration>, usize) {
    let mut weight = 0;
    let mut times: Vec<Duration> = (0..looks)
        .map(|_| {
            pass(between);
            let began = Instant::now();
            let answer = client.get(path);
            let took = began.elapsed();
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("content-encoding"), Some("gzip"), "{path}");
            weight = answer.body.len();
            took
        })
        .collect();
    times.sort_unstable();
    (times, weight)
}

/// The part of bar 8's database: a million deliveries in the project `bar`, ten thousand endpoints, a day of counts.
pub(crate) fn pages_come_at_once(stand: &Stand, hookitd: &Hookitd) {
    drop(project(hookitd, "thousand"));
    stand.run(ATTEMPTS);
    stand.run(THOUSAND);
    stand.run("vacuum (analyze) attempt");
    stand.run("vacuum (analyze) rollup");
    assert_eq!(stand.number("select count(*) from attempt"), 5_000_000);
    let (client, _) = signed_in(hookitd);
    let (mut nows, weight) = look(&client, "/dashboard/p/thousand", 5, KEPT);
    let first = nows.swap_remove(2);
    println!(
        "bar 20: Now of 1,000 endpoints, nothing kept: {} ms, {} KiB",
        first.as_millis(),
        weight / 1_024
    );
    let delivery =
        stand.texts("select id::text from delivery where status = 'dead_lettered' limit 1").remove(0);
    let event = stand.texts("select id::text from event limit 1").remove(0);
    let delivery = hookit::domain::id::DeliveryId::from_uuid(delivery.parse().expect("a UUID"));
    let event = hookit::domain::id::EventId::from_uuid(event.parse().expect("a UUID"));
    let one = [
        format!("/deliveries/{delivery}"),
        format!("/events/{event}"),
        format!("/events/{event}?explain=yes"),
    ];
    let listed = [
        "",
        "/endpoints",
        "/endpoints/one",
        "/endpoints/one/edit",
        "/new-endpoint",
        "/events",
        "/events?type=bar.rare",
        "/deliveries",
        "/deliveries?status=dead_lettered",
        "/deliveries?status=held",
        "/deliveries?type=bar.rare",
        "/dead-letters",
        "/types",
        "/keys",
        "/nodes",
        "/audit",
        "/sessions",
        "/settings",
    ];
    let mut slow = Vec::new();
    let mut slowest = (Duration::ZERO, String::new());
    let mut heaviest = (0, String::new());
    for below in listed.into_iter().map(str::to_owned).chain(one) {
        let path = format!("/dashboard/p/bar{below}");
        let (times, weight) = look(&client, &path, LOOKS, Duration::ZERO);
        let p95 = times[LOOKS - 2];
        if p95 > PAGE_WITHIN {
            slow.push(format!("{path}: {p95:?}"));
        }
        slowest = slowest.max((p95, path.clone()));
        heaviest = heaviest.max((weight, path));
    }
    println!(
        "bar 20: 5,000,000 attempts, slowest page {} ms (p95, {}), heaviest {} KiB ({})",
        slowest.0.as_millis(),
        slowest.1,
        heaviest.0 / 1_024,
        heaviest.1
    );
    assert!(slow.is_empty(), "slower than {PAGE_WITHIN:?}:\n{}", slow.join("\n"));
    assert!(first <= NOW_WITHIN, "Now took {first:?}");
    assert!(heaviest.0 <= WEIGHT_MAX, "{heaviest:?}");
}

/// Dashboards that are open: each listens, and fetches its page anew at each word, as the script does.
struct Dashboards {
    streams: Vec<TcpStream>,
    fetched: Arc<AtomicUsize>,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Dashboards {
    /// Opens them; gives them once each was answered: what they cost while they are open is asked, not what opening costs.
    fn open(hookitd: &Hookitd, count: usize) -> Self {
        let (client, cookie) = signed_in(hookitd);
        let fetched = Arc::new(AtomicUsize::new(0));
        let mut open = Self { streams: Vec::new(), fetched: Arc::clone(&fetched), threads: Vec::new() };
        for _ in 0..count {
            let mut stream = TcpStream::connect(hookitd.api).expect("it listens");
            write!(stream, "GET /dashboard/live HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n")
                .expect("it is sent");
            let mut lines =
                BufReader::new(stream.try_clone().expect("a socket")).lines().map_while(Result::ok);
            let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
            assert!(head.first().is_some_and(|status| status.contains(" 200 ")), "{head:?}");
            let (client, fetched) = (client.clone(), Arc::clone(&fetched));
            open.streams.push(stream);
            open.threads.push(thread::spawn(move || {
                for _ in lines.filter(|line| line.starts_with("event: news")) {
                    assert_eq!(client.get("/dashboard/p/default").status, 200);
                    fetched.fetch_add(1, Ordering::Relaxed);
                }
            }));
        }
        open
    }

    /// Closes them; gives how many pages they fetched.
    fn close(self) -> usize {
        for stream in &self.streams {
            stream.shutdown(std::net::Shutdown::Both).expect("it was open");
        }
        for thread in self.threads {
            thread.join().expect("each page was answered");
        }
        self.fetched.load(Ordering::Relaxed)
    }
}

#[test]
fn two_hundred_open_dashboards_cost_producers_little() {
    let stand = Stand::fresh();
    let mut setup = stand.setup();
    setup.set("api.connections_per_ip_max", json!(4_096));
    let hookitd = setup.start();
    let key =
        hookitd.over_socket().post("/api-keys", &json!({ "name": "bar", "scopes": ["admin"] })).expect(201);
    let hookit = Hookit::alone().variable("HOOKIT_KEY", key["key"].as_str().expect("a key"));
    let url = format!("http://{}", hookitd.api);
    let throughput = || {
        let arguments = [
            "bench",
            "--output",
            "json",
            "--url",
            &url,
            "--connections",
            "64",
            "--events",
            EVENTS,
            "--warm-up",
            "1000",
        ];
        let said = hookit.run(&arguments);
        assert_eq!(said.code, 0, "{}", said.text());
        let bench: Value = serde_json::from_str(&said.stdout).expect("the bench prints JSON");
        bench["per_second"]["published"].as_f64().expect("a rate")
    };
    let (mut without, mut with, mut fetched) = (0.0_f64, 0.0_f64, 0);
    // Company on the machine lowers either at times, so the best of a few pairs counts.
    for pair in 1..=PAIRS_MAX {
        without = without.max(throughput());
        let dashboards = Dashboards::open(&hookitd, OPEN);
        with = with.max(throughput());
        fetched += dashboards.close();
        if pair > 1 && with >= without * SHARE_MIN {
            break;
        }
    }
    println!(
        "bar 21: {without:.0} events a second without dashboards, {with:.0} beside {OPEN} open ones, which fetched {fetched} pages"
    );
    assert!(fetched > 0, "the dashboards were told something");
    assert!(with >= without * SHARE_MIN, "{with} beside them, {without} without");
}
