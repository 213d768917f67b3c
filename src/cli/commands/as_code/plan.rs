//! What has to be done so that what is there is as wanted: pure, from two descriptions to a list of changes.

use std::path::PathBuf;

use serde_json::Value;
use serde_json::json;

use super::live;
use super::live::Live;
use crate::cli::client::Client;
use crate::cli::error::Result;
use crate::cli::manifest::Difference;
use crate::cli::manifest::Endpoint;
use crate::cli::manifest::Manifest;
use crate::cli::manifest::Project;
use crate::cli::manifest::Sealed;
use crate::cli::manifest::SecretPlace;
use crate::cli::manifest::Settings;
use crate::cli::manifest::TypeSettings;
use crate::cli::output::number;

/// What is done to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// It is made.
    Add,
    /// It becomes another.
    Change,
    /// It goes.
    Remove,
}

impl Action {
    /// Its word in JSON.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Remove => "remove",
        }
    }
}

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Project,
    EventType,
    Endpoint,
}

impl Kind {
    /// Its word in JSON.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::EventType => "event_type",
            Self::Endpoint => "endpoint",
        }
    }

    /// Its word for people.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::EventType => "event type",
            other => other.word(),
        }
    }
}

/// One change.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) action: Action,
    pub(super) kind: Kind,
    /// The project it is in, or is.
    pub(super) project: String,
    pub(super) name: String,
    /// What differs, of a thing that is made or changed.
    pub(super) fields: Vec<Difference>,
    /// The version that was seen, of an endpoint that is there.
    pub(super) version: Option<u64>,
    /// The endpoint's id, where it is there.
    pub(super) id: Option<String>,
    /// What an endpoint that is made is made of.
    pub(super) settings: Option<Settings>,
    /// What an event type shall be.
    pub(super) event_type: Option<TypeSettings>,
    /// Where its secret is, and the folder its path begins at.
    pub(super) secret: Option<(SecretPlace, PathBuf)>,
    /// Where the values are that its requests carry, and the folder their paths begin at.
    pub(super) sealed: (Sealed, PathBuf),
}

/// All changes, in the order in which they can be made.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    /// Things that are as wanted.
    pub(super) unchanged: u64,
    /// For each project and kind that loses something: how many are there now.
    pub(super) held: Vec<(String, Kind, usize)>,
}

/// How a plan is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Adds and changes.
    Upsert,
    /// Adds, changes, and removes what is not named.
    Prune,
    /// Adds only.
    AddOnly,
}

/// Compares what is wanted with what is there.
pub(super) fn make(client: &Client, manifest: &Manifest, way: Way) -> Result<Plan> {
    let mut plan = Plan::default();
    for (name, wanted) in &manifest.projects {
        let live = live::read(client, name, wanted.event_types.is_some(), wanted.endpoints.is_some())?;
        plan.add_project(name, wanted, &live, way);
    }
    // What goes, goes last: first endpoints, then what nothing depends on.
    let order = |change: &Change| match (change.action, change.kind) {
        (Action::Remove, Kind::Endpoint) => 3,
        (Action::Remove, _) => 4,
        (_, Kind::Project) => 0,
        (_, Kind::EventType) => 1,
        (_, Kind::Endpoint) => 2,
    };
    plan.changes.sort_by_key(order);
    Ok(plan)
}

impl Plan {
    /// How many changes of this sort there are.
    pub(super) fn count(&self, action: Action) -> usize {
        self.changes.iter().filter(|change| change.action == action).count()
    }

    /// The plan as JSON. Two plans with the same JSON do the same to the same things.
    pub(super) fn json(&self) -> Value {
        let changes: Vec<Value> = self.changes.iter().map(Change::json).collect();
        json!({ "changes": changes, "unchanged": self.unchanged })
    }

    fn add_project(&mut self, name: &str, wanted: &Project, live: &Live, way: Way) {
        if live.exists {
            self.unchanged += 1;
        } else {
            self.changes.push(Change::plain(Action::Add, Kind::Project, name, name));
        }
        for (type_name, settings) in wanted.event_types.iter().flatten() {
            self.add_event_type(name, type_name, settings, live.event_types.get(type_name), way);
        }
        for (endpoint_name, endpoint) in wanted.endpoints.iter().flatten() {
            self.add_endpoint(name, endpoint_name, endpoint, live.endpoints.get(endpoint_name), way);
        }
        if way != Way::Prune {
            return;
        }
        if let Some(wanted) = &wanted.event_types {
            let gone = live.event_types.keys().filter(|name| !wanted.contains_key(*name));
            let gone: Vec<_> =
                gone.map(|gone| Change::plain(Action::Remove, Kind::EventType, name, gone)).collect();
            self.remove(name, Kind::EventType, live.event_types.len(), gone);
        }
        if let Some(wanted) = &wanted.endpoints {
            let gone = live.endpoints.iter().filter(|(name, _)| !wanted.contains_key(*name));
            let gone: Vec<_> = gone
                .map(|(gone, view)| Change::plain(Action::Remove, Kind::Endpoint, name, gone).seen(view))
                .collect();
            self.remove(name, Kind::Endpoint, live.endpoints.len(), gone);
        }
    }

    fn remove(&mut self, project: &str, kind: Kind, held: usize, gone: Vec<Change>) {
        if !gone.is_empty() {
            self.held.push((project.to_owned(), kind, held));
            self.changes.extend(gone);
        }
    }

    fn add_event_type(
        &mut self,
        project: &str,
        name: &str,
        wanted: &TypeSettings,
        live: Option<&Value>,
        way: Way,
    ) {
        let fields = match live {
            Some(view) => TypeSettings::shown(view).differences(wanted),
            None => wanted.additions(),
        };
        if live.is_some() && (fields.is_empty() || way == Way::AddOnly) {
            self.unchanged += 1;
            return;
        }
        let action = if live.is_some() { Action::Change } else { Action::Add };
        let mut change = Change::plain(action, Kind::EventType, project, name);
        change.fields = fields;
        change.event_type = Some(wanted.clone());
        self.changes.push(change);
    }

    fn add_endpoint(&mut self, project: &str, name: &str, wanted: &Endpoint, live: Option<&Value>, way: Way) {
        let Some(view) = live else {
            let mut change = Change::plain(Action::Add, Kind::Endpoint, project, name);
            change.fields = wanted.settings.additions();
            change.settings = Some(wanted.settings.clone());
            change.secret = wanted.secret.clone().map(|place| (place, wanted.beside.clone()));
            change.sealed = (wanted.sealed.clone(), wanted.beside.clone());
            self.changes.push(change);
            return;
        };
        let fields = Settings::shown(view).differences(&wanted.settings);
        if fields.is_empty() || way == Way::AddOnly {
            self.unchanged += 1;
            return;
        }
        let mut change = Change::plain(Action::Change, Kind::Endpoint, project, name).seen(view);
        change.fields = fields;
        change.sealed = (wanted.sealed.clone(), wanted.beside.clone());
        self.changes.push(change);
    }
}

impl Change {
    fn plain(action: Action, kind: Kind, project: &str, name: &str) -> Self {
        Self {
            action,
            kind,
            project: project.to_owned(),
            name: name.to_owned(),
            fields: Vec::new(),
            version: None,
            id: None,
            settings: None,
            event_type: None,
            secret: None,
            sealed: Default::default(),
        }
    }

    /// The same, on what was seen.
    fn seen(mut self, view: &Value) -> Self {
        self.version = number(view, "version");
        self.id = view["id"].as_str().map(ToOwned::to_owned);
        self
    }

    /// The change as JSON.
    pub(super) fn json(&self) -> Value {
        let fields: Vec<Value> = self
            .fields
            .iter()
            .map(|one| json!({ "field": one.field, "before": one.before, "after": one.after }))
            .collect();
        json!({
            "action": self.action.word(),
            "kind": self.kind.word(),
            "project": self.project,
            "name": self.name,
            "version": self.version,
            "fields": fields,
        })
    }
}
