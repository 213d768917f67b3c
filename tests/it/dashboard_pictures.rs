//! The dashboard with traffic in it, looked at: every page keeps to its width and can be read by everybody, and the
//! pictures of the docs are taken of it (`HOOKIT_BLESS=1 cargo test --test it dashboard_pictures`).

use crate::support::answer::Answer;
use crate::support::browser::Visit;
use crate::support::environment::package_file;
use crate::support::receiver::Receiver;
use crate::support::scratch::Scratch;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, text};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Largest picture in the docs.
const PICTURE_BYTES_MAX: u64 = 150 * 1_024;

/// A day of counts, since a test has no day: two busy endpoints, one with a bad hour and a half.
const DAY: &str = "
    insert into rollup (minute, project_id, endpoint_id, outcome, count, buckets)
    select date_trunc('minute', now()) - m * interval '1 minute', e.project_id, e.id, o.outcome, o.count,
           (select array_agg(case when b = o.bucket then o.count else 0 end) from generate_series(1, 18) b)
    from generate_series(1, 1439) m, endpoint e, lateral (values
        ('succeeded', case when e.name = 'audit-log' and m between 150 and 240 then 1
                           else (14 + 11 * sin((m + 40 * length(e.name)) / 95.0))::bigint end, 6),
        ('http_status', case when e.name = 'audit-log' and m between 150 and 240 then 9
                             when (m * 7919 + length(e.name) * 104729) % 211 = 0 then 3 else 0 end, 7)) o (outcome, count, bucket)
    where o.count > 0 and e.name <> 'mobile-push' on conflict do nothing;
    insert into rollup (minute, project_id, endpoint_id, outcome, count, buckets)
    select minute, project_id, '00000000-0000-0000-0000-000000000000', outcome, sum(count),
           (select array_agg(case when b = case outcome when 'succeeded' then 6 else 7 end then sum(r.count) else 0 end::bigint)
            from generate_series(1, 18) b)
    from rollup r where endpoint_id <> '00000000-0000-0000-0000-000000000000' and minute < date_trunc('minute', now())
    group by 1, 2, 4 on conflict do nothing;
    insert into rollup (minute, project_id, endpoint_id, outcome, count, buckets)
    select minute, project_id, endpoint_id, 'accepted', sum(count) / 3 + 1, array_fill(0::bigint, array[18])
    from rollup where endpoint_id = '00000000-0000-0000-0000-000000000000' and outcome = 'succeeded'
    group by 1, 2, 3 on conflict do nothing;";

/// What stands in the pictures.
struct Traffic {
    world: World,
    dead: String,
    retried: String,
    event: String,
    redrive: String,
    // They answer for as long as the daemon may ask.
    _receivers: Vec<Receiver>,
}

impl Traffic {
    fn flows() -> Self {
        let world = World::start();
        let operator = world.operator();
        let receivers: Vec<Receiver> = vec![
            Receiver::answering(Answer::ok()),
            Receiver::answering(
                Answer::status(503)
                    .header("retry-after", "1")
                    .body("{\"error\": \"upstream connect error\"}"),
            ),
            Receiver::answering(Answer::ok().after(std::time::Duration::from_millis(40))),
            Receiver::answering(Answer::status(429).body("slow down")),
        ];
        endpoints(&operator, &receivers);
        world.database.run(DAY);
        let event = publish(&operator);
        let dead = delivery(&operator, &event, "audit-log", "dead_lettered");
        let retried = delivery(&operator, &event, "ledger", "retrying");
        let plan = operator.client().post("/redrives", &json!({ "endpoint": "audit-log", "dry_run": true }));
        let plan = text(&plan.expect(200), "plan");
        let key = json!({ "name": "billing", "scopes": ["publish"] });
        operator.client().post("/projects/default/api-keys", &key).expect(201);
        Self { world, dead, retried, event, redrive: plan, _receivers: receivers }
    }

    /// Every page, by the name of its picture.
    fn pages(&self) -> Vec<(&'static str, String)> {
        let of = |name, below: &str| (name, format!("/dashboard/p/default{below}"));
        vec![
            of("now", ""),
            of("endpoints", "/endpoints"),
            of("endpoint", "/endpoints/audit-log"),
            of("endpoint-form", "/endpoints/acme-prod/edit"),
            of("events", "/events"),
            of("event", &format!("/events/{}", self.event)),
            of("deliveries", "/deliveries"),
            of("delivery-dead", &format!("/deliveries/{}", self.dead)),
            of("delivery", &format!("/deliveries/{}", self.retried)),
            of("dead-letters", "/dead-letters"),
            of("redrive", &format!("/redrives/{}", self.redrive)),
            of("types", "/types"),
            of("keys", "/keys"),
            of("nodes", "/nodes"),
            of("audit", "/audit"),
            of("sessions", "/sessions"),
            of("settings", "/settings"),
        ]
    }
}

fn endpoints(operator: &Operator, receivers: &[Receiver]) {
    let once = json!({ "schedule_ms": [], "jitter": 0 });
    let several = json!({ "schedule_ms": [200, 400, 900, 3_600_000, 7_200_000], "jitter": 0 });
    let acme = json!({
        "description": "Billing events of Acme", "labels": { "team": "billing", "env": "prod" }, "event_types": ["invoice.*", "order.*"],
        "filter": "payload.amount > 100 && labels.env == 'prod'", "rate_limit_rps": 50,
    });
    operator.endpoint("acme-prod", &receivers[0], acme);
    operator.endpoint("audit-log", &receivers[1], json!({ "event_types": ["*"], "retry": once }));
    operator.endpoint(
        "crm-sync",
        &receivers[2],
        json!({ "event_types": ["order.*"], "payload_format": "standard" }),
    );
    operator.endpoint(
        "ledger",
        &receivers[3],
        json!({ "event_types": ["invoice.**"], "retry": several, "ordering": "key" }),
    );
    operator.endpoint(
        "mobile-push",
        &receivers[0],
        json!({ "event_types": ["order.*"], "status": "paused" }),
    );
}

/// Publishes some events, an invoice last; gives its id.
fn publish(operator: &Operator) -> String {
    let types = ["order.made", "order.paid", "invoice.paid", "order.shipped"];
    let mut last = String::new();
    for n in 0..23_u32 {
        let body = json!({
            "type": types[n as usize % 4], "labels": { "env": "prod" }, "id": format!("inv-{}", 1_000 + n), "ordering_key": format!("acct-{}", n),
            "payload": { "amount": 49 + 37 * n, "currency": "EUR", "customer": { "id": format!("cus_{n}"), "country": "DE" }, "lines": [{ "sku": "pro-seat", "count": n + 1 }] },
        });
        last = text(&operator.client().post("/events", &body).expect(201), "event_id");
    }
    last
}

fn delivery(operator: &Operator, event: &str, endpoint: &str, status: &str) -> String {
    until(&format!("the delivery to {endpoint} to be {status} often enough"), SOON, || {
        let found =
            operator.list(&format!("/deliveries?event_id={event}&endpoint={endpoint}&status={status}"));
        let enough = |one: &&Value| status != "retrying" || one["attempt_count"].as_u64() >= Some(4);
        found.iter().find(enough).map(|delivery| text(delivery, "id"))
    })
}

/// Where pictures go: into the docs when they are blessed.
fn place(scratch: &Scratch) -> PathBuf {
    if crate::support::environment::blesses() {
        package_file("docs/images")
    } else {
        PathBuf::from(scratch.file(""))
    }
}

fn judged(traffic: &Traffic, scheme: &str, width: u32, shots: &[(&str, String)], whole: Option<&Path>) {
    let link = text(&traffic.world.operator().client().post("/sign-in-links", &json!({})).expect(201), "url");
    let mut visit = Visit::by(&link).scheme(scheme).width(width);
    for (name, page) in traffic.pages() {
        visit = visit.goto(&page).step(json!({ "do": "axe" })).step(json!({ "do": "overflow" }));
        if let Some((_, file)) = shots.iter().find(|(shot, _)| *shot == name) {
            if name == "endpoint-form" {
                visit = visit.step(json!({ "do": "scroll", "field": "#filter" }));
            }
            visit = visit.step(json!({ "do": "shot", "file": file, "whole": false }));
        }
        if let Some(folder) = whole {
            let file = folder.join(format!("{name}-{scheme}-{width}.png"));
            visit = visit.step(json!({ "do": "shot", "file": file }));
        }
    }
    let seen = visit.make();
    seen.assert_clean();
    for (((_, page), found), overflow) in
        traffic.pages().iter().zip(seen.got("axe")).zip(seen.got("overflow"))
    {
        assert_eq!(found, json!([]), "{page} {scheme} {width}");
        assert_eq!(overflow, json!(0), "{page} is wider than {width}");
    }
}

#[test]
fn every_page_with_traffic_in_it_is_a_picture_that_everybody_can_read() {
    let traffic = Traffic::flows();
    let scratch = Scratch::new();
    let folder = place(&scratch);
    let shot = |name: &'static str, file: &str| (name, folder.join(file).to_string_lossy().into_owned());
    let light = [
        shot("now", "now.png"),
        shot("endpoints", "endpoints.png"),
        shot("endpoint-form", "endpoint-form.png"),
        shot("event", "event.png"),
        shot("delivery", "delivery.png"),
        shot("dead-letters", "dead-letters.png"),
    ];
    let dark = [shot("now", "now-dark.png"), shot("endpoint", "endpoint-dark.png")];
    let narrow = [shot("now", "now-narrow.png")];
    let whole = crate::support::environment::pictures();
    let whole = whole.as_deref();
    judged(&traffic, "light", 1_280, &light, whole);
    judged(&traffic, "dark", 1_280, &dark, whole);
    judged(&traffic, "light", 360, &narrow, whole);
    judged(&traffic, "dark", 360, &[], whole);
    for (_, file) in light.iter().chain(&dark).chain(&narrow) {
        let bytes = std::fs::metadata(file).expect("it was taken").len();
        assert!((5_000..=PICTURE_BYTES_MAX).contains(&bytes), "{file} has {bytes} bytes");
    }
}
