//! What is sealed, as it is shown: that it is there, and nothing of it.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::json;

use crate::domain::credentials::AuthKind;
use crate::domain::credentials::MASK;
use crate::domain::shaping::Shaping;

/// The operator's own headers, values masked.
pub(crate) fn masked_headers(shaping: &Shaping) -> BTreeMap<String, &'static str> {
    shaping.headers.iter().map(|name| (name.clone(), MASK)).collect()
}

/// The login, its secret part masked.
pub(crate) fn masked_auth(shaping: &Shaping) -> Option<Value> {
    Some(match shaping.auth.as_ref()? {
        AuthKind::Basic { username } => json!({ "basic": { "username": username, "password": MASK } }),
        AuthKind::Bearer => json!({ "bearer": { "token": MASK } }),
    })
}
