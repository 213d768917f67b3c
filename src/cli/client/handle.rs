//! `Client`: sends a request by whatever way was found, and follows the cursors of lists.

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;

use super::answer::Answer;
use super::direct::Direct;
use super::meant;
use super::remote;
use super::request::Request;
use super::socket;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::output::Screen;
use crate::cli::output::escape;
use crate::cli::output::joined_pages;
use crate::config::SecretText;

/// This program's version; every answer says the daemon's.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// How long a connection may take.
const CONNECT_MAX: Duration = Duration::from_secs(10);
/// How long an answer may take: an endpoint's test alone may take a minute.
const ANSWER_MAX: Duration = Duration::from_secs(90);
/// Largest answer that is read, in bytes.
const ANSWER_BYTES_MAX: u64 = 256 * 1_024 * 1_024;
/// A larger body is sent only when it was asked whether it may come.
const ASKED_BEFORE_BYTES: usize = 64 * 1_024;
/// Most rows the API gives at once.
const PAGE_ROWS_MAX: u32 = 200;

/// The header by which every answer says the daemon's version.
const VERSION_HEADER: &str = "hookit-version";
/// The header that names the project.
const PROJECT: &str = "hookit-project";

#[derive(Debug)]
enum Way {
    Socket {
        agent: Agent,
        path: PathBuf,
    },
    Remote {
        agent: Agent,
        base: String,
        key: SecretText,
    },
    /// With the names of the nodes that are alive and deliver.
    Direct {
        direct: Direct,
        nodes: Vec<String>,
    },
}

/// A way to the API.
#[derive(Debug)]
pub(crate) struct Client {
    way: Way,
    project: Option<String>,
    screen: Screen,
    version_was_said: Cell<bool>,
    /// Whether what answers was seen to be HookIt, so that it may be sent a key.
    is_known: Cell<bool>,
}

/// A list, followed over its cursors.
#[derive(Debug)]
pub(crate) struct Listed {
    /// The pages as one, in the API's JSON.
    pub(crate) json: Vec<u8>,
    /// The rows.
    pub(crate) items: Vec<Value>,
    /// Where more of it is.
    pub(crate) next_cursor: Option<String>,
}

fn config() -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // A key goes where it was told to go, whatever proxy variables say.
        .proxy(None)
        .user_agent(format!("hookit/{VERSION}"))
        .timeout_connect(Some(CONNECT_MAX))
        .timeout_recv_response(Some(ANSWER_MAX))
        .timeout_recv_body(Some(ANSWER_MAX))
}

impl Client {
    fn new(way: Way, project: Option<String>, screen: Screen) -> Self {
        Self { way, project, screen, version_was_said: Cell::new(false), is_known: Cell::new(false) }
    }

    /// Over a daemon's admin socket.
    pub(crate) fn over_socket(path: &Path, project: Option<String>, screen: Screen) -> Self {
        let agent = socket::agent(config().build(), path);
        Self::new(Way::Socket { agent, path: path.to_owned() }, project, screen)
    }

    /// To a daemon elsewhere.
    pub(crate) fn remote(base: String, key: SecretText, project: Option<String>, screen: Screen) -> Self {
        Self::new(Way::Remote { agent: remote::agent(config()), base, key }, project, screen)
    }

    /// In this process.
    pub(super) fn direct(
        direct: Direct,
        nodes: Vec<String>,
        project: Option<String>,
        screen: Screen,
    ) -> Self {
        Self::new(Way::Direct { direct, nodes }, project, screen)
    }

    /// Whether it is no daemon that answers, but this program on Postgres.
    pub(crate) fn is_direct(&self) -> bool {
        matches!(self.way, Way::Direct { .. })
    }

    /// Whether nobody is there who would deliver: no daemon answers, and no node is alive elsewhere.
    pub(crate) fn nobody_delivers(&self) -> bool {
        matches!(&self.way, Way::Direct { nodes, .. } if nodes.is_empty())
    }

    /// Where the API is, for people.
    pub(crate) fn place(&self) -> String {
        match &self.way {
            Way::Socket { path, .. } => path.display().to_string(),
            Way::Remote { base, .. } => base.clone(),
            Way::Direct { .. } => "Postgres".to_owned(),
        }
    }

    /// The daemon's address, when it was reached over the network.
    pub(crate) fn base(&self) -> Option<&str> {
        match &self.way {
            Way::Remote { base, .. } => Some(base),
            Way::Socket { .. } | Way::Direct { .. } => None,
        }
    }

    /// The project's name or id for paths that name it.
    pub(crate) fn project(&self) -> &str {
        self.project.as_deref().unwrap_or("default")
    }

    /// Sends a request and gives back what came, whatever it says.
    pub(crate) fn send(&self, request: &Request) -> Result<Answer> {
        self.greet()?;
        let bearer = match &self.way {
            Way::Remote { key, .. } => Some(zeroize::Zeroizing::new(format!("Bearer {}", key.expose()))),
            Way::Socket { .. } | Way::Direct { .. } => None,
        };
        let mut headers: Vec<(&str, &str)> = vec![("accept", "application/json")];
        // A request that names its own project is about that one.
        let own = request.headers.iter().any(|(name, _)| *name == PROJECT);
        headers.extend(self.project.as_deref().filter(|_| !own).map(|project| (PROJECT, project)));
        headers.extend(bearer.as_ref().map(|bearer| ("authorization", bearer.as_str())));
        headers.extend(request.body.as_ref().map(|_| ("content-type", "application/json")));
        headers.extend(request.headers.iter().map(|(name, value)| (*name, value.as_str())));
        check(&headers)?;
        let answer = match &self.way {
            Way::Direct { direct, .. } => direct.send(request, &headers),
            Way::Socket { agent, path } => {
                over_http(agent, socket::BASE, request, &headers).map_err(|error| socket_failed(path, error))
            }
            Way::Remote { agent, base, .. } => {
                over_http(agent, base, request, &headers).map_err(|error| remote_failed(base, &error))
            }
        }?;
        self.compare_versions(&answer);
        Ok(answer)
    }

    /// Sends a request that is expected to be done; a refusal is an error.
    pub(crate) fn call(&self, request: &Request) -> Result<Answer> {
        let refusal = match self.send(request)?.accepted() {
            Ok(answer) => return Ok(answer),
            Err(refusal) => meant::naming(request, refusal),
        };
        match meant::hint(self, request, &refusal) {
            Some(names) => Err(refusal.instead(names)),
            None => Err(refusal),
        }
    }

    /// Sends a request and reads the answer's JSON.
    pub(crate) fn json(&self, request: &Request) -> Result<Value> {
        self.call(request)?.json()
    }

    /// Follows a list until `limit` rows are there or it ends.
    pub(crate) fn list(&self, request: &Request, limit: u32, after: Option<&str>) -> Result<Listed> {
        let mut pages = Vec::new();
        let mut items: Vec<Value> = Vec::new();
        let cursor = self.pages(request, limit, after, |page, rows| {
            pages.push(page.to_vec());
            items.extend_from_slice(rows);
            Ok(())
        })?;
        let json = joined_pages(&pages, cursor.as_deref())
            .map_err(|error| CliError::failed("the answer is not a list of HookIt's").because(error))?;
        Ok(Listed { json, items, next_cursor: cursor })
    }

    /// Follows a list as above and hands over each page as it comes, its JSON and its rows; gives the cursor of what
    /// was not followed.
    pub(crate) fn pages(
        &self,
        request: &Request,
        limit: u32,
        after: Option<&str>,
        mut take: impl FnMut(&[u8], &[Value]) -> Result<()>,
    ) -> Result<Option<String>> {
        let mut have = 0;
        let mut cursor = after.map(ToOwned::to_owned);
        loop {
            let wanted = limit.saturating_sub(have).min(PAGE_ROWS_MAX).to_string();
            let page = request.clone().query("limit", Some(&wanted)).query("cursor", cursor.as_deref());
            let answer = self.call(&page)?;
            let mut json = answer.json()?;
            cursor = json.get("next_cursor").and_then(Value::as_str).map(ToOwned::to_owned);
            let rows = json.get_mut("items").and_then(Value::as_array_mut).map(std::mem::take);
            let rows = rows
                .ok_or_else(|| CliError::failed("the answer is not a list; is this HookIt that answers?"))?;
            take(&answer.body, &rows)?;
            have += u32::try_from(rows.len()).unwrap_or(u32::MAX);
            if rows.is_empty() || cursor.is_none() || have >= limit {
                return Ok(cursor);
            }
        }
    }

    /// Asks who answers at a URL before a key goes there: it is easily the URL of something else.
    fn greet(&self) -> Result<()> {
        let Way::Remote { agent, base, .. } = &self.way else { return Ok(()) };
        if self.is_known.get() {
            return Ok(());
        }
        let answer = over_http(agent, base, &Request::get("/health"), &[])
            .map_err(|error| remote_failed(base, &error))?;
        if answer.header(VERSION_HEADER).is_none() {
            return Err(CliError::failed(format!("what answers at {} is not HookIt; it was sent no key", escape(base)))
                .hint("--url names the API of a hookitd; the new URL of an endpoint is hookit endpoint edit NAME --to URL"));
        }
        self.is_known.set(true);
        Ok(())
    }

    /// Says once when the daemon is of another version.
    fn compare_versions(&self, answer: &Answer) {
        if let Some(theirs) = answer.header(VERSION_HEADER)
            && theirs != VERSION
            && !self.version_was_said.replace(true)
        {
            self.screen.talk(&format!("warning: the daemon is {}, this is hookit {VERSION}", escape(theirs)));
        }
    }
}

/// Refuses what HTTP cannot carry in a head, in the words of the command line.
fn check(headers: &[(&str, &str)]) -> Result<()> {
    let odd = headers.iter().find(|(_, value)| ureq::http::HeaderValue::from_str(value).is_err());
    let Some((name, _)) = odd else { return Ok(()) };
    let what = match *name {
        "idempotency-key" => "--key",
        "authorization" => "the API key",
        PROJECT => "--project",
        other => other,
    };
    Err(CliError::usage(format!("{what} holds letters that cannot be sent: use visible ASCII")))
}

fn over_http(
    agent: &Agent,
    base: &str,
    request: &Request,
    headers: &[(&str, &str)],
) -> std::result::Result<Answer, ureq::Error> {
    let mut asked = ureq::http::Request::builder()
        .method(request.method.clone())
        .uri(format!("{base}{}", request.target));
    for (name, value) in headers {
        asked = asked.header(*name, *value);
    }
    // A body that is refused by its head is not sent: whoever refuses closes the connection, and a broken pipe would
    // hide the answer.
    if request.body.as_ref().is_some_and(|body| body.len() > ASKED_BEFORE_BYTES) {
        asked = asked.header("expect", "100-continue");
    }
    let mut answer = match &request.body {
        Some(body) => agent.run(asked.body(body.as_slice())?)?,
        None => agent.run(asked.body(())?)?,
    };
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec()?;
    Ok(Answer { status, headers, body })
}

fn socket_failed(path: &Path, error: ureq::Error) -> CliError {
    let denied = matches!(&error, ureq::Error::Io(io) if io.kind() == io::ErrorKind::PermissionDenied);
    let kind = if denied { Kind::Denied } else { Kind::NoDaemon };
    CliError::new(kind, format!("hookitd does not answer on {}", path.display())).because(error)
}

fn remote_failed(base: &str, error: &ureq::Error) -> CliError {
    let kind = if matches!(error, ureq::Error::Http(_)) { Kind::Usage } else { Kind::NoDaemon };
    CliError::new(kind, format!("cannot reach {base}")).because_of(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_http_cannot_carry_is_a_mistake_of_the_command_line() {
        for (name, said) in [("idempotency-key", "--key"), ("authorization", "the API key")] {
            let error = check(&[("accept", "application/json"), (name, "a\nb")]).unwrap_err();
            assert_eq!(error.kind.exit_code(), 2);
            assert!(error.text.starts_with(said), "{}", error.text);
        }
        check(&[("idempotency-key", "inv-42")]).unwrap();
    }
}
