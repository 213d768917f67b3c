//! Asks the filters of endpoints and the schema of the type about events: where the event is taken, on a thread that may be busy for a while,
//! so that neither holds up the writer or the event loop.
//!
//! A verdict names the version of the endpoint that gave it. The writer uses those that still hold and has the rest
//! made, so an endpoint that was changed meanwhile is asked again.

use std::sync::Arc;

use super::intake::Waiting;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::NewEvent;
use crate::domain::id::EndpointId;
use crate::domain::matching::Subject;
use crate::domain::schema::Enforce;
use crate::domain::schema::Fault;
use crate::store::event_types::TypeRule;
use crate::store::handle::Store;
use crate::store::snapshot::Snapshot;

/// An event with what filters said of it.
#[derive(Debug)]
pub struct Judged {
    pub(super) event: NewEvent,
    verdicts: Vec<Verdict>,
    /// What was found of its type, if there is something to look at.
    checked: Option<Checked>,
}

/// What an event type's rule found.
#[derive(Debug)]
struct Checked {
    /// The version of the event type.
    version: i64,
    enforce: Enforce,
    deprecated: bool,
    faults: Vec<Fault>,
}

/// What a filter said.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    endpoint: EndpointId,
    /// The version of the endpoint's settings.
    version: i64,
    matched: bool,
}

impl Judged {
    const fn of(event: NewEvent) -> Self {
        Self { event, verdicts: Vec::new(), checked: None }
    }

    /// Whether the event makes a delivery for this endpoint. A filter that was not asked says no, see [`rest`].
    pub(super) fn is_for(&self, endpoint: &Endpoint) -> bool {
        endpoint.considers(&self.event)
            && (endpoint.filter().is_none() || self.verdict(endpoint).is_some_and(|verdict| verdict.matched))
    }

    /// The endpoints that it makes a delivery for, as things are now.
    #[must_use]
    pub fn endpoints(&self, store: &Store) -> Vec<Arc<Endpoint>> {
        let snapshot = store.snapshot();
        let of_project = snapshot.endpoints_of(self.event.project);
        of_project.iter().filter(|endpoint| self.is_for(endpoint)).map(Arc::clone).collect()
    }

    /// What of the payload does not fit its type's schema, where such events are refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&[Fault]> {
        let checked = self.checked.as_ref()?;
        (checked.enforce == Enforce::Reject && !checked.faults.is_empty()).then_some(&checked.faults)
    }

    /// What of the payload does not fit its type's schema, where that is only told.
    #[must_use]
    pub fn warnings(&self) -> &[Fault] {
        let warned = self.checked.as_ref().filter(|checked| checked.enforce == Enforce::Warn);
        warned.map_or(&[], |checked| &checked.faults)
    }

    /// Whether its type should not be published any more.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| checked.deprecated)
    }

    /// Whether its producer is warned of something.
    pub(super) fn is_warned(&self) -> bool {
        self.is_deprecated() || !self.warnings().is_empty()
    }

    /// The rule that has yet to be applied; what an older one found is forgotten.
    fn unchecked(&mut self, snapshot: &Snapshot) -> Option<Arc<TypeRule>> {
        let rule = snapshot.type_rule(self.event.project, self.event.event_type.as_str());
        if rule.map(|rule| rule.version) == self.checked.as_ref().map(|checked| checked.version) {
            return None;
        }
        self.checked = None;
        rule.cloned()
    }

    fn verdict(&self, endpoint: &Endpoint) -> Option<&Verdict> {
        self.verdicts.iter().find(|said| said.endpoint == endpoint.id && said.version == endpoint.version)
    }

    /// The endpoints whose filters have yet to be asked.
    fn unasked(&self, snapshot: &Snapshot) -> Vec<Arc<Endpoint>> {
        if !snapshot.has_filters(self.event.project) {
            return Vec::new();
        }
        let endpoints = snapshot.endpoints_of(self.event.project).iter();
        let unasked = endpoints.filter(|endpoint| {
            endpoint.filter().is_some() && endpoint.considers(&self.event) && self.verdict(endpoint).is_none()
        });
        unasked.cloned().collect()
    }
}

/// Has the filters of its project asked about an event.
pub async fn one(store: &Store, event: NewEvent) -> Judged {
    let mut judged = [Judged::of(event)];
    ask(&store.snapshot(), &mut judged.each_mut()).await;
    let [judged] = judged;
    judged
}

/// Has the filters of their projects asked about all of these events, on one thread.
pub async fn all(store: &Store, events: Vec<NewEvent>) -> Vec<Judged> {
    by(&store.snapshot(), events).await
}

/// The same by this state of the configuration.
pub(super) async fn by(snapshot: &Snapshot, events: Vec<NewEvent>) -> Vec<Judged> {
    let mut judged: Vec<_> = events.into_iter().map(Judged::of).collect();
    ask(snapshot, &mut judged.iter_mut().collect::<Vec<_>>()).await;
    judged
}

/// Has those filters asked that were not yet, by this state of the configuration.
pub(super) async fn rest(snapshot: &Snapshot, waiting: &mut [Waiting]) {
    ask(snapshot, &mut waiting.iter_mut().map(|one| &mut one.judged).collect::<Vec<_>>()).await;
}

async fn ask(snapshot: &Snapshot, judged: &mut [&mut Judged]) {
    let mut questions = Vec::new();
    for (at, one) in judged.iter_mut().enumerate() {
        let (endpoints, rule) = (one.unasked(snapshot), one.unchecked(snapshot));
        if !endpoints.is_empty() || rule.is_some() {
            // Cheap: the payload's bytes are shared.
            questions.push((at, one.event.clone(), endpoints, rule));
        }
    }
    if questions.is_empty() {
        return;
    }
    let answer = move || -> Vec<_> {
        let answers = questions.iter().map(|(at, event, endpoints, rule)| {
            (*at, verdicts(event, endpoints), rule.as_ref().map(|rule| checked(event, rule)))
        });
        answers.collect()
    };
    match tokio::task::spawn_blocking(answer).await {
        Ok(answers) => {
            for (at, verdicts, checked) in answers {
                judged[at].verdicts.extend(verdicts);
                judged[at].checked = checked.or(judged[at].checked.take());
            }
        }
        // At the end of the process, or a fault of ours: no event waits for ever, and none goes where it may not.
        Err(error) => tracing::error!(error = %error, "filters were not asked"),
    }
}

fn checked(event: &NewEvent, rule: &TypeRule) -> Checked {
    Checked {
        version: rule.version,
        enforce: rule.enforce,
        deprecated: rule.deprecated,
        faults: rule.schema.as_ref().map(|schema| schema.faults(&event.payload)).unwrap_or_default(),
    }
}

fn verdicts(event: &NewEvent, endpoints: &[Arc<Endpoint>]) -> Vec<Verdict> {
    let subject = Subject::new(event.event_type.as_str(), &event.payload, &event.labels);
    let verdict = |endpoint: &Arc<Endpoint>| Verdict {
        endpoint: endpoint.id,
        version: endpoint.version,
        matched: endpoint.filter().is_none_or(|filter| filter.judge(&subject).is_matched()),
    };
    endpoints.iter().map(verdict).collect()
}
