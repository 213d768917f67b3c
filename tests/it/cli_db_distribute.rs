//! `hookit db distribute`: what it would do fits the schema, and without Citus it says what is missing.

use crate::support::database::Database;
use crate::support::hookit::Hookit;
use serde_json::Value;

fn statements(hookit: &Hookit, shards: &str) -> Vec<String> {
    let said = hookit.run(&["db", "distribute", "--shards", shards, "--dry-run", "-o", "json"]).expect(0);
    let said: Value = serde_json::from_str(&said).expect("it is JSON");
    let all = said["statements"].as_array().expect("it has statements").iter();
    all.map(|one| one.as_str().expect("a statement is text").to_owned()).collect()
}

#[test]
fn without_citus_it_is_refused_and_says_what_to_install() {
    let database = Database::fresh();
    database.migrate(1);
    let hookit = Hookit::alone().flag("--database-url", database.url());
    let refused = hookit.run(&["db", "distribute", "--yes"]);
    assert_eq!(refused.code, 1, "{}", refused.text());
    assert!(refused.stderr.contains("this Postgres has no Citus"), "{}", refused.text());
    assert!(refused.stderr.contains("shared_preload_libraries"), "{}", refused.text());
    let odd = hookit.run(&["db", "distribute", "--shards", "300"]);
    assert_eq!(odd.code, 2, "{}", odd.text());
}

#[test]
fn every_table_with_a_shard_is_distributed_by_it_and_can_be() {
    let database = Database::fresh();
    database.migrate(1);
    let hookit = Hookit::alone().flag("--database-url", database.url());
    let plan = statements(&hookit, "32");
    let hot: Vec<String> = database.texts(
        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'shard'
         where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace",
    );
    assert!(hot.len() >= 6, "{hot:?}");
    for table in &hot {
        let by_shard = format!("create_distributed_table('{table}', 'shard'");
        assert_eq!(plan.iter().filter(|one| one.contains(&by_shard)).count(), 1, "{table}: {plan:?}");
    }
    // Citus takes a table only if each key has the column that it is distributed by; a statement is routed if that leads.
    let without = database.texts(
        "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_attribute s on s.attrelid = c.oid and s.attname = 'shard'
         where i.indisunique and not c.relispartition and i.indkey[0] <> s.attnum",
    );
    assert_eq!(without, Vec::<String>::new());
    // Nor may a hot table refer to another one.
    let foreign = database.texts(
        "select k.conname::text from pg_constraint k join pg_attribute s on s.attrelid = k.conrelid and s.attname = 'shard'
         where k.contype = 'f'",
    );
    assert_eq!(foreign, Vec::<String>::new());
    for copied in plan.iter().filter_map(|one| one.split("create_reference_table('").nth(1)) {
        let table = copied.trim_end_matches("')");
        assert_eq!(database.texts(&format!("select to_regclass('{table}')::text")), [table]);
    }
}

#[test]
fn known_idempotency_keys_move_to_the_shard_where_they_will_be_looked_for() {
    let database = Database::fresh();
    database.migrate(1);
    database.run(
        "insert into idempotency_a select 0, gen_random_uuid(), sha256(n::text::bytea), gen_random_uuid(), '', 1
         from generate_series(1, 100) n",
    );
    let hookit = Hookit::alone().flag("--database-url", database.url());
    // What is Citus' own cannot run here; the rest is the plan as it stands.
    let plan = statements(&hookit, "8");
    let own: Vec<&String> = plan.iter().filter(|one| one.starts_with("update ")).collect();
    assert_eq!(own.len(), 3, "{plan:?}");
    for statement in own {
        database.run(statement);
    }
    let spread = database.texts("select shard::text from idempotency_a group by shard order by shard");
    assert_eq!(spread, ["0", "1", "2", "3", "4", "5", "6", "7"]);
    let astray = "select count(*)::text from idempotency_a where shard <> get_byte(key_hash, 0) % 8";
    assert_eq!(database.texts(astray), ["0"]);
    assert_eq!(database.texts("select shards::text from config_version"), ["8"]);
}
