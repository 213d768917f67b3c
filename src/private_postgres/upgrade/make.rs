//! The new cluster in its side directory: made, filled by `pg_upgrade`, given the operator's settings.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::super::PrivateOptions;
use super::super::PrivatePostgres;
use super::super::PrivatePostgresError;
use super::super::cluster;
use super::super::find::Binaries;
use super::super::layout::Layout;
use super::super::lock::Lock;
use super::super::run::Ground;
use super::super::stray;
use super::super::user::run;
use super::super::user::tail;
use super::plan::UpgradePlan;
use super::plan::Way;
use super::switch;

/// Settings that an operator made by `ALTER SYSTEM`.
const OPERATOR_SETTINGS: &str = "postgresql.auto.conf";

/// The first version whose clusters have checksums unless told otherwise.
const CHECKSUMS_BY_DEFAULT: u32 = 18;

/// An upgrade under way; no daemon can run on the cluster while this value lives.
#[derive(Debug)]
pub struct Upgrade {
    plan: UpgradePlan,
    lock: Arc<Lock>,
}

impl Upgrade {
    /// Takes the lock, ends a switch that was cut off, and looks; fails when a daemon has the cluster.
    pub fn begin(
        options: &PrivateOptions,
        bin_dir: Option<&Path>,
        dump: bool,
    ) -> Result<Self, PrivatePostgresError> {
        let layout = Layout::new(&options.state_dir);
        if layout.cluster()?.is_none() && layout.all_kept().is_empty() {
            return Err(PrivatePostgresError::NoCluster { data_dir: layout.data });
        }
        let lock = Arc::new(Lock::take(&layout.lock)?);
        switch::settle(&layout)?;
        Ok(Self { plan: UpgradePlan::look(options, bin_dir, dump)?, lock })
    }

    /// What is to be done.
    #[must_use]
    pub const fn plan(&self) -> &UpgradePlan {
        &self.plan
    }

    /// Starts the old cluster by its own programs.
    pub async fn start_old(
        &self,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Result<PrivatePostgres, PrivatePostgresError> {
        self.serve(&self.plan.old, &self.plan.layout.data, progress).await
    }

    /// Starts the new one.
    pub async fn start_new(
        &self,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Result<PrivatePostgres, PrivatePostgresError> {
        self.serve(&self.plan.new, &self.plan.layout.upgrade, progress).await
    }

    async fn serve(
        &self,
        binaries: &Binaries,
        data: &Path,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Result<PrivatePostgres, PrivatePostgresError> {
        let ground = Ground {
            lock: Arc::clone(&self.lock),
            layout: self.plan.layout.clone(),
            user: self.plan.user.clone(),
            binaries: binaries.clone(),
        };
        ground.serve(&self.plan.options, data, progress).await
    }

    /// Makes the new cluster. `checksums`: whether the old one has page checksums, which files take with them. For
    /// [`Way::Files`] it is filled by `pg_upgrade`, for [`Way::Dump`] it holds an empty database. The old one is stopped.
    pub async fn make(&self, checksums: bool) -> Result<(), PrivatePostgresError> {
        let UpgradePlan { layout, user, new, way, .. } = &self.plan;
        stray::clear(&layout.data).await?;
        // A pg_upgrade that was killed may have left a server here.
        stray::clear(&layout.upgrade).await?;
        cluster::empty_dir(&layout.upgrade, user)?;
        cluster::empty_dir(&layout.upgrade_work, user)?;
        let more: &[&str] = match way {
            Way::Files if checksums => &["--data-checksums"],
            Way::Files if new.version >= CHECKSUMS_BY_DEFAULT => &["--no-data-checksums"],
            _ => &[],
        };
        cluster::initdb(&layout.upgrade, new, user, more)?;
        if !self.accepts(&["-c", "default_toast_compression=lz4"])? {
            return Err(PrivatePostgresError::NoLz4 { bin_dir: new.dir.clone() });
        }
        match way {
            Way::Files => self.pg_upgrade(),
            Way::Dump => cluster::create_database(&layout.upgrade, new, user),
        }
    }

    fn pg_upgrade(&self) -> Result<(), PrivatePostgresError> {
        let UpgradePlan { layout, user, old, new, options, .. } = &self.plan;
        // A socket's path is short; the working directory's may not be.
        let socket_dir = layout.socket_dir(options, user)?;
        let mut command = user.command(&new.pg_upgrade(), "TERM");
        command.arg("--old-bindir").arg(&old.dir).arg("--new-bindir").arg(&new.dir);
        command.arg("--old-datadir").arg(&layout.data).arg("--new-datadir").arg(&layout.upgrade);
        command.args(["--username", cluster::NAME]).arg("--socketdir").arg(&socket_dir);
        command.current_dir(&layout.upgrade_work);
        let output = run(&mut command)?;
        if output.status.success() {
            return Ok(());
        }
        Err(PrivatePostgresError::Failed {
            program: new.pg_upgrade().display().to_string(),
            status: output.status.to_string(),
            output: tail(&[output.stdout, output.stderr].concat()),
        })
    }

    /// Gives the new cluster what an operator set by `ALTER SYSTEM` in the old one. `false` when the new version does not
    /// take those settings: then it has none of them. Both are stopped.
    pub fn carry_settings(&self) -> Result<bool, PrivatePostgresError> {
        let layout = &self.plan.layout;
        let (from, to) = (layout.data.join(OPERATOR_SETTINGS), layout.upgrade.join(OPERATOR_SETTINGS));
        let carry = |text: &str| fs::write(&to, text).map_err(PrivatePostgresError::io("write", &to));
        let text = fs::read_to_string(&from).map_err(PrivatePostgresError::io("read", &from))?;
        carry(&text)?;
        if self.accepts(&[])? {
            return Ok(true);
        }
        carry("")?;
        Ok(false)
    }

    /// Whether the new server takes the settings in its files and these: it reads them, tells one value, and leaves.
    fn accepts(&self, more: &[&str]) -> Result<bool, PrivatePostgresError> {
        let UpgradePlan { layout, user, new, .. } = &self.plan;
        let mut check = user.command(&new.postgres(), "KILL");
        check.arg("-D").arg(&layout.upgrade).args(more).args(["-C", "max_connections"]);
        Ok(run(&mut check)?.status.success())
    }

    /// Makes the new cluster the one in use, and keeps the old one. Both are stopped.
    pub fn switch(&self) -> Result<(), PrivatePostgresError> {
        let layout = &self.plan.layout;
        cluster::to_disk(&layout.upgrade)?;
        switch::switch(layout, self.plan.old.version)?;
        self.clean()
    }

    /// Removes what was only needed meanwhile.
    fn clean(&self) -> Result<(), PrivatePostgresError> {
        let work = &self.plan.layout.upgrade_work;
        let logs = self.plan.layout.data.join("pg_upgrade_output.d");
        for dir in [work, &logs] {
            match fs::remove_dir_all(dir) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(PrivatePostgresError::io("remove", dir)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
