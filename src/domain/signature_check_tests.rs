//! Tests of the causes: each is made for real, on a request that was signed as HookIt signs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::body_forms::BodyChange;
use super::secret::SigningSecret;
use super::signature;
use super::signature::SignatureFormat;
use super::signature_cause::Cause;
use super::signature_cause::SecretForm;
use super::signature_cause::SignatureForm;
use super::signature_check::Known;
use super::signature_check::Received;
use super::signature_check::Scheme;
use super::signature_check::check;
use super::signature_check::schemes;

const BODY: &[u8] = br#"{"event_id":"evt_1","type":"a.b","payload":{"z":1.50,"a":"\u00e9"}}"#;
const NOW: i64 = 1_700_000_000;

/// A signed request, to be spoilt.
struct Case {
    secret: String,
    others: Vec<(String, Zeroizing<String>)>,
    sent: Option<Vec<u8>>,
    headers: Vec<(&'static str, String)>,
    content_length: Option<u64>,
    body: Vec<u8>,
    now_s: i64,
}

fn secret(seed: u8) -> SigningSecret {
    SigningSecret::generate(&[seed; 32])
}

impl Case {
    fn new() -> Self {
        Self::of(BODY)
    }

    fn of(body: &[u8]) -> Self {
        Self {
            secret: secret(251).reveal().to_owned(),
            others: Vec::new(),
            sent: None,
            headers: signature::sign(SignatureFormat::Both, &[secret(251)], "evt_1", NOW, body),
            content_length: None,
            body: body.to_vec(),
            now_s: NOW + 10,
        }
    }

    fn header(&mut self, name: &str) -> &mut String {
        &mut self.headers.iter_mut().find(|(given, _)| *given == name).unwrap().1
    }

    /// The causes of both schemes.
    fn causes(&self) -> [Option<Cause>; 2] {
        let header =
            |name: &str| self.headers.iter().find(|(given, _)| *given == name).map(|(_, v)| v.as_str());
        let received = Received {
            id: header(signature::WEBHOOK_ID),
            timestamp: header(signature::WEBHOOK_TIMESTAMP),
            standard: header(signature::WEBHOOK_SIGNATURE),
            legacy_timestamp: header(signature::LEGACY_TIMESTAMP),
            legacy: header(signature::LEGACY_SIGNATURE),
            content_length: self.content_length,
            body: &self.body,
        };
        assert_eq!(schemes(&received), [Scheme::Standard, Scheme::Legacy]);
        let known = Known {
            secret: &self.secret,
            others: &self.others,
            sent: self.sent.as_deref(),
            now_s: self.now_s,
            tolerance_s: 300,
        };
        [Scheme::Standard, Scheme::Legacy].map(|scheme| check(scheme, &received, &known).err())
    }

    #[track_caller]
    fn both(&self, cause: Cause) {
        assert_eq!(self.causes(), [Some(cause.clone()), Some(cause)]);
    }

    #[track_caller]
    fn body(body: impl Into<Vec<u8>>, change: BodyChange) {
        let mut case = Self::new();
        case.body = body.into();
        case.both(Cause::Body(change));
    }
}

#[test]
fn what_was_signed_holds_in_both_schemes() {
    assert_eq!(Case::new().causes(), [None, None]);
}

#[test]
fn a_body_that_was_parsed_and_written_again_is_told() {
    for body in [
        r#"{"event_id": "evt_1", "type": "a.b", "payload": {"z": 1.50, "a": "\u00e9"}}"#,
        r#"{"payload":{"z":1.50,"a":"\u00e9"},"event_id":"evt_1","type":"a.b"}"#,
        "{\n  \"type\": \"a.b\",\n  \"event_id\": \"evt_1\",\n  \"payload\": {\n    \"z\": 1.50,\n    \"a\": \"é\"\n  }\n}\n",
    ] {
        Case::body(body, BodyChange::Reserialised);
    }
}

#[test]
fn line_ends_marks_and_blanks_are_told() {
    Case::body([BODY, b"\n"].concat(), BodyChange::NewlineAdded);
    Case::body([BODY, b"\r\n"].concat(), BodyChange::NewlineAdded);
    Case::body([b"\xef\xbb\xbf", BODY].concat(), BodyChange::Bom);
    Case::body([b" ", BODY, b"\t"].concat(), BodyChange::Blanks);
    let mut case = Case::of(b"{\n}\n");
    case.body = b"{\n}".to_vec();
    case.both(Cause::Body(BodyChange::NewlineLost));
    let mut case = Case::of(b"[1,\n2]");
    case.body = b"[1,\r\n2]".to_vec();
    case.both(Cause::Body(BodyChange::LineEnds));
}

#[test]
fn a_body_that_is_cut_off_is_told_with_what_is_known() {
    let mut case = Case::new();
    case.body.truncate(20);
    case.both(Cause::Body(BodyChange::Truncated { have_bytes: 20, sent_bytes: None }));
    case.content_length = Some(BODY.len() as u64);
    let told = Cause::Body(BodyChange::Truncated { have_bytes: 20, sent_bytes: Some(BODY.len() as u64) });
    case.both(told.clone());
    (case.content_length, case.sent) = (None, Some(BODY.to_vec()));
    case.both(told);
}

#[test]
fn beside_what_was_sent_any_other_body_is_told() {
    let mut case = Case::new();
    case.sent = Some(BODY.to_vec());
    case.body = br#"{"payload":{"a":"\u00e9","z":1.5},"event_id":"evt_1","type":"a.b"}"#.to_vec();
    case.both(Cause::Body(BodyChange::Reserialised));
    case.body = BODY.to_ascii_uppercase();
    case.both(Cause::Body(BodyChange::Differs { at_byte: 2 }));
}

#[test]
fn another_generation_of_the_secret_is_told_by_name() {
    let mut case = Case::new();
    case.secret = secret(9).reveal().to_owned();
    case.both(Cause::Unexplained);
    case.others.push(("old.txt".to_owned(), Zeroizing::new(secret(251).reveal().to_owned())));
    case.both(Cause::OtherSecret { name: "old.txt".to_owned() });
}

#[test]
fn an_old_and_a_future_timestamp_are_told_with_the_skew() {
    let mut case = Case::new();
    case.now_s = NOW + 3_600;
    case.both(Cause::ClockSkew { by_s: 3_600, is_past: true, tolerance_s: 300 });
    case.now_s = NOW - 400;
    case.both(Cause::ClockSkew { by_s: 400, is_past: false, tolerance_s: 300 });
}

#[test]
fn the_encodings_of_a_signature_are_told_apart() {
    let mut case = Case::new();
    let mac =
        STANDARD.decode(case.header(signature::WEBHOOK_SIGNATURE).strip_prefix("v1,").unwrap()).unwrap();
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    *case.header(signature::WEBHOOK_SIGNATURE) = format!("v1,{hex}");
    let legacy = case.header(signature::LEGACY_SIGNATURE).split_once("v1=").unwrap().1.to_owned();
    let bytes = signature::from_hex(&legacy).unwrap();
    *case.header(signature::LEGACY_SIGNATURE) = format!("t={NOW},v1={}", STANDARD.encode(bytes));
    let form = |form| Some(Cause::SignatureForm(form));
    assert_eq!(case.causes(), [form(SignatureForm::HexForBase64), form(SignatureForm::Base64ForHex)]);
    *case.header(signature::WEBHOOK_SIGNATURE) = STANDARD.encode(mac);
    *case.header(signature::LEGACY_SIGNATURE) = legacy;
    case.both(Cause::SignatureForm(SignatureForm::NoVersion));
}

#[test]
fn a_header_of_the_other_scheme_or_version_is_told() {
    let mut case = Case::new();
    let (standard, legacy) =
        (case.header(signature::WEBHOOK_SIGNATURE).clone(), case.header(signature::LEGACY_SIGNATURE).clone());
    *case.header(signature::WEBHOOK_SIGNATURE) = legacy;
    *case.header(signature::LEGACY_SIGNATURE) = standard;
    case.both(Cause::SignatureForm(SignatureForm::OtherScheme));
    *case.header(signature::WEBHOOK_SIGNATURE) = "v1a,AAAA".to_owned();
    *case.header(signature::LEGACY_SIGNATURE) = format!("t={NOW},v0=00");
    case.both(Cause::SignatureForm(SignatureForm::OtherVersion));
    *case.header(signature::WEBHOOK_SIGNATURE) = "?".to_owned();
    *case.header(signature::LEGACY_SIGNATURE) = "?".to_owned();
    case.both(Cause::SignatureForm(SignatureForm::Garbled));
}

#[test]
fn a_secret_in_another_encoding_is_told() {
    let bytes = [251_u8; 32];
    let told = |given: String| {
        let mut case = Case::new();
        case.secret = given;
        case.causes()
    };
    let form = |form| Some(Cause::SecretForm(form));
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(told(hex), [form(SecretForm::Hex), form(SecretForm::Hex)]);
    let url = URL_SAFE_NO_PAD.encode(bytes);
    assert_eq!(told(format!("whsec_{url}")), [form(SecretForm::UrlBase64), form(SecretForm::UrlBase64)]);
    assert_eq!(told(STANDARD.encode(bytes)), [None, form(SecretForm::NoPrefix)]);
    assert_eq!(told("hunter2".to_owned()), [Some(Cause::SecretUnusable), Some(Cause::SecretUnusable)]);
}

#[test]
fn the_text_of_a_secret_and_its_bytes_are_told_apart() {
    let mut case = Case::new();
    let text = case.secret.clone().into_bytes();
    let parts: [&[u8]; 5] = [b"evt_1", b".", b"1700000000", b".", BODY];
    let mac = signature::hmac_sha256(&text, &parts);
    *case.header(signature::WEBHOOK_SIGNATURE) = format!("v1,{}", STANDARD.encode(mac));
    let mac = signature::hmac_sha256(&[251; 32], &parts[2..]);
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    *case.header(signature::LEGACY_SIGNATURE) = format!("t={NOW},v1={hex}");
    let form = |form| Some(Cause::SecretForm(form));
    assert_eq!(case.causes(), [form(SecretForm::TextForBytes), form(SecretForm::BytesForText)]);
}

#[test]
fn missing_changed_and_odd_headers_are_told() {
    let mut case = Case::new();
    *case.header(signature::WEBHOOK_ID) = "msg_1".to_owned();
    assert_eq!(case.causes()[0], Some(Cause::HeaderChanged("webhook-id")));
    let mut case = Case::new();
    *case.header(signature::WEBHOOK_TIMESTAMP) = (NOW + 5).to_string();
    assert_eq!(case.causes(), [Some(Cause::HeaderChanged("webhook-timestamp")), None]);
    let mut case = Case::new();
    *case.header(signature::WEBHOOK_TIMESTAMP) = format!("{NOW}000");
    assert_eq!(case.causes()[0], Some(Cause::TimestampForm { in_milliseconds: true }));
    *case.header(signature::WEBHOOK_TIMESTAMP) = "2023-11-14T22:13:20Z".to_owned();
    assert_eq!(case.causes()[0], Some(Cause::TimestampForm { in_milliseconds: false }));
    for name in [signature::WEBHOOK_ID, signature::WEBHOOK_TIMESTAMP] {
        let mut case = Case::new();
        case.headers.retain(|(given, _)| *given != name);
        assert_eq!(case.causes(), [Some(Cause::HeaderMissing(name)), None]);
    }
}

#[test]
fn every_cause_has_a_word_a_sentence_and_an_advice() {
    let causes = [
        Cause::HeaderMissing("webhook-id"),
        Cause::TimestampForm { in_milliseconds: true },
        Cause::ClockSkew { by_s: 86_400 * 3, is_past: true, tolerance_s: 300 },
        Cause::OtherSecret { name: "old".to_owned() },
        Cause::SecretUnusable,
        Cause::Body(BodyChange::Truncated { have_bytes: 1, sent_bytes: Some(2) }),
        Cause::Body(BodyChange::Lengthened { sent_bytes: 2 }),
        Cause::HeaderChanged("webhook-id"),
        Cause::Unexplained,
    ];
    let told: Vec<String> = causes
        .iter()
        .map(|cause| format!("{}: {}; {}", cause.code(), cause.sentence(), cause.advice()))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
