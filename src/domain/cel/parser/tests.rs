//! What is read as an expression, and what is refused when it is saved.

use super::parse;
use super::syntax::SOURCE_BYTES_MAX;

fn refusal(source: &str) -> String {
    parse(source).unwrap_err().to_string()
}

#[test]
fn ordinary_expressions_are_read() {
    for source in [
        "payload.amount > 1000",
        "type == 'invoice.paid' && labels.env == \"prod\"",
        "has(payload.customer) && payload.customer.id in ['a', 'b']",
        "payload.items.exists(i, i.price > 10.5 && i.tags.all(t, t != 'x'))",
        "payload.items.map(i, i.price > 1, i.price).size() > 2",
        "!(payload['odd-name'] == null) ? true : false",
        "payload.email.matches(r'^[^@]+@example\\.com$')",
        "timestamp(payload.at) - timestamp('2026-01-01T00:00:00Z') > duration('36h')",
        "-payload.n + 3 * 2 % 5 == -9223372036854775808",
        "{'a': 1, 'b': [1, 2,],}.a == 1",
    ] {
        assert!(parse(source).is_ok(), "{source}: {}", refusal(source));
    }
}

#[test]
fn what_cannot_be_saved_is_told_why_and_where() {
    for (source, said) in [
        ("", "ends too early"),
        ("payload.amount >", "ends too early"),
        ("amount > 1", "there is no `amount`"),
        ("payload.amount = 1", "no meaning"),
        ("payload.a b", "should end here"),
        ("now() > 1", "there is no function `now`"),
        ("contains(payload.a, 'b')", "value.contains"),
        ("payload.a.string()", "string(value)"),
        ("payload.a.contains()", "another number"),
        ("payload.a.matches(payload.b)", "written out"),
        ("payload.a.matches('(')", "regular expression"),
        ("payload.a.matches('(?:[a-z]{500}){100}')", "too large"),
        ("payload.all(1, true)", "takes a name"),
        ("payload.all(in, true)", "cannot be a name"),
        ("has(payload)", "one member"),
        ("b'bytes'", "bytes are not supported"),
    ] {
        assert!(refusal(source).contains(said), "{source}: {}", refusal(source));
    }
    assert!(refusal("payload.a == 1 &&  oops").ends_with("at character 20"));
}

#[test]
fn size_nesting_and_comprehensions_are_limited() {
    let long = format!("payload.a == '{}'", "x".repeat(SOURCE_BYTES_MAX));
    assert!(refusal(&long).contains("2048 bytes"));
    let many = |count: usize| vec!["payload.a.all(i, i > 0)"; count].join(" && ");
    assert!(parse(&many(6)).is_ok());
    assert!(refusal(&many(7)).contains("at most 6"));
    let nested = "payload.a.all(x, x.all(y, y.all(z, z > 0)))";
    assert!(refusal(nested).contains("at most 2 deep"));
    for deep in [
        format!("{}1{} == 1", "(".repeat(900), ")".repeat(900)),
        format!("{}true", "!".repeat(2_000)),
        format!("{}1{} == 1", "[".repeat(900), "]".repeat(900)),
        format!("payload{} == 1", ".a".repeat(900)),
        format!("1{} == 1", "+1".repeat(900)),
        format!("{}true", "true ? true : ".repeat(140)),
    ] {
        assert!(refusal(&deep).contains("more than 64 deep"), "{deep}");
    }
    let chain = vec!["payload.a"; 150].join(" && ");
    assert!(parse(&chain).is_ok(), "a long chain is not deep");
}
