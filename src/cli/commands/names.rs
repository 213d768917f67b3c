//! The names of endpoints: rows of the API carry ids, people know names.

use std::collections::HashMap;

use serde_json::Value;

use super::super::client::Client;
use super::super::client::Request;
use super::super::client::segment;
use super::super::output::text;

/// Names that were looked up, for the rows of one table.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashMap<String, String>,
}

impl Names {
    /// The names of the endpoints of these rows. An endpoint that was removed, or that may not be read, keeps its id.
    pub(super) fn of_rows(client: &Client, rows: &[Value]) -> Self {
        let mut names = Self::default();
        for row in rows {
            let id = text(row, "endpoint_id");
            if !id.is_empty() && !names.known.contains_key(id) {
                let name = look_up(client, id).unwrap_or_else(|| id.to_owned());
                names.known.insert(id.to_owned(), name);
            }
        }
        names
    }

    /// The name of this endpoint, looked up when it is first asked for.
    pub(super) fn learn(&mut self, client: &Client, id: &str) -> &str {
        let name = self.known.entry(id.to_owned());
        name.or_insert_with(|| look_up(client, id).unwrap_or_else(|| id.to_owned()))
    }

    /// The name of an endpoint, or its id.
    pub(super) fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.known.get(id).map_or(id, String::as_str)
    }
}

fn look_up(client: &Client, id: &str) -> Option<String> {
    let endpoint = client.json(&Request::get(&format!("/endpoints/{}", segment(id)))).ok()?;
    Some(text(&endpoint, "name").to_owned()).filter(|name| !name.is_empty())
}

/// The id of an endpoint that was called by name or id.
pub(super) fn endpoint_id(client: &Client, which: &str) -> super::super::error::Result<String> {
    let endpoint = client.json(&Request::get(&format!("/endpoints/{}", segment(which))))?;
    Ok(text(&endpoint, "id").to_owned())
}
