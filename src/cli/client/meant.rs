//! Did you mean: what was called by a name that is not there is answered with the names nearest to it.

use serde_json::Value;

use super::handle::Client;
use super::request::Request;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::nearest;
use crate::cli::output::list;
use crate::cli::output::text;

/// What is called by name: where it is listed, and how its ids begin.
const NAMED: [(&str, &str); 2] = [("/endpoints", "ep_"), ("/projects", "prj_")];
/// Names that are looked at.
const LOOKED_AT: &str = "200";

/// The hint to a refusal, if what was asked for was named and something is called nearly so.
pub(super) fn hint(client: &Client, request: &Request, refusal: &CliError) -> Option<String> {
    if refusal.kind != Kind::NotFound || refusal.hint.is_some() {
        return None;
    }
    let (list_path, name) = named(&request.target)?;
    let answer = client.send(&Request::get(list_path).query("limit", Some(LOOKED_AT))).ok()?;
    let page: Value = answer.accepted().ok()?.json().ok()?;
    nearest::hint(name, list(&page, "items").iter().map(|item| text(item, "name")))
}

/// The list a path leads into, and the name in it. Ids are not guessed at.
fn named(target: &str) -> Option<(&'static str, &str)> {
    NAMED.into_iter().find_map(|(list_path, id)| {
        let rest = target.strip_prefix(list_path)?.strip_prefix('/')?;
        let name = rest.split(['/', '?']).next()?;
        (!name.is_empty() && !name.starts_with(id)).then_some((list_path, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_paths_are_found_and_ids_are_not_guessed_at() {
        assert_eq!(named("/endpoints/acme/pause"), Some(("/endpoints", "acme")));
        assert_eq!(named("/projects/billing?cascade=true"), Some(("/projects", "billing")));
        for other in
            ["/endpoints", "/endpoints/ep_01h455vb4pex5vsknk084sn02q", "/events/evt_1", "/endpointsx/a"]
        {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
