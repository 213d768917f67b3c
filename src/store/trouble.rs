//! Endpoints that need a look: stopped, down, failing just now, or with dead letters, and what is known of each.

use std::collections::HashMap;
use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

use super::dead_letters;
use super::dead_letters::Bounds;
use super::dead_letters::DeadLetterPredicate;
use super::dead_letters::Group;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::pace::circuit;
use super::pace::circuit::CircuitView;
use super::pace::view;
use crate::domain::delivery::Status;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::ordering::OnDead;

/// Endpoints that are told at most.
const TROUBLED_MAX: usize = 50;
/// Dead letters, of all projects that are asked about, that tell which endpoints have any: the newest.
const LOOKED_AT_MAX: i64 = 5_000;
/// Rows that are counted for one endpoint; beyond it the figure says "at least".
pub const COUNTED_MAX: i64 = 10_000;

/// Blocked ordering keys that are counted for one endpoint.
pub const BLOCKED_MAX: i64 = 100;

/// An endpoint that needs a look.
#[derive(Debug, Clone)]
pub struct Troubled {
    /// The endpoint.
    pub endpoint: Arc<Endpoint>,
    /// The name of its project.
    pub project_name: String,
    /// Dead letters it has; [`COUNTED_MAX`] means at least that many.
    pub dead_letters: u64,
    /// The commonest way in which its newest dead letters ended, and how many of them did.
    pub commonest: Option<Group>,
    /// Its circuit, unless that is closed: its receiver is down, or just back.
    pub circuit: Option<CircuitView>,
    /// Deliveries that are held because it is paused or disabled; [`COUNTED_MAX`] means at least that many.
    pub held: u64,
    /// Ordering keys that dead letters block while something waits behind them; [`BLOCKED_MAX`] means at least that many.
    pub blocked_keys: u64,
    /// Attempts that failed in the last ten minutes.
    pub failed_lately: u64,
    /// Attempts that succeeded in the last ten minutes.
    pub delivered_lately: u64,
    /// Who paused or disabled it, and when; `None` when nobody did.
    pub stopped: Option<(String, OffsetDateTime)>,
}

/// Endpoints of a project, or of all, that need a look, the worst first.
pub async fn troubled(store: &Store, project: Option<ProjectId>) -> Result<Vec<Troubled>, StoreError> {
    let snapshot = store.snapshot();
    let projects = project.map_or_else(|| snapshot.project_ids(), |project| vec![project.uuid()]);
    let mut found: HashMap<EndpointId, Troubled> = HashMap::new();
    let known = |id: EndpointId| snapshot.endpoint(id).map(Arc::clone);
    for id in projects.iter().map(|id| ProjectId::from_uuid(*id)) {
        let stopped = snapshot.endpoints_of(id).iter().filter(|endpoint| is_stopped(endpoint));
        found.extend(stopped.take(TROUBLED_MAX).map(|endpoint| (endpoint.id, Troubled::new(endpoint))));
    }
    for group in groups(store, &projects).await? {
        // History names endpoints that are gone; there is nothing to look at there.
        let Some(endpoint) = known(group.endpoint_id) else { continue };
        let troubled = found.entry(endpoint.id).or_insert_with(|| Troubled::new(&endpoint));
        troubled.dead_letters += group.count;
        troubled.commonest.get_or_insert(group);
    }
    for row in lately(store, project).await? {
        let Some(endpoint) = known(row.endpoint) else { continue };
        if row.failed > row.delivered || found.contains_key(&endpoint.id) {
            let troubled = found.entry(endpoint.id).or_insert_with(|| Troubled::new(&endpoint));
            (troubled.failed_lately, troubled.delivered_lately) = (row.failed, row.delivered);
        }
    }
    for (id, circuit) in circuit::some_of(store, project, TROUBLED_MAX).await? {
        let Some(endpoint) = known(id) else { continue };
        found.entry(id).or_insert_with(|| Troubled::new(&endpoint)).circuit = Some(circuit);
    }
    let mut worst: Vec<Troubled> = found.into_values().collect();
    worst.sort_by_key(|one| {
        std::cmp::Reverse((one.circuit.is_some(), one.dead_letters, one.failed_lately, one.endpoint.id))
    });
    worst.truncate(TROUBLED_MAX);
    for one in &mut worst {
        let project = snapshot.project(&one.endpoint.project.to_string());
        one.project_name = project.map(|project| project.name.to_string()).unwrap_or_default();
    }
    complete(store, &mut worst).await?;
    for one in worst.iter_mut().filter(|one| one.dead_letters > 0 && may_block(&one.endpoint)) {
        let blocked = view::blocked(store, one.endpoint.id, BLOCKED_MAX).await?;
        one.blocked_keys = u64::try_from(blocked.len()).unwrap_or(0);
    }
    worst.sort_by_key(|one| {
        std::cmp::Reverse((one.circuit.is_some(), one.dead_letters, one.failed_lately, one.held))
    });
    Ok(worst)
}

/// Whether its dead letters hold up what was published after them.
fn may_block(endpoint: &Endpoint) -> bool {
    let ordering = &endpoint.settings.ordering;
    ordering.is_by_key() && ordering.on_dead == OnDead::Block
}

fn is_stopped(endpoint: &Endpoint) -> bool {
    matches!(endpoint.settings.status, EndpointStatus::Paused | EndpointStatus::Disabled)
}

impl Troubled {
    fn new(endpoint: &Arc<Endpoint>) -> Self {
        Self {
            endpoint: Arc::clone(endpoint),
            project_name: String::new(),
            dead_letters: 0,
            commonest: None,
            circuit: None,
            held: 0,
            blocked_keys: 0,
            failed_lately: 0,
            delivered_lately: 0,
            stopped: None,
        }
    }
}

/// The newest dead letters by cause; the more projects, the fewer of each.
async fn groups(store: &Store, projects: &[Uuid]) -> Result<Vec<Group>, StoreError> {
    let each = LOOKED_AT_MAX / i64::try_from(projects.len().max(1)).unwrap_or(LOOKED_AT_MAX);
    let all = Bounds::from(&DeadLetterPredicate::default());
    dead_letters::grouped(store.front(), &store.shards(), projects, &all, each.max(20)).await
}

struct Lately {
    endpoint: EndpointId,
    failed: u64,
    delivered: u64,
}

/// Endpoints with failures in the last ten minutes, most failures first.
async fn lately(store: &Store, project: Option<ProjectId>) -> Result<Vec<Lately>, StoreError> {
    let rows = sqlx::query!(
        r#"select f.endpoint_id as "endpoint!", f.failed as "failed!", coalesce(g.delivered, 0) as "delivered!"
           from (
               select project_id, endpoint_id, sum(count)::bigint as failed from rollup
               where minute >= now() - interval '10 minutes' and outcome not in ('accepted', 'succeeded', 'dead_lettered')
                 and endpoint_id <> $2 and ($1::uuid is null or project_id = $1)
               group by project_id, endpoint_id order by 3 desc limit $3
           ) f left join lateral (
               select sum(count)::bigint as delivered from rollup r
               where r.project_id = f.project_id and r.endpoint_id = f.endpoint_id
                 and r.minute >= now() - interval '10 minutes' and r.outcome = 'succeeded'
           ) g on true"#,
        project.map(ProjectId::uuid) as Option<Uuid>,
        Uuid::nil(),
        i64::try_from(TROUBLED_MAX).unwrap_or(i64::MAX),
    )
    .fetch_all(store.front())
    .await
    .doing("looking for endpoints that fail")?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(rows
        .into_iter()
        .map(|row| Lately {
            endpoint: EndpointId::from_uuid(row.endpoint),
            failed: whole(row.failed),
            delivered: whole(row.delivered),
        })
        .collect())
}

/// Counts what each has, and finds out who stopped it.
async fn complete(store: &Store, troubled: &mut [Troubled]) -> Result<(), StoreError> {
    if troubled.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = troubled.iter().map(|one| one.endpoint.id.uuid()).collect();
    let stopped: Vec<bool> = troubled.iter().map(|one| is_stopped(&one.endpoint)).collect();
    let objects: Vec<String> = troubled.iter().map(|one| one.endpoint.id.to_string()).collect();
    // The word comes with each row: as a constant it would let the planner read all dead letters through for every
    // endpoint, from the index that holds nothing else.
    let dead = vec![Status::DeadLettered.as_str(); ids.len()];
    let mut tx = store.front().begin().await.doing("beginning to count what troubled endpoints have")?;
    // Where few endpoints have nearly all of history, the planner takes it for granted that the limit is reached at
    // once, and reads everything through for each endpoint that has nothing.
    sqlx::query!("set local enable_seqscan = off")
        .execute(&mut *tx)
        .await
        .doing("counting what troubled endpoints have")?;
    let rows = sqlx::query!(
        r#"select p.id as "id!", d.count as "dead!", h.count as "held!", a.actor as "actor?", a.at as "at?"
           from unnest($1::uuid[], $2::bool[], $3::text[], $6::text[]) as p (id, stopped, object, dead)
           cross join lateral (
               select count(*) from (
                   select from delivery where shard = any ($4) and endpoint_id = p.id and status = p.dead limit $5
               ) one
           ) d
           cross join lateral (
               select count(*) from (
                   select from queue where shard = any ($4) and endpoint_id = p.id and p.stopped and owner is null limit $5
               ) one
           ) h
           left join lateral (
               select actor, at from audit
               where p.stopped and object = p.object and action in ('endpoint.pause', 'endpoint.disable')
               order by id desc limit 1
           ) a on true"#,
        &ids,
        &stopped,
        &objects,
        &store.shards(),
        COUNTED_MAX,
        &dead as &[&str],
    )
    .fetch_all(&mut *tx)
    .await
    .doing("counting what troubled endpoints have")?;
    for row in rows {
        let Some(one) = troubled.iter_mut().find(|one| one.endpoint.id.uuid() == row.id) else { continue };
        one.dead_letters = u64::try_from(row.dead).unwrap_or(0);
        one.held = u64::try_from(row.held).unwrap_or(0);
        one.stopped = row.actor.zip(row.at);
    }
    Ok(())
}
