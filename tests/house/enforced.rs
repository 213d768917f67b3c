//! Proves that each setting of an endpoint names the tests that fail when it is stored and not obeyed.

use crate::report::{self, Offence};
use crate::source::under;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// A member of `EndpointInput` or `NewEndpointInput`, and `file::test` of `tests/it`, which fails when the member is not obeyed.
const ENFORCED: [(&str, &[&str]); 25] = [
    ("name", &["api_endpoints::names_that_are_made_are_made_unique_and_given_ones_are_not"]),
    ("url", &["pause::changed_url_is_where_the_next_attempt_goes_on_every_daemon"]),
    ("event_types", &["api_publish::an_event_goes_to_every_endpoint_that_matches"]),
    ("filter", &["matching::only_what_a_filter_lets_through_arrives"]),
    ("payload_format", &["shaping::each_form_of_body_is_sent_signed_as_it_is_and_shown_as_it_was_sent"]),
    ("template", &["shaping::a_template_makes_the_body_and_its_failure_is_ours_and_stops_nobody"]),
    ("signature_format", &["signature::an_endpoint_gets_only_the_scheme_it_asked_for"]),
    ("signing", &["signature::a_private_key_signs_and_its_public_one_is_shown_through_a_rotation_of_three"]),
    ("secret", &["api_endpoints::everything_that_can_be_set_is_kept"]),
    ("headers", &["shaping::headers_and_logins_reach_the_receiver_and_are_shown_to_nobody"]),
    ("auth", &["shaping::headers_and_logins_reach_the_receiver_and_are_shown_to_nobody"]),
    ("timeout_ms", &["receiver_odd::whole_attempt_has_a_deadline_whatever_the_receiver_does"]),
    (
        "retry",
        &[
            "retry::attempts_come_after_the_scheduled_delays_until_one_succeeds",
            "retry::exponential_backoff_doubles_up_to_its_cap",
        ],
    ),
    ("rate_limit_rps", &["pacing::a_limit_that_is_lifted_lets_everything_go_at_once"]),
    ("max_in_flight", &["pacing::two_nodes_have_no_more_under_way_than_the_endpoint_allows"]),
    ("max_age_ms", &["long_failure::what_is_held_for_longer_than_the_endpoint_allows_is_cancelled"]),
    ("ordering", &["pacing::a_dead_letter_blocks_its_key_until_it_is_redriven"]),
    ("on_dead", &["pacing::a_dead_letter_is_passed_where_the_endpoint_skips"]),
    (
        "status",
        &[
            "pause::inactive_endpoint_gets_no_new_event_but_what_it_had_goes_on",
            "pause::paused_endpoint_holds_its_deliveries_on_every_daemon_until_it_is_resumed",
        ],
    ),
    (
        "client_certificate",
        &["way_out::pins_and_client_certificates_are_set_shown_without_the_key_and_obeyed"],
    ),
    ("client_key", &["way_out::pins_and_client_certificates_are_set_shown_without_the_key_and_obeyed"]),
    (
        "pinned_certificate_sha256",
        &["way_out::pins_and_client_certificates_are_set_shown_without_the_key_and_obeyed"],
    ),
    // These are for people: kept and shown is all there is to them.
    ("description", &["api_endpoints::everything_that_can_be_set_is_kept"]),
    ("labels", &["api_endpoints::everything_that_can_be_set_is_kept"]),
    ("metadata", &["api_endpoints::everything_that_can_be_set_is_kept"]),
];

#[test]
fn every_setting_of_an_endpoint_names_the_tests_of_its_enforcement() {
    let api = fs::read_to_string("openapi.json").expect("the description is there");
    let api: Value = serde_json::from_str(&api).expect("it is JSON");
    let schemas = &api["components"]["schemas"];
    let more = schemas["NewEndpointInput"]["allOf"].as_array().into_iter().flatten();
    let taken: BTreeSet<&str> = more
        .chain([&schemas["EndpointInput"]])
        .filter_map(|part| part["properties"].as_object())
        .flat_map(|members| members.keys().map(String::as_str))
        .collect();
    assert!(taken.contains("url"), "the members are found: {taken:?}");
    let told: BTreeSet<&str> = ENFORCED.iter().map(|(member, _)| *member).collect();
    let unguarded =
        taken.difference(&told).map(|member| Offence::new("openapi.json", 1, (*member).to_owned()));
    let gone = told.difference(&taken).map(|member| Offence::new(file!(), 1, (*member).to_owned()));
    report::none(
        "a setting without a test of its enforcement",
        "name it here",
        unguarded.chain(gone).collect(),
    );
}

#[test]
fn the_tests_of_enforcement_are_there() {
    let sources = under("tests/it/", ".rs");
    let is_there = |test: &str| {
        let (file, name) = test.split_once("::").expect("a file and a test");
        let (path, begins) = (format!("tests/it/{file}.rs"), format!("fn {name}("));
        sources.iter().any(|source| source.path == path && source.text.contains(&begins))
    };
    let named = ENFORCED.iter().flat_map(|(_, tests)| *tests).filter(|test| !is_there(test));
    let offences = named.map(|test| Offence::new(file!(), 1, (*test).to_owned())).collect();
    report::none("a test that is not there", "name the one that took its place", offences);
}
