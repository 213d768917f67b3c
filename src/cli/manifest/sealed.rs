//! What an endpoint's requests carry that is sealed: names in the manifest, values by the place where they are.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::document::EndpointItem;
use super::secret::SecretPlace;
use crate::cli::error::Result;
use crate::domain::credentials::MASK;

/// A login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AuthForm", into = "AuthForm")]
pub(crate) enum AuthItem {
    /// A user name and the place of a password.
    Basic(BasicItem),
    /// The place of a token.
    Bearer(BearerItem),
}

/// The same as it is written: the parser takes variants for tags.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "`basic` or `bearer`")]
struct AuthForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    basic: Option<BasicItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bearer: Option<BearerItem>,
}

impl TryFrom<AuthForm> for AuthItem {
    type Error = &'static str;

    fn try_from(form: AuthForm) -> std::result::Result<Self, &'static str> {
        match (form.basic, form.bearer) {
            (Some(basic), None) => Ok(Self::Basic(basic)),
            (None, Some(bearer)) => Ok(Self::Bearer(bearer)),
            _ => Err("`auth` is either `basic` or `bearer`"),
        }
    }
}

impl From<AuthItem> for AuthForm {
    fn from(item: AuthItem) -> Self {
        match item {
            AuthItem::Basic(basic) => Self { basic: Some(basic), bearer: None },
            AuthItem::Bearer(bearer) => Self { basic: None, bearer: Some(bearer) },
        }
    }
}

/// A user name and the place of a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a basic login with `username` and `password`")]
pub(crate) struct BasicItem {
    username: String,
    password: SecretPlace,
}

/// The place of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a bearer login with `token`")]
pub(crate) struct BearerItem {
    token: SecretPlace,
}

/// Where the values are.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sealed {
    headers: BTreeMap<String, SecretPlace>,
    auth: Option<AuthItem>,
    client_key: Option<SecretPlace>,
}

impl Sealed {
    /// What a manifest says of an endpoint.
    pub(super) fn of(item: &EndpointItem) -> Self {
        let headers = item.headers.iter().flatten();
        Self {
            headers: headers.map(|(name, place)| (name.0.clone(), place.clone())).collect(),
            auth: item.auth.clone(),
            client_key: item.client_key.clone(),
        }
    }

    /// The members as the API shows them, for those that the manifest names; the others are left alone.
    pub(super) fn shown(item: &EndpointItem) -> Vec<(&'static str, Value)> {
        let mut members = Vec::new();
        if let Some(headers) = &item.headers {
            let masked: Map<_, _> = headers.keys().map(|name| (name.0.clone(), json!(MASK))).collect();
            members.push(("headers", Value::Object(masked)));
        }
        match &item.auth {
            Some(AuthItem::Basic(basic)) => {
                members.push(("auth", json!({"basic": {"username": basic.username, "password": MASK}})));
            }
            Some(AuthItem::Bearer(_)) => members.push(("auth", json!({"bearer": {"token": MASK}}))),
            None => {}
        }
        if let (Some(certificate), Some(_)) = (&item.client_certificate, &item.client_key) {
            members.push(("client_certificate", json!(certificate)));
            members.push(("client_key", json!(MASK)));
        }
        members
    }

    /// Puts the values where the body of a request has masks. A value that is stored already is not in it.
    pub(crate) fn fill(&self, body: &mut Map<String, Value>, beside: &Path) -> Result<()> {
        let mut put = |pointer: &[&str], place: &SecretPlace| -> Result<()> {
            let mut at = body.get_mut(pointer[0]);
            for step in &pointer[1..] {
                at = at.and_then(|value| value.get_mut(*step));
            }
            if let Some(value) = at.filter(|value| *value == MASK) {
                *value = json!(place.read(beside)?.as_str());
            }
            Ok(())
        };
        for (name, place) in &self.headers {
            put(&["headers", name], place)?;
        }
        if let Some(place) = &self.client_key {
            put(&["client_key"], place)?;
        }
        match &self.auth {
            Some(AuthItem::Basic(basic)) => put(&["auth", "basic", "password"], &basic.password),
            Some(AuthItem::Bearer(bearer)) => put(&["auth", "bearer", "token"], &bearer.token),
            None => Ok(()),
        }
    }
}

/// A member that the API shows with masks, with variables to be set in their place.
pub(super) fn placed(endpoint: &str, member: &str, shown: &mut Value) {
    let variable = |what: &str| {
        let name = format!("{endpoint}_{what}").to_ascii_uppercase();
        let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        json!({ "env": name })
    };
    match member {
        "headers" => {
            for (name, value) in shown.as_object_mut().into_iter().flatten() {
                *value = variable(name);
            }
        }
        "auth" => {
            for (pointer, what) in [("/basic/password", "password"), ("/bearer/token", "token")] {
                if let Some(value) = shown.pointer_mut(pointer) {
                    *value = variable(what);
                }
            }
        }
        "client_key" => *shown = variable("client_key"),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_masked_is_filled_and_a_value_in_the_file_is_refused() {
        let item: EndpointItem = serde_yaml::from_str(
            "{name: a, url: 'https://a.test', headers: {X-A: {env: NO_SUCH_VARIABLE}}, auth: {bearer: {token: {env: NO_SUCH_VARIABLE}}}}",
        )
        .unwrap();
        let sealed = Sealed::of(&item);
        let mut body = Map::from_iter([("headers".to_owned(), json!({"x-a": "set", "x-b": MASK}))]);
        sealed.fill(&mut body, Path::new("")).unwrap();
        assert_eq!(body["headers"]["x-a"], "set");
        body["headers"]["x-a"] = json!(MASK);
        assert!(sealed.fill(&mut body, Path::new("")).is_err(), "the variable is not set");
        for odd in [
            "headers: {a: hunter2}",
            "auth: {bearer: {token: hunter2}}",
            "auth: {basic: {username: u, password: hunter2}}",
        ] {
            let text = format!("name: a\nurl: 'https://a.test'\n{odd}");
            let error = serde_yaml::from_str::<EndpointItem>(&text).unwrap_err().to_string();
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn an_export_names_variables() {
        let mut headers = json!({"x-api.key": MASK});
        placed("acme-prod", "headers", &mut headers);
        assert_eq!(headers, json!({"x-api.key": {"env": "ACME_PROD_X_API_KEY"}}));
        let mut auth = json!({"basic": {"username": "u", "password": MASK}});
        placed("a", "auth", &mut auth);
        assert_eq!(auth, json!({"basic": {"username": "u", "password": {"env": "A_PASSWORD"}}}));
    }
}
