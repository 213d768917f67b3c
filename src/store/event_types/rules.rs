//! What publishing has to know of event types: schemas that are enforced, and types that are deprecated.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::PgTransaction;

use crate::domain::id::ProjectId;
use crate::domain::schema::Enforce;
use crate::domain::schema::Schema;
use crate::store::error::Doing;
use crate::store::error::StoreError;

/// What publishing has to know of an event type.
#[derive(Debug)]
pub(crate) struct TypeRule {
    /// The configuration version of its last change.
    pub(crate) version: i64,
    /// What its payloads have to look like, unless nothing is enforced.
    pub(crate) schema: Option<Schema>,
    /// What is done with those that do not.
    pub(crate) enforce: Enforce,
    /// Whether producers are told not to publish it any more.
    pub(crate) deprecated: bool,
}

/// Rules by project and name.
pub(crate) type TypeRules = HashMap<ProjectId, HashMap<String, Arc<TypeRule>>>;

/// Every rule, in the transaction that reads the configuration. What did not change since `version` is taken over from
/// `held`, compiled as it is.
pub(crate) async fn rules(
    tx: &mut PgTransaction<'_>,
    version: i64,
    held: &TypeRules,
) -> Result<TypeRules, StoreError> {
    let rows = sqlx::query!(
        r#"select project_id, name, version, enforce, deprecated,
                  case when version > $1 and enforce <> 'off' then schema end as schema
           from event_type where enforce <> 'off' or deprecated"#,
        version,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("reading the rules of event types")?;
    let mut rules = TypeRules::new();
    for row in rows {
        let project = ProjectId::from_uuid(row.project_id);
        let known = held.get(&project).and_then(|types| types.get(&row.name));
        let rule = match known {
            Some(known) if known.version == row.version => Arc::clone(known),
            _ => {
                let schema = row.schema.as_deref().map(Schema::parse).transpose();
                if let Err(error) = &schema {
                    // It was checked before it was stored; should this version refuse it, events go on unchecked.
                    tracing::error!(event_type = row.name, error = %error, "a schema cannot be read and is left out");
                }
                Arc::new(TypeRule {
                    version: row.version,
                    schema: schema.ok().flatten(),
                    enforce: row.enforce.parse().unwrap_or(Enforce::Off),
                    deprecated: row.deprecated,
                })
            }
        };
        rules.entry(project).or_default().insert(row.name, rule);
    }
    Ok(rules)
}
