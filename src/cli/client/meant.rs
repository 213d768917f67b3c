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
    if refusal.kind != Kind::NotFound {
        return None;
    }
    let (list_path, name) = named(&request.target)?;
    let answer = client.send(&Request::get(list_path).query("limit", Some(LOOKED_AT))).ok()?;
    let page: Value = answer.accepted().ok()?.json().ok()?;
    nearest::hint(name, list(&page, "items").iter().map(|item| text(item, "name")))
}

/// The refusal with the name of what is not there, which the API leaves to whoever asked.
pub(super) fn naming(request: &Request, mut refusal: CliError) -> CliError {
    const NOTHING: &str = "there is no such ";
    if refusal.kind != Kind::NotFound || !refusal.text.starts_with(NOTHING) {
        return refusal;
    }
    let mut parts = request.target.trim_start_matches('/').split(['/', '?']);
    let (of, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let noun = refusal.text[NOTHING.len()..].replace(' ', "-");
    // Other names of the path are of other things, and what is encoded would be read wrong.
    let plural = noun.strip_suffix('y').map_or_else(|| format!("{noun}s"), |stem| format!("{stem}ies"));
    if of == plural && !name.is_empty() && !name.contains('%') {
        refusal.text = format!("{}: {name}", refusal.text);
    }
    refusal
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
    fn what_is_not_there_is_named_if_the_path_names_it() {
        let said = |target: &str, text: &str| {
            naming(&Request::get(target), CliError::new(Kind::NotFound, text)).text
        };
        let endpoint = "there is no such endpoint";
        assert_eq!(said("/endpoints/acme/pause", endpoint), "there is no such endpoint: acme");
        let delivery = "there is no such delivery";
        assert_eq!(said("/deliveries/dlv_1", delivery), "there is no such delivery: dlv_1");
        assert_eq!(said("/nodes/one/drain", "there is no such node"), "there is no such node: one");
        assert_eq!(
            said("/event-types/a.b", "there is no such event type"),
            "there is no such event type: a.b"
        );
        assert_eq!(said("/projects/a/api-keys/key_1", "there is no such key"), "there is no such key");
        assert_eq!(said("/endpoints/a%20b", endpoint), endpoint);
    }

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
