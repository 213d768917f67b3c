//! What is there: a project's event types and endpoints by name, as the API shows them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::output::text;

/// A project as it is.
#[derive(Debug, Default)]
pub(super) struct Live {
    /// Whether it is there at all.
    pub(super) exists: bool,
    /// Event types by name, if they were asked for.
    pub(super) event_types: BTreeMap<String, Value>,
    /// Endpoints by name, if they were asked for.
    pub(super) endpoints: BTreeMap<String, Value>,
}

/// Reads a project, of the kinds that are asked for.
pub(super) fn read(client: &Client, project: &str, event_types: bool, endpoints: bool) -> Result<Live> {
    if !exists(client, project)? {
        return Ok(Live::default());
    }
    let list = |wanted: bool, path: &str| -> Result<BTreeMap<String, Value>> {
        if !wanted {
            return Ok(BTreeMap::new());
        }
        let listed = client.list(&Request::get(path).in_project(project), u32::MAX, None)?;
        Ok(listed.items.into_iter().map(|view| (text(&view, "name").to_owned(), view)).collect())
    };
    Ok(Live {
        exists: true,
        event_types: list(event_types, "/event-types")?,
        endpoints: list(endpoints, "/endpoints")?,
    })
}

/// Whether there is such a project. A key of one project may not ask; what it may do shows in what follows.
fn exists(client: &Client, project: &str) -> Result<bool> {
    match client.call(&Request::get(&format!("/projects/{}", segment(project)))) {
        Ok(_) => Ok(true),
        Err(error) if error.kind == Kind::NotFound => Ok(false),
        Err(error) if error.kind == Kind::Denied => {
            client.call(&Request::get("/endpoints").in_project(project).query("limit", Some("1")))?;
            Ok(true)
        }
        Err(error) => Err(error),
    }
}
