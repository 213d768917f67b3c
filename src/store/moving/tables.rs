//! What there is to move: plain tables in the order in which they can be filled, and partitions of history by day.

use sqlx::PgConnection;
use time::Date;

use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::partitions;

/// What stays where it is: the migrator's own table, which the new database has, and the mark of the move.
const NOT_MOVED: [&str; 2] = ["_sqlx_migrations", "database_move"];

/// Every plain table, each after those that it refers to.
pub(super) async fn plain(connection: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    let names = sqlx::query_scalar!(
        r#"select relname::text as "name!" from pg_class
           where relkind = 'r' and not relispartition and relnamespace = current_schema()::regnamespace
             and relname <> all ($1) order by relname"#,
        &NOT_MOVED.map(str::to_owned),
    )
    .fetch_all(&mut *connection)
    .await
    .doing("listing tables")?;
    let references = sqlx::query!(
        r#"select f.relname::text as "from!", t.relname::text as "to!"
           from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
           where c.contype = 'f' and c.connamespace = current_schema()::regnamespace"#
    )
    .fetch_all(connection)
    .await
    .doing("listing references between tables")?;
    Ok(ordered(names, &references.into_iter().map(|row| (row.from, row.to)).collect::<Vec<_>>()))
}

/// Puts each name after those it refers to. A circle, which this schema has not, would stay in the order given.
fn ordered(mut left: Vec<String>, references: &[(String, String)]) -> Vec<String> {
    let mut done: Vec<String> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |name: &String| {
            references
                .iter()
                .any(|(from, to)| from == name && to != name && !done.contains(to) && left.contains(to))
        };
        let at = left.iter().position(|name| !waits(name)).unwrap_or(0);
        done.push(left.remove(at));
    }
    done
}

/// The days of history that a database holds, oldest first.
pub(super) async fn days(store: &Store) -> Result<Vec<Date>, StoreError> {
    let names = sqlx::query_scalar!(
        r#"select distinct c.relname::text as "name!" from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = any (array['event'::regclass, 'delivery'::regclass, 'attempt'::regclass])"#
    )
    .fetch_all(store.front())
    .await
    .doing("listing partitions")?;
    let mut days: Vec<Date> = names.iter().filter_map(|name| partitions::day_of(name)).collect();
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_it_refers_to() {
        let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let references =
            [("a", "c"), ("c", "d"), ("a", "a")].map(|(from, to)| (from.to_owned(), to.to_owned()));
        assert_eq!(ordered(names, &references), ["b", "d", "c", "a"]);
    }
}
