//! Migrations: several daemons at once, and a database that a newer program has seen.

use crate::support::database::Database;
use crate::support::hookitd::Hookitd;
use crate::support::setup::Setup;
use crate::support::wait::SOON;
use crate::support::world::World;
use std::thread;

#[test]
fn daemons_that_start_at_once_on_an_empty_database_migrate_it_once() {
    let database = Database::fresh();
    let first = Setup::on(&database);
    let setups: Vec<Setup> = (0..3).map(|_| first.second_node(&database)).collect();
    thread::scope(|scope| {
        let starts: Vec<_> = setups.iter().map(|setup| scope.spawn(|| setup.start())).collect();
        let daemons: Vec<_> = starts.into_iter().map(|start| start.join().expect("it starts")).collect();
        for daemon in &daemons {
            assert_eq!(daemon.over_tcp().get("/ready").status, 200);
        }
        let logs: Vec<String> = daemons.iter().flat_map(Hookitd::log).collect();
        let applied = logs.iter().filter(|line| line.contains("migrated the database")).count();
        let stored = database.count("select count(*) from _sqlx_migrations where success");
        assert!(applied >= usize::try_from(stored).expect("it is small"), "{logs:?}");
    });
    assert_eq!(database.count("select count(*) from _sqlx_migrations where not success"), 0);
    assert_eq!(database.count("select count(*) from project"), 2, "one `default` and one `hookit`");
    let days = database.count("select count(*) from pg_inherits where inhparent = 'event'::regclass");
    assert!(days >= 8, "{days} days have partitions");
}

#[test]
fn daemon_refuses_a_schema_that_is_newer_than_itself() {
    let world = World::start();
    world.daemon.terminate();
    world.daemon.wait(SOON);
    world.database.run(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'from the future', true, '\\x00', 0)",
    );
    let left = world.setup.try_start().err().expect("it does not start");
    assert_eq!(left.status.code(), Some(1), "{left}");
    assert!(left.to_string().contains("version 9999"), "{left}");
    assert!(left.to_string().contains("use a newer hookitd"), "{left}");
    let known = "select count(*) from _sqlx_migrations where version = 9999";
    assert_eq!(world.database.count(known), 1, "it changed nothing");
}
