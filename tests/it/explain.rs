//! Every statement of the hot way, and every list, is served by an index however much there is.

use crate::support::answer::Answer;
use crate::support::database::{Database, apart};
use crate::support::environment;
use crate::support::receiver::Receiver;
use crate::support::wait::SOON;
use crate::support::world::{Operator, World, text};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::fs;

/// Statements that read a table through on purpose, by words of theirs, each with its reason.
const READ_THROUGH: [(&str, &str); 6] = [
    ("where shard = $1 and owner = any ($2) limit $3", "nodes die seldom"),
    ("select distinct q.owner", "at the start and once a minute"),
    ("as \"orphaned!\"", "an operator asks what is wrong; up to a limit"),
    ("as \"queued!\"", "it stops at the first row, before tables are distributed"),
    ("as \"waiting!\"", "it counts what lives, up to a limit"),
    ("select id, attempt from queue where shard = $1 and owner = $2", "once a minute, and after a failure"),
];

/// Fills the tables as a busy database has them: 100 endpoints, some of them with a long queue.
fn fill(database: &Database) {
    let today = "(extract(epoch from date_trunc('day', now())) * 1000)::bigint";
    let id = format!(
        "(lpad(to_hex({today} + g), 12, '0') || '7' || substr(md5(g::text), 1, 3) || 'a' ||
          substr(md5(g::text), 4, 15))::uuid"
    );
    let endpoint = "(select array_agg(id) from endpoint)";
    let project = "(select id from project limit 1)";
    database.run(&format!(
        "insert into endpoint (id, project_id, name, url, event_types, signature_format, timeout_ms, retry, status, version)
         select gen_random_uuid(), {project}, 'e-' || g, 'http://127.0.0.1:9/', '{{none}}', 'both', 15000,
                '{{\"schedule_ms\":[1000]}}', 'paused', c.version + 1
         from generate_series(1, 100) g, config_version c;
         update config_version set version = version + 1;
         insert into event (shard, id, project_id, type, client_id, payload, deliveries)
         select 0, {id}, {project}, 'type.' || g % 50, 'c-' || g, 'x', 1 from generate_series(1, 30000) g;
         insert into event_label (shard, project_id, name, value, id)
         select 0, {project}, 'env', case when g % 3 = 0 then 'prod' else 'test' end, {id} from generate_series(1, 30000) g;
         insert into queue (shard, id, event_id, endpoint_id, project_id, event_type, due_at, attempt)
         select 0, {id}, {id}, ({endpoint})[1 + g % 100], {project}, 'type.' || g % 50,
                now() + make_interval(secs => g % 1000 - 500), 0 from generate_series(1, 20000) g;
         insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause, attempt, charged,
                               last_outcome, last_status, redrive_id)
         select 0, {id}, {id}, ({endpoint})[1 + g % 100], {project}, 'type.' || g % 50,
                case g % 100 when 1 then 'dead_lettered' else 'succeeded' end,
                case g % 100 when 1 then 'attempts_spent' end, 1, 1,
                case g % 100 when 1 then 'http_status' else 'succeeded' end, 200, null
         from generate_series(20001, 60000) g;
         insert into attempt (shard, delivery_id, number, outcome, node)
         select 0, {id}, 1, 'succeeded', 'n' from generate_series(20001, 60000) g;
         insert into idempotency_a (shard, project_id, key_hash, event_id, body_hash, queued)
         select 0, {project}, sha256(g::text::bytea), {id}, 'x', 1 from generate_series(1, 20000) g"
    ));
    database.run("analyze");
}

/// The program's statements, as they are committed for builds without a database.
fn statements() -> Vec<(String, usize)> {
    let folder = environment::package_file(".sqlx");
    let files = fs::read_dir(&folder).expect("the statements are committed").filter_map(Result::ok);
    let read = |path| serde_json::from_str::<Value>(&fs::read_to_string(path).expect("it can be read"));
    files
        .map(|file| read(file.path()).expect("it is JSON"))
        .map(|kept| {
            let parameters = kept["describe"]["parameters"]["Left"].as_array().map_or(0, Vec::len);
            (text(&kept, "query"), parameters)
        })
        .collect()
}

/// The plan that Postgres makes for any parameters.
async fn plan(connection: &mut PgConnection, statement: &str, parameters: usize) -> String {
    let nulls = vec!["null"; parameters].join(", ");
    let arguments = if parameters == 0 { String::new() } else { format!("({nulls})") };
    let prepare = format!("prepare one as {statement}");
    sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut *connection).await.expect("it can be prepared");
    let explain = format!("explain execute one{arguments}");
    let rows: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(explain)).fetch_all(&mut *connection).await.expect("it has a plan");
    sqlx::raw_sql("deallocate one").execute(&mut *connection).await.expect("it was prepared");
    rows.join("\n")
}

/// Whether a plan reads a table through that has rows: the queue, the keys, today's history.
fn read_through(plan: &str, today: &str) -> bool {
    plan.lines().any(|line| {
        line.split_once("Seq Scan on ").is_some_and(|(_, table)| {
            let table = table.split(' ').next().unwrap_or_default();
            ["queue", "idempotency_a"].contains(&table) || table.ends_with(today)
        })
    })
}

/// Today, as the partitions of history are called.
fn today(database: &Database) -> String {
    database.texts("select to_char(now() at time zone 'UTC', '_YYYYMMDD')").remove(0)
}

#[test]
fn no_statement_of_the_program_reads_a_hot_table_through() {
    let world = World::start();
    fill(&world.database);
    let (url, today) = (world.database.url().to_owned(), today(&world.database));
    let (seen, offences) = apart(async move {
        let mut connection = PgConnection::connect(&url).await.expect("the database answers");
        let settings = "set plan_cache_mode = force_generic_plan";
        sqlx::raw_sql(settings).execute(&mut connection).await.expect("it can be set");
        let (mut seen, mut offences) = (0, Vec::new());
        for (statement, parameters) in statements() {
            let verb = statement.trim_start().split(' ').next().unwrap_or_default().to_lowercase();
            let excused = READ_THROUGH.iter().any(|(words, _)| statement.contains(words));
            if excused || !["select", "insert", "update", "delete", "with"].contains(&verb.as_str()) {
                continue;
            }
            seen += 1;
            let plan = plan(&mut connection, &statement, parameters).await;
            if read_through(&plan, &today) {
                offences.push(format!("{statement}\n{plan}"));
            }
        }
        (seen, offences)
    });
    assert!(seen > 60, "only {seen} statements were found");
    assert!(offences.is_empty(), "{} read through:\n{}", offences.len(), offences.join("\n\n"));
}

/// How often each of today's tables of history was read through, by what Postgres counted.
fn scans(database: &Database) -> Vec<String> {
    let today = today(database);
    database.texts(&format!(
        "select relname || ' ' || seq_scan from pg_stat_user_tables
         where relname ~ '^(event|event_label|delivery|attempt){today}$' order by 1"
    ))
}

#[test]
fn lists_and_the_status_are_served_by_indexes() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let endpoint = world.operator().endpoint("real", &receiver, json!({}));
    fill(&world.database);
    world.daemon.terminate();
    world.daemon.wait(SOON);
    let before = scans(&world.database);
    let daemon = world.setup.start();
    let operator = Operator::of(&daemon);
    let event = operator.publish("a.b");
    let delivery = text(&operator.until(&event, "succeeded"), "id");
    let (since, until) = ("2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
    let paths = [
        "/events".to_owned(),
        "/events?limit=200&event_type=type.7".to_owned(),
        "/events?label=env:prod&limit=200".to_owned(),
        "/events?label=env:prod&event_type=type.7".to_owned(),
        "/events?matched=0".to_owned(),
        format!("/events?created_after={since}&created_before={until}"),
        format!("/events/{event}"),
        format!("/events/{event}/explain"),
        "/deliveries".to_owned(),
        "/deliveries?status=succeeded".to_owned(),
        "/deliveries?status=dead_lettered&outcome=http_status".to_owned(),
        "/deliveries?status=held".to_owned(),
        "/deliveries?status=pending".to_owned(),
        "/deliveries?event_type=type.7".to_owned(),
        format!("/deliveries?endpoint={}", endpoint.id),
        format!("/deliveries?endpoint={}&status=dead_lettered", endpoint.id),
        format!("/deliveries?event_id={event}"),
        format!("/deliveries?created_after={since}&created_before={until}"),
        format!("/deliveries/{delivery}"),
        format!("/deliveries/{delivery}/attempts"),
        "/dead-letters".to_owned(),
        format!("/dead-letters?endpoint={}", endpoint.id),
        "/dead-letters/groups".to_owned(),
        "/redrives".to_owned(),
        "/endpoints".to_owned(),
        "/status".to_owned(),
        "/metrics/summary".to_owned(),
        "/metrics".to_owned(),
    ];
    for path in &paths {
        let answer = operator.client().get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
    operator.client().post("/redrives", &json!({ "event_type": "type.1", "dry_run": true })).expect(200);
    // Postgres counts what a connection did when that ends.
    daemon.terminate();
    let left = daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(0), "{left}");
    assert_eq!(before.len(), 4, "{before:?}");
    assert_eq!(scans(&world.database), before, "a table of history was read through");
}
