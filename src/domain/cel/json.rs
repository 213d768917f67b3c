//! Writes the value of an expression as JSON, counting as the evaluation does.

use std::fmt::Write;

use time::format_description::well_known::Rfc3339;

use super::eval::EvalError;
use super::eval::Meter;
use super::value::Value;

/// Bytes of JSON that one expression makes at most: as many as a payload may have.
pub const OUTPUT_BYTES_MAX: usize = 256 * 1_024;

/// Writes a value. Members of a map that the expression made stay in the order in which they were written.
pub(super) fn write(meter: &mut Meter, value: &Value<'_>, out: &mut String) -> Result<(), EvalError> {
    meter.step(1)?;
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Int(number) => push(out, number),
        Value::Uint(number) => push(out, number),
        Value::Double(number) if number.is_finite() => {
            // With its point, so that a double stays one.
            out.push_str(&serde_json::to_string(number).unwrap_or_default());
        }
        Value::Double(_) => return Err(EvalError::unfit("JSON has no infinity, and no number that is none")),
        Value::Text(text) => quote(meter, text, out)?,
        Value::Built(text) => quote(meter, text, out)?,
        Value::Instant(at) => {
            let text = at.format(&Rfc3339).map_err(|_| EvalError::unfit("this time has no text"))?;
            quote(meter, &text, out)?;
        }
        Value::Span(span) => quote(meter, &format!("{}s", span.as_seconds_f64()), out)?,
        Value::Array(_) | Value::List(_) => {
            out.push('[');
            let mut at = 0;
            while let Some(item) = value.element(at) {
                comma(out, at);
                write(meter, &item, out)?;
                at += 1;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (Value::Text(name), Value::of_json(value)));
            map(meter, members, out)?;
        }
        Value::Labels(labels) => {
            let members = labels.iter().map(|(name, value)| (Value::Text(name), Value::Text(value)));
            map(meter, members, out)?;
        }
        Value::Map(members) => map(meter, members.iter().cloned(), out)?,
    }
    if out.len() > OUTPUT_BYTES_MAX { Err(EvalError::Output) } else { Ok(()) }
}

fn map<'v>(
    meter: &mut Meter,
    members: impl Iterator<Item = (Value<'v>, Value<'v>)>,
    out: &mut String,
) -> Result<(), EvalError> {
    out.push('{');
    for (at, (name, value)) in members.enumerate() {
        comma(out, at);
        let Some(name) = name.text() else {
            return Err(EvalError::unfit(format!("{} cannot be the name of a member", name.kind())));
        };
        quote(meter, name, out)?;
        out.push(':');
        write(meter, &value, out)?;
    }
    out.push('}');
    Ok(())
}

fn comma(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}

fn quote(meter: &mut Meter, text: &str, out: &mut String) -> Result<(), EvalError> {
    meter.look(text.len())?;
    // A text always has a JSON form.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
    Ok(())
}

fn push(out: &mut String, number: impl std::fmt::Display) {
    // Writing into a String cannot fail.
    let _ = write!(out, "{number}");
}
