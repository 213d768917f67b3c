//! Tells what an upgrade would do, asks, and tells what it did.

use std::path::Path;

use serde_json::Value;
use serde_json::json;

use super::super::super::support::print_json;
use super::super::super::support::say_done;
use super::super::private::Private;
use super::super::private::failed;
use super::drop_old;
use super::steps;
use super::steps::Upgraded;
use crate::cli::args::DbUpgrade;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::bytes;
use crate::cli::output::count;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::private_postgres::Upgrade;
use crate::private_postgres::UpgradePlan;
use crate::private_postgres::Way;

/// Refuses where the daemon that answers here has its private Postgres elsewhere: that one is meant, and not upgraded.
fn is_the_one_that_answers(session: &Session, private: &Private) -> Result<()> {
    let Some(client) = session.client().ok().filter(|client| !client.is_direct()) else { return Ok(()) };
    let status = client.json(&Request::get("/status"))?;
    let data = text(&status["database"], "data_directory");
    let state_dir = &private.options.state_dir;
    if data.is_empty() || Path::new(data).starts_with(state_dir) {
        return Ok(());
    }
    let what =
        format!("refused: the hookitd that answers keeps its data in {data}, not in {}", state_dir.display());
    Err(CliError::failed(what).hint("name the state directory that is meant with --state-dir"))
}

/// Upgrades, shows what would be done, or removes what earlier upgrades kept.
pub(in crate::cli::commands::db) fn run(session: &Session, args: &DbUpgrade) -> Result<Done> {
    if args.state.state_dir.is_none() && session.database()?.is_some() {
        return Err(CliError::failed(
            "refused: only the private Postgres of a hookitd is upgraded by hookit",
        )
        .hint("upgrade a Postgres of yours with its own tools; or name a state directory with --state-dir"));
    }
    let private = Private::of(args.state.state_dir.as_deref())?;
    if args.state.state_dir.is_none() {
        is_the_one_that_answers(session, &private)?;
    }
    if args.drop_old {
        return drop_old::run(session, args, &private.options);
    }
    if args.dry_run {
        let plan = UpgradePlan::look(&private.options, args.bin_dir.as_deref(), args.dump)
            .map_err(|error| failed(&error))?;
        return if is_new(&plan)? { show(session, &plan) } else { nothing_to_do(session, &plan) };
    }
    let upgrade = Upgrade::begin(&private.options, args.bin_dir.as_deref(), args.dump)
        .map_err(|error| failed(&error))?;
    let plan = upgrade.plan();
    if !is_new(plan)? {
        return nothing_to_do(session, plan);
    }
    plan.check_room().map_err(|error| failed(&error))?;
    if plan.kept_dir().exists() {
        let what = format!("refused: {} of an earlier upgrade is still there", plan.kept_dir().display());
        return Err(CliError::failed(what).hint("hookit db upgrade --drop-old removes it"));
    }
    let what = format!(
        "Postgres {} → {} in {}, {} by {}; the old cluster is kept beside it",
        plan.from(),
        plan.to(),
        plan.data_dir().display(),
        bytes(plan.data_bytes),
        way(plan.way),
    );
    let act = Act {
        what: &what,
        count: 1,
        all: false,
        typed: ("the word", "upgrade"),
        yes: args.sure.yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act)?;
    let upgraded = steps::run(session, &private, &upgrade)?;
    tell(session, upgrade.plan(), &upgraded)
}

/// Whether the programs are newer than the cluster; older ones cannot be meant.
fn is_new(plan: &UpgradePlan) -> Result<bool> {
    if plan.to() < plan.from() {
        let what =
            format!("refused: the cluster is of Postgres {}, these programs of {}", plan.from(), plan.to());
        return Err(
            CliError::failed(what).hint("a cluster only goes to a newer version; to go back use a backup")
        );
    }
    Ok(plan.to() > plan.from())
}

const fn way(way: Way) -> &'static str {
    match way {
        Way::Files => "pg_upgrade",
        Way::Dump => "dump and restore",
    }
}

fn described(plan: &UpgradePlan, state: &str) -> Value {
    json!({
        "state": state, "from": plan.from(), "to": plan.to(),
        "way": match plan.way { Way::Files => "pg_upgrade", Way::Dump => "dump" },
        "data_dir": plan.data_dir(), "old_bin_dir": plan.old_bin_dir(), "new_bin_dir": plan.new_bin_dir(),
        "size_bytes": plan.data_bytes, "needed_bytes": plan.needed_bytes(), "free_bytes": plan.free_bytes,
        "set_bin_dir": !plan.daemon_finds_it(), "kept_dir": null, "rows": null, "settings_kept": null,
    })
}

fn show(session: &Session, plan: &UpgradePlan) -> Result<Done> {
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, described(plan, "planned").to_string().as_bytes());
    }
    let room = format!("{} needed, {} free", bytes(plan.needed_bytes()), bytes(plan.free_bytes));
    screen.data(&format!("would go from Postgres {} to {}", plan.from(), plan.to()))?;
    Card::new()
        .fact("cluster", &plan.data_dir().display().to_string())
        .fact("size", &bytes(plan.data_bytes))
        .fact("from", &plan.old_bin_dir().display().to_string())
        .fact("to", &plan.new_bin_dir().display().to_string())
        .fact("by", way(plan.way))
        .fact("room", &room)
        .fact("kept as", &plan.kept_dir().display().to_string())
        .print(screen)?;
    plan.check_room().map_err(|error| failed(&error))?;
    hint_at_bin_dir(session, plan);
    Ok(Done::All)
}

fn nothing_to_do(session: &Session, plan: &UpgradePlan) -> Result<Done> {
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, described(plan, "current").to_string().as_bytes());
    }
    let what = format!("Postgres {} is the newest found, nothing to do", plan.from());
    say_done(screen, Glyph::Same, &what)?;
    screen.talk("a newer one has to be installed first, or named with --bin-dir");
    Ok(Done::All)
}

fn tell(session: &Session, plan: &UpgradePlan, upgraded: &Upgraded) -> Result<Done> {
    let screen = &session.screen;
    let kept = plan.kept_dir();
    if screen.is_json() {
        let mut said = described(plan, "upgraded");
        said["kept_dir"] = json!(kept);
        said["rows"] = json!(upgraded.rows);
        said["settings_kept"] = json!(upgraded.settings_kept);
        return print_json(screen, said.to_string().as_bytes());
    }
    say_done(screen, Glyph::Done, &format!("Postgres {} in {}", plan.to(), plan.data_dir().display()))?;
    Card::new()
        .fact("rows", &format!("{}, counted on both sides", count(upgraded.rows)))
        .fact("old cluster", &kept.display().to_string())
        .print(screen)?;
    if !upgraded.settings_kept {
        screen.talk(&format!(
            "Postgres {} does not take what was set by ALTER SYSTEM; it is in {}/postgresql.auto.conf",
            plan.to(),
            kept.display()
        ));
    }
    hint_at_bin_dir(session, plan);
    screen.talk("start hookitd; when all is well: hookit db upgrade --drop-old");
    Ok(Done::All)
}

fn hint_at_bin_dir(session: &Session, plan: &UpgradePlan) {
    if !plan.daemon_finds_it() {
        let dir = plan.new_bin_dir().display();
        session.screen.talk(&format!("hookitd does not look there by itself: set database.bin_dir to {dir}"));
    }
}
