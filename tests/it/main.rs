//! The black-box tests: real programs on a real Postgres, seen from outside.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "what goes wrong in the surroundings of a test ends the test"
)]

mod api_batch;
mod api_deliveries;
mod api_endpoints;
mod api_event_types;
mod api_keys;
mod api_limits;
mod api_poison;
mod api_projects;
mod api_publish;
mod api_routes;
mod api_support;
mod api_system;
mod backfill;
mod cli_as_code;
mod cli_causes;
mod cli_completion;
mod cli_context;
mod cli_contract;
mod cli_contract_files;
mod cli_db_backup;
mod cli_db_distribute;
mod cli_db_move;
mod cli_db_upgrade;
mod cli_demo;
mod cli_direct;
mod cli_dlq;
mod cli_doctor;
mod cli_doors;
mod cli_every_command;
mod cli_every_page;
mod cli_exit_codes;
mod cli_import;
mod cli_keys;
mod cli_listen;
mod cli_lists;
mod cli_nodes;
mod cli_output;
mod cli_previews;
mod cli_redrive;
mod cli_sink;
mod cli_status;
mod cli_tail;
mod cli_terminal;
mod cli_top;
mod cli_type;
mod conservation;
mod daemon_doors;
mod daemon_start;
mod daemon_stop;
mod dashboard_acts;
mod dashboard_doors;
mod dashboard_form;
mod dashboard_hostile;
mod dashboard_pages;
mod dashboard_pictures;
mod dashboard_proxy;
mod demo_page;
mod event_type_rules;
mod explain;
mod fairness;
mod feed;
mod idempotency;
mod lease;
mod logs;
mod long_failure;
mod matching;
mod metrics;
mod migrate;
mod operations;
#[cfg(feature = "otel")]
mod otel;
mod outage;
mod outbox;
mod outbox_source;
mod pacing;
mod pause;
mod poison;
mod postgres_versions;
mod private_postgres;
mod receive_docs;
#[expect(clippy::print_stdout, unreachable_pub, reason = "it is written for its reader")]
mod receive_example;
mod receiver_odd;
mod redrive;
mod retention;
mod retry;
mod rollups;
mod shaping;
mod signature;
mod stop;
mod stray;
mod support;
mod surroundings;
mod time;
mod traces;
mod way_out;
