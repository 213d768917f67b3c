//! Names to addresses: absolute names only, no hosts file, no search list.

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::LookupIpStrategy;
use hickory_resolver::config::NameServerConfig;
use hickory_resolver::config::ResolveHosts;
use hickory_resolver::config::ResolverConfig;
use hickory_resolver::config::ResolverOpts;
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::Name;
use hickory_resolver::system_conf::read_system_conf;
use tracing::debug;
use tracing::warn;

/// How long one question waits for its answer; with one repetition the whole stays within the connect budget.
const QUESTION_TIMEOUT: Duration = Duration::from_secs(2);
/// How many times an unanswered question is repeated.
const REPETITIONS: usize = 1;
/// Longest a found address is kept, however long its record may live, so that a change of DNS takes effect.
const KEPT_MAX: Duration = Duration::from_secs(30);
/// Longest a name is taken for missing: the next attempt asks again.
const MISSING_KEPT_MAX: Duration = Duration::from_secs(1);
/// Names that are kept.
const NAMES_KEPT_MAX: u64 = 4_096;
/// Most addresses of one answer that are looked at.
pub(super) const ADDRESSES_MAX: usize = 16;

/// Why a name gave no address; fit for the endpoint's owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DnsFailure {
    /// The name does not exist.
    #[error("the host name does not exist")]
    NoName,
    /// The name exists and has no address.
    #[error("the host name has no address")]
    NoAddress,
    /// More addresses than anybody needs; judging a part of them would be no judgement.
    #[error("the host name has too many addresses")]
    TooMany,
    /// The resolver did not answer in time.
    #[error("the host name could not be resolved in time")]
    Timeout,
    /// The resolver failed.
    #[error("the host name could not be resolved")]
    Failed,
}

/// The resolver could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("could not set up the DNS resolver")]
pub struct ResolverError(#[source] NetError);

/// Resolves receivers' names.
pub struct Resolver {
    inner: TokioResolver,
}

impl Resolver {
    /// Asks `server` (`deliver.resolver`), or else the servers of `/etc/resolv.conf`, or else the local host.
    ///
    /// # Errors
    /// [`ResolverError`] if the resolver's own tables cannot be made.
    pub fn new(server: Option<SocketAddr>) -> Result<Self, ResolverError> {
        let (config, mut options) = match server {
            Some(server) => (one_server(server), ResolverOpts::default()),
            None => read_system_conf().unwrap_or_else(|error| {
                warn!(%error, "the system's resolver configuration cannot be read: asking the local host");
                (one_server((Ipv4Addr::LOCALHOST, 53).into()), ResolverOpts::default())
            }),
        };
        // Names go out as they are: no search list may turn a tenant's name into one of the operator's.
        let config = ResolverConfig::from_parts(None, Vec::new(), config.name_servers().to_vec());
        options.use_hosts_file = ResolveHosts::Never;
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        options.timeout = QUESTION_TIMEOUT;
        options.attempts = REPETITIONS;
        options.cache_size = NAMES_KEPT_MAX;
        options.positive_max_ttl = Some(KEPT_MAX);
        options.negative_max_ttl = Some(MISSING_KEPT_MAX);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        *builder.options_mut() = options;
        Ok(Self { inner: builder.build().map_err(ResolverError)? })
    }

    /// Every address of `name`, which is taken as absolute. The caller judges all of them before dialling any.
    ///
    /// # Errors
    /// [`DnsFailure`]; also when there is no address at all.
    pub async fn lookup(&self, name: &str) -> Result<Vec<IpAddr>, DnsFailure> {
        let mut absolute = Name::from_ascii(name).map_err(|_| DnsFailure::NoName)?;
        absolute.set_fqdn(true);
        let answer = self.inner.lookup_ip(absolute).await.map_err(|error| failure(&error))?;
        let addresses: Vec<IpAddr> = answer.iter().collect();
        match addresses.len() {
            0 => Err(DnsFailure::NoAddress),
            1..=ADDRESSES_MAX => Ok(addresses),
            _ => Err(DnsFailure::TooMany),
        }
    }
}

fn one_server(server: SocketAddr) -> ResolverConfig {
    let mut config = NameServerConfig::udp_and_tcp(server.ip());
    for connection in &mut config.connections {
        connection.port = server.port();
    }
    ResolverConfig::from_name_servers(vec![config])
}

fn failure(error: &NetError) -> DnsFailure {
    debug!(%error, "name not resolved");
    match error {
        NetError::Timeout => DnsFailure::Timeout,
        error if error.is_nx_domain() => DnsFailure::NoName,
        error if error.is_no_records_found() => DnsFailure::NoAddress,
        _ => DnsFailure::Failed,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::HashMap;
    use std::str::FromStr;
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    use hickory_resolver::proto::op::Message;
    use hickory_resolver::proto::op::ResponseCode;
    use hickory_resolver::proto::rr::RData;
    use hickory_resolver::proto::rr::Record;
    use hickory_resolver::proto::rr::RecordType;
    use tokio::net::UdpSocket;

    use super::*;

    /// For each name and kind of record: which answer comes next, and all of them.
    type Zone = HashMap<(Name, RecordType), (usize, Vec<Vec<IpAddr>>)>;

    #[expect(clippy::disallowed_methods, reason = "test servers end with their test's runtime")]
    pub(in crate::deliver) fn background(server: impl Future<Output = ()> + Send + 'static) {
        drop(tokio::spawn(server));
    }

    /// An authoritative server for a few names; each question takes the next of the name's answers, with TTL 0.
    pub(in crate::deliver) struct TestDns {
        pub(in crate::deliver) address: SocketAddr,
        pub(in crate::deliver) questions: Arc<AtomicUsize>,
    }

    impl TestDns {
        /// `names`: a name and its successive answers, each a list of addresses; the last one stays.
        pub(in crate::deliver) async fn start(names: &[(&str, &[&[&str]])]) -> Self {
            let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            let address = socket.local_addr().unwrap();
            let questions = Arc::new(AtomicUsize::new(0));
            let mut zone = Zone::new();
            for (name, answers) in names {
                for kind in [RecordType::A, RecordType::AAAA] {
                    let of_kind = |ip: &IpAddr| ip.is_ipv4() == (kind == RecordType::A);
                    let answers = answers.iter().map(|answer| {
                        answer.iter().map(|ip| IpAddr::from_str(ip).unwrap()).filter(of_kind).collect()
                    });
                    let name = Name::from_ascii(format!("{name}.")).unwrap();
                    zone.insert((name, kind), (0, answers.collect()));
                }
            }
            let count = Arc::clone(&questions);
            background(async move {
                let mut buffer = [0; 2_048];
                while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
                    let Ok(question) = Message::from_vec(&buffer[..length]) else { continue };
                    count.fetch_add(1, Ordering::SeqCst);
                    let answer = answer(&mut zone, &question);
                    socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
                }
            });
            Self { address, questions }
        }
    }

    fn answer(zone: &mut Zone, question: &Message) -> Message {
        let query = question.queries[0].clone();
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.add_query(query.clone());
        match zone.get_mut(&(query.name().to_lowercase(), query.query_type())) {
            None => answer.metadata.response_code = ResponseCode::NXDomain,
            Some((next, answers)) => {
                let addresses = answers[(*next).min(answers.len() - 1)].clone();
                *next += 1;
                for ip in addresses {
                    answer.add_answer(Record::from_rdata(query.name().clone(), 0, RData::from(ip)));
                }
            }
        }
        answer
    }

    #[tokio::test]
    async fn names_are_resolved_as_absolute_and_never_from_the_hosts_file() {
        let dns = TestDns::start(&[
            ("both.example.com", &[&["93.184.215.14", "2606:2800::1"]]),
            ("empty.example.com", &[&[]]),
            ("localhost", &[&["93.184.215.14"]]),
        ])
        .await;
        let resolver = Resolver::new(Some(dns.address)).unwrap();
        let both = resolver.lookup("both.example.com").await.unwrap();
        assert_eq!(both.len(), 2);
        assert_eq!(resolver.lookup("empty.example.com").await, Err(DnsFailure::NoAddress));
        assert_eq!(resolver.lookup("missing.example.com").await, Err(DnsFailure::NoName));
        assert_eq!(resolver.lookup("both").await, Err(DnsFailure::NoName));
    }

    #[tokio::test]
    async fn records_without_lifetime_are_asked_for_again() {
        let dns = TestDns::start(&[("flip.example.com", &[&["93.184.215.14"], &["10.0.0.1"]])]).await;
        let resolver = Resolver::new(Some(dns.address)).unwrap();
        let first = resolver.lookup("flip.example.com").await.unwrap();
        let second = resolver.lookup("flip.example.com").await.unwrap();
        assert_eq!(first, [IpAddr::from([93, 184, 215, 14])]);
        assert_eq!(second, [IpAddr::from([10, 0, 0, 1])]);
        assert!(dns.questions.load(Ordering::SeqCst) >= 4);
    }

    #[tokio::test]
    async fn a_server_that_never_answers_is_given_up_within_the_connect_budget() {
        let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let resolver = Resolver::new(Some(silent.local_addr().unwrap())).unwrap();
        let started = std::time::Instant::now();
        assert_eq!(resolver.lookup("a.example.com").await, Err(DnsFailure::Timeout));
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }
}
