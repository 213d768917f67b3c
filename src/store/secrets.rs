//! Signing secrets: sealed with the master key, bound to their row, rotated with a grace period.

use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::audit;
use super::config_version;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use super::mint::random;
use super::snapshot;
use crate::domain::access::Caller;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::keyring::Binding;
use crate::domain::keyring::Keyring;
use crate::domain::secret::Signing;
use crate::domain::secret::SigningSecret;
use crate::domain::signature::LIVE_SECRETS_MAX;

/// How a rotation ended.
#[derive(Debug, Clone, Copy)]
pub enum Rotation {
    /// The new secret signs.
    Rotated {
        /// Until when the secret before signs too.
        old_expires_at: OffsetDateTime,
    },
    /// As many secrets sign as may, and each was promised to: nothing was changed.
    Full {
        /// When the first of them ends.
        frees_at: OffsetDateTime,
    },
    /// There is no such endpoint.
    NoEndpoint,
}

/// A fresh secret of 32 random bytes, or a private key of as many.
#[must_use]
pub fn fresh(signing: Signing) -> SigningSecret {
    loop {
        let made = match signing {
            Signing::Hmac => Some(SigningSecret::generate(&random())),
            Signing::Ed25519 => SigningSecret::generate_ed25519(&random()),
        };
        if let Some(made) = made {
            return made;
        }
    }
}

/// Seals a secret into its row.
pub(crate) async fn insert(
    store: &Store,
    tx: &mut PgTransaction<'_>,
    project: ProjectId,
    endpoint: EndpointId,
    version: i32,
    secret: &SigningSecret,
) -> Result<(), StoreError> {
    let keyring = store.keyring().ok_or(StoreError::NoMasterKey)?;
    let binding = binding(project, endpoint, version);
    let sealed = keyring
        .seal(&binding, random(), secret.reveal().as_bytes())
        .map_err(|_| StoreError::SecretUnavailable { endpoint })?;
    sqlx::query!(
        "insert into endpoint_secret (endpoint_id, secret_version, project_id, key_id, sealed)
         values ($1, $2, $3, $4, $5)",
        endpoint.uuid(),
        version,
        project.uuid(),
        i32::try_from(keyring.active_id()).unwrap_or(i32::MAX),
        sealed,
    )
    .execute(&mut **tx)
    .await
    .doing("storing a signing secret")?;
    Ok(())
}

fn binding(project: ProjectId, endpoint: EndpointId, version: i32) -> Binding {
    Binding::endpoint_secret(project.uuid(), endpoint.uuid(), u32::try_from(version).unwrap_or(0))
}

/// Makes `secret` the newest; the one before signs on for `grace_ms`. At most three sign at a time, and none that was
/// promised a grace period loses it to a later rotation.
pub async fn rotate(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    endpoint: EndpointId,
    secret: &SigningSecret,
    grace_ms: u64,
) -> Result<Rotation, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to rotate a signing secret")?;
    let config = config_version::raise(&mut tx).await?;
    let touched = sqlx::query!(
        "update endpoint set version = $3, updated_at = now(),
                shaping = case when $4::text is null then shaping - 'public_key'
                               else jsonb_set(shaping, '{public_key}', to_jsonb($4::text)) end
         where id = $1 and project_id = $2 and deleted_at is null",
        endpoint.uuid(),
        project.uuid(),
        config,
        secret.public_key().map(|key| key.to_string()),
    )
    .execute(&mut *tx)
    .await
    .doing("rotating a signing secret")?;
    if touched.rows_affected() == 0 {
        return Ok(Rotation::NoEndpoint);
    }
    if grace_ms > 0
        && let Some(frees_at) = full_until(&mut tx, endpoint).await?
    {
        return Ok(Rotation::Full { frees_at });
    }
    #[expect(clippy::cast_precision_loss, reason = "a grace period is far below 2^53 milliseconds")]
    let grace_seconds = grace_ms as f64 / 1_000.0;
    let old = sqlx::query!(
        r#"update endpoint_secret set expires_at = now() + make_interval(secs => $2)
           where endpoint_id = $1 and expires_at is null
           returning secret_version, expires_at as "expires_at!""#,
        endpoint.uuid(),
        grace_seconds,
    )
    .fetch_optional(&mut *tx)
    .await
    .doing("giving the old signing secret its last hours")?;
    let newest = old.as_ref().map_or(0, |row| row.secret_version);
    // What has expired signs no longer and need not be kept.
    sqlx::query!(
        "delete from endpoint_secret where endpoint_id = $1 and expires_at <= now()",
        endpoint.uuid()
    )
    .execute(&mut *tx)
    .await
    .doing("dropping old signing secrets")?;
    insert(store, &mut tx, project, endpoint, newest + 1, secret).await?;
    audit::note(store, &mut tx, caller, "endpoint.rotate_secret", &endpoint.to_string(), Some(project))
        .await?;
    tx.commit().await.doing("rotating a signing secret")?;
    snapshot::load(store).await?;
    Ok(Rotation::Rotated { old_expires_at: old.map_or_else(|| store.now(), |row| row.expires_at) })
}

/// When the first of an endpoint's secrets ends, if as many sign as may.
async fn full_until(
    tx: &mut PgTransaction<'_>,
    endpoint: EndpointId,
) -> Result<Option<OffsetDateTime>, StoreError> {
    let live = sqlx::query!(
        r#"select count(*) as "count!", min(expires_at) as frees_at from endpoint_secret
           where endpoint_id = $1 and (expires_at is null or expires_at > now())"#,
        endpoint.uuid(),
    )
    .fetch_one(&mut **tx)
    .await
    .doing("counting signing secrets")?;
    let is_full = usize::try_from(live.count).unwrap_or(usize::MAX) >= LIVE_SECRETS_MAX;
    Ok(live.frees_at.filter(|_| is_full))
}

/// A secret that signs now, and until when.
#[derive(Debug, Clone)]
pub struct LiveSecret {
    /// The secret.
    pub secret: SigningSecret,
    /// Until when it signs; `None` for the newest.
    pub expires_at: Option<OffsetDateTime>,
}

/// The secrets that sign an endpoint's requests now, newest first.
pub async fn live(store: &Store, endpoint: EndpointId) -> Result<Vec<LiveSecret>, StoreError> {
    let keyring = store.keyring().ok_or(StoreError::NoMasterKey)?;
    let rows = sqlx::query!(
        "select project_id, secret_version, sealed, expires_at from endpoint_secret
         where endpoint_id = $1 and (expires_at is null or expires_at > now())
         order by secret_version desc limit $2",
        endpoint.uuid(),
        i64::try_from(LIVE_SECRETS_MAX).unwrap_or(3),
    )
    .fetch_all(store.delivery())
    .await
    .doing("reading signing secrets")?;
    let mut secrets = Vec::with_capacity(rows.len());
    for row in rows {
        let secret = open(&keyring, row.project_id, endpoint, row.secret_version, &row.sealed)?;
        secrets.push(LiveSecret { secret, expires_at: row.expires_at });
    }
    if secrets.is_empty() {
        return Err(StoreError::SecretUnavailable { endpoint });
    }
    Ok(secrets)
}

/// The secrets that sign now, for a caller who wants a request signed by hand; noted in the audit trail.
pub async fn to_sign_by_hand(
    store: &Store,
    caller: &Caller,
    project: ProjectId,
    endpoint: EndpointId,
    delivery: DeliveryId,
) -> Result<Vec<SigningSecret>, StoreError> {
    let live = live(store, endpoint).await?;
    let mut tx = store.front().begin().await.doing("beginning to sign by hand")?;
    audit::note(store, &mut tx, caller, "delivery.sign", &delivery.to_string(), Some(project)).await?;
    tx.commit().await.doing("signing by hand")?;
    Ok(live.into_iter().map(|live| live.secret).collect())
}

fn open(
    keyring: &Keyring,
    project: Uuid,
    endpoint: EndpointId,
    version: i32,
    sealed: &[u8],
) -> Result<SigningSecret, StoreError> {
    let unavailable = || StoreError::SecretUnavailable { endpoint };
    let binding = binding(ProjectId::from_uuid(project), endpoint, version);
    let opened = keyring.open(&binding, sealed).map_err(|_| unavailable())?;
    let text = std::str::from_utf8(&opened).map_err(|_| unavailable())?;
    SigningSecret::parse(text).map_err(|_| unavailable())
}
