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
mod cli_as_code;
mod cli_causes;
mod cli_completion;
mod cli_context;
mod cli_contract;
mod cli_db_backup;
mod cli_db_move;
mod cli_demo;
mod cli_direct;
mod cli_dlq;
mod cli_doctor;
mod cli_doors;
mod cli_every_command;
mod cli_exit_codes;
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
mod explain;
mod fairness;
mod feed;
mod idempotency;
mod lease;
mod migrate;
mod outage;
mod pause;
mod poison;
mod private_postgres;
mod receive_docs;
mod receiver_odd;
mod redrive;
mod retention;
mod retry;
mod rollups;
mod signature;
mod stop;
mod stray;
mod support;
mod surroundings;
