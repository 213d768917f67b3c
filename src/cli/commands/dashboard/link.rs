//! One-time links: asked for at the API, which says where the dashboard is.

use serde_json::Value;
use serde_json::json;

use crate::cli::args::SignIn;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::Result;
use crate::cli::output::text;

/// A link that was made.
#[derive(Debug)]
pub(in crate::cli::commands) struct Link {
    /// What to open.
    pub(in crate::cli::commands) url: String,
    /// The API's answer, for programs.
    pub(super) answer: Vec<u8>,
    /// What the browser may do.
    pub(super) role: String,
}

impl Link {
    /// Makes one that leads to a page of the project.
    pub(in crate::cli::commands) fn make(client: &Client, sign_in: SignIn, below: &str) -> Result<Self> {
        let mut body = json!({ "to": format!("/dashboard/p/{}{below}", segment(client.project())) });
        if let Some(role) = sign_in.role {
            body["role"] = json!(role.word());
        }
        if let Some(ttl) = sign_in.ttl {
            body["ttl_ms"] = json!(u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX));
        }
        let answer = client.call(&Request::post("/sign-in-links").json(&body))?;
        let made: Value = answer.json()?;
        let url = text(&made, "url");
        // Whoever reached the API elsewhere reaches the dashboard by the same name.
        let url = match (client.base(), url.split_once("/login#")) {
            (Some(base), Some((_, secret))) => format!("{}/login#{secret}", base.trim_end_matches('/')),
            _ => url.to_owned(),
        };
        Ok(Self { url, role: text(&made, "role").to_owned(), answer: answer.body })
    }
}
