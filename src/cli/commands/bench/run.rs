//! The order of a bench: stage, yardstick, warm-up, the measured load, the wait for what is left, yardstick.

use std::future::Future;
use std::sync::Arc;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::time::Instant;

use super::cpu::Spent;
use super::generator;
use super::generator::Load;
use super::receiver;
use super::receiver::Inbox;
use super::report::Report;
use super::stage::Stage;
use super::tally::Tally;
use super::yardstick::Yardstick;
use crate::cli::args::BenchArgs;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::receiver::bind;
use crate::cli::session::Session;

/// When no delivery has come for so long, the missing ones are given up.
const SILENCE_MAX: Duration = Duration::from_secs(20);
/// How often is looked whether all have come.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// How long the daemon may take to record the last results.
const RECORDED_WITHIN: Duration = Duration::from_secs(10);
/// Events a second that room is made for when the time is given and not their number.
const EVENTS_PER_S_MAX: usize = 40_000;

/// Runs it; what was started or made is gone afterwards, whatever happened.
pub(in crate::cli::commands) fn run(session: &Session, args: &BenchArgs) -> Result<Done> {
    let interrupt = Interrupt::watch();
    let stage = Stage::set(session, args, &interrupt)?;
    let measured = Bench::new(&stage, args, interrupt).and_then(Bench::measure);
    let left = stage.leave();
    let report = measured?;
    left?;
    report.print(&session.screen)?;
    Ok(if report.is_sound() { Done::All } else { Done::Failed })
}

struct Bench<'b> {
    stage: &'b Stage<'b>,
    args: &'b BenchArgs,
    interrupt: Interrupt,
    runtime: Runtime,
    tally: Arc<Tally>,
    /// Events before the measured ones.
    warm_up: usize,
    /// All events.
    events: usize,
    yardstick: Yardstick,
}

impl<'b> Bench<'b> {
    /// Brings the receiver up and makes its endpoints.
    fn new(stage: &'b Stage<'b>, args: &'b BenchArgs, interrupt: Interrupt) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| CliError::failed("cannot start the runtime").because(error))?;
        let warm_up = args.warm_up as usize;
        let measured = match (args.seconds, args.rate) {
            (Some(seconds), Some(rate)) => seconds as usize * rate as usize,
            (Some(seconds), None) => seconds as usize * EVENTS_PER_S_MAX,
            (None, _) => args.events as usize,
        };
        let tally = Arc::new(Tally::new(warm_up + measured, args.fan_out as usize));
        let inbox =
            Arc::new(Inbox { tally: Arc::clone(&tally), secrets: OnceLock::new(), verify_all: args.verify });
        let (listener, address) = runtime
            .block_on(bind(0))
            .map_err(|error| CliError::failed("cannot start the receiver").because(error))?;
        drop(runtime.spawn(receiver::serve(listener, Arc::clone(&inbox))));
        let secrets = stage.add_endpoints(address, args.fan_out)?;
        drop(inbox.secrets.set(secrets));
        let events = warm_up + measured;
        Ok(Self { stage, args, interrupt, runtime, tally, warm_up, events, yardstick: Yardstick::default() })
    }

    fn measure(mut self) -> Result<Report> {
        self.measure_yardstick()?;
        self.publish(0..self.warm_up, None)?;
        self.wait_for_all(0)?;
        let before = Spent::look(self.stage.process);
        self.publish(self.warm_up..self.events, self.args.seconds)?;
        self.wait_for_all(0)?;
        let spent = Spent::look(self.stage.process).since(before);
        let queue_left = self.wait_for_the_records()?;
        self.measure_yardstick()?;
        let dead = self.stage.dead_letters()?;
        Ok(Report::of(self.args, &self.tally, self.warm_up, spent, self.yardstick, queue_left, &dead))
    }

    fn measure_yardstick(&mut self) -> Result<()> {
        let half = self.args.yardstick / 2;
        match &self.stage.database {
            Some(database) if !half.is_zero() => {
                let payload_bytes = self.args.payload_bytes as usize;
                self.yardstick.measure(&self.runtime, database, payload_bytes, half)
            }
            _ => Ok(()),
        }
    }

    fn publish(&self, events: std::ops::Range<usize>, seconds: Option<u32>) -> Result<()> {
        let load = Load {
            door: self.stage.door.clone(),
            headers: self.stage.headers.clone(),
            connections: self.args.connections,
            rate: self.args.rate,
            payload_bytes: self.args.payload_bytes as usize,
            events,
        };
        let timed = async {
            let publishing = generator::publish(&load, &self.tally);
            let Some(seconds) = seconds else { return publishing.await };
            let mut publishing = std::pin::pin!(publishing);
            tokio::select! {
                published = &mut publishing => return published,
                () = tokio::time::sleep(Duration::from_secs(seconds.into())) => self.tally.end(),
            }
            // What was sent is still answered.
            publishing.await
        };
        self.unless_interrupted(timed)?
            .map_err(|error| CliError::failed("publishing broke off").because(error))
    }

    /// Waits until everything accepted has come, or nothing comes any more.
    fn wait_for_all(&self, from: usize) -> Result<()> {
        let expected = self.tally.counts(from).deliveries;
        let waiting = async {
            let (mut seen, mut since) = (0, Instant::now());
            while seen < expected && since.elapsed() < SILENCE_MAX {
                tokio::time::sleep(LOOK_EVERY).await;
                let received = self.tally.received_so_far();
                if received > seen {
                    (seen, since) = (received, Instant::now());
                }
            }
        };
        self.unless_interrupted(waiting)
    }

    /// Waits until the daemon has recorded everything; answers how much it has not.
    fn wait_for_the_records(&self) -> Result<u64> {
        let end = Instant::now() + RECORDED_WITHIN;
        loop {
            let queued = self.stage.queued()?;
            if queued == 0 || Instant::now() >= end {
                return Ok(queued);
            }
            if self.interrupt.wait(LOOK_EVERY * 4) {
                return Err(interrupted());
            }
        }
    }

    fn unless_interrupted<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        let interrupt = async {
            while !self.interrupt.came() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        self.runtime.block_on(async {
            tokio::select! {
                done = work => Ok(done),
                () = interrupt => Err(interrupted()),
            }
        })
    }
}

fn interrupted() -> CliError {
    CliError::failed("interrupted")
}
